/** What can be missing or doubtful in typed text. Codes are stable: cards, tests and labelled messages use them. */
export type UsernameIssueCode =
  | 'username-missing'
  | 'username-invalid-too-short'
  | 'username-invalid-too-long'
  | 'username-invalid-prefix'
  | 'username-invalid-character'
  | 'username-invalid-no-trailing-digits'
  | 'username-other-trust-prefix'
  | 'username-unknown-prefix'
  | 'username-digit-in-name'
  | 'username-more-than-one'
  | `username-old-prefix-${string}`;

export type EmailIssueCode =
  | 'email-missing'
  | 'email-invalid-format'
  | 'email-invalid-domain-typo'
  | 'email-more-than-one'
  /** An address among words that may say that it is the wrong one. */
  | 'email-with-words'
  /** Another row of the class has the same address. */
  | 'email-repeated';

export type SmartcardIssueCode =
  | 'smartcard-missing'
  | 'smartcard-invalid-character'
  | 'smartcard-unusual-length';

export type EsrNumberIssueCode =
  | 'esr-number-missing'
  | 'esr-number-invalid-character'
  | 'esr-number-unusual-length';

/** `unsure-which`: more than one reading is possible, so the field is left empty. */
export type LearnerIssueCode = UsernameIssueCode | EmailIssueCode | 'unsure-which' | 'duplicate-learner';

export type IssueOf<Code extends string> = {
  readonly code: Code;
  /** A blocking issue must be put right before anything is sent; the others are shown as a note. */
  readonly blocking: boolean;
  /** The probable value. To be offered, never substituted. */
  readonly suggestion?: string;
  /** The other Trust that the username belongs to. */
  readonly trust?: string;
  /** The guide's own remark on an old prefix. */
  readonly note?: string;
};

/** A value that was read, normalised, with its doubts. */
export type Reading<Code extends string> = {
  readonly value: string;
  readonly issues: ReadonlyArray<IssueOf<Code>>;
};

/** Issues that the person cannot overrule. */
const NEVER_RIGHT =
  /-missing$|-more-than-one$|^email-with-words$|^unsure-which$|^username-other-trust-prefix$/;
/** Unusual, but a mail server might accept it. */
const PERHAPS_AN_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Whether the person may insist that the value is right in spite of this issue. */
export function mayBeRight(code: string, value: string): boolean {
  if (code.startsWith('email-')) return PERHAPS_AN_ADDRESS.test(value) && !NEVER_RIGHT.test(code);
  return !NEVER_RIGHT.test(code);
}
