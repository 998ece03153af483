/** Something that a person said which found no problem, or the wrong one. */
export interface Unplaced {
  readonly trust: string;
  /** The known words of the message in small letters, with "…" for all others. */
  readonly text: string;
  /** What all who say something alike have in common: its content words in order of the alphabet. Empty where too little is known of it. */
  readonly alike: string;
}

/** A wording that at least three people said. */
export interface KeptWording {
  readonly id: string;
  readonly text: string;
  readonly times: number;
  /** The problem that is meant, or `none`; undefined until the ESR Team has said so. */
  readonly meant: string | undefined;
}

/** Said of a wording that means no problem. */
export const NO_PROBLEM = 'none';
