/** What a message can give as its writer's own. */
export const OWN_KINDS = ['username', 'email', 'smartcard'] as const;
export type OwnKind = (typeof OWN_KINDS)[number];

/** Whose address it seems to be, from the words around it. */
export type AddressStanding =
  /** Nothing speaks against it being the learner's. */
  | 'learner'
  /** The trainer's own, a manager's, someone to copy in. */
  | 'someone-else'
  /** "Should be X", "sorry, X", "X instead": said to be the right one. */
  | 'corrected'
  /** "Not X", "the old email X": said to be wrong. */
  | 'replaced'
  /** A team's, or that of somebody who asks or is informed: the learner's only if it spells their name. */
  | 'unlikely'
  /** "The record has X", "not sure about X": may be right or wrong, whichever name it spells. */
  | 'doubtful'
  /** "Do not reset U X", "U X is already done": nothing is asked for this learner. Of usernames too. */
  | 'not-asked';

/** A username or an address found in a message. */
export type Mention = {
  readonly kind: 'username' | 'email';
  /** As `readUsername` and `readEmail` normalise it. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly standing: AddressStanding;
  /** Labelled by a word such as "email". */
  readonly labelled: boolean;
  /** May be only the end of an address: "jo;lee@…", "jo.brown-" and "lee@…" on the line below. */
  readonly cut?: boolean;
};
