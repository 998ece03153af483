/** Something that a person said which found no problem, or the wrong one. */
export interface Unplaced {
  readonly trust: string;
  /** The known words of the message in small letters, with "…" for all others. */
  readonly text: string;
  /** Its content words in alphabetical order, the same for messages alike. Empty where too few words are known. */
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
