/** Whose address it seems to be, from the words around it. */
export type Standing =
  /** Nothing speaks against it being the learner's. */
  | 'learner'
  /** The trainer's own, a manager's, someone to copy in. */
  | 'someone-else'
  /** "Not X", "the old email X": said to be wrong. */
  | 'replaced'
  /** "The record has X": may be right or wrong. */
  | 'doubtful';

/** A username or an address found in a message. */
export type Mention = {
  readonly kind: 'username' | 'email';
  /** As `readUsername` and `readEmail` put it. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly standing: Standing;
  /** A word such as "email" says what it is. */
  readonly labelled: boolean;
};
