import { inWords, type Outcome } from '../guides/ids.ts';

/** The outcomes by the names that the ESR Team chooses them by. */
const OUTCOME_NAMES: Readonly<Record<Outcome, string>> = {
  'password-reset-sent': 'Password reset sent',
  'email-corrected-reset-sent': 'Email corrected and reset sent',
  'record-corrected': 'Record corrected',
  'username-sent': 'Username sent',
  'smartcard-linked': 'Smartcard linked',
  'referred-to-it': 'Referred to IT',
  'not-our-trust': 'Not our Trust',
  'could-not-help': 'Could not help',
};

/** Where the ESR Team fixed nothing, no one is asked whether it works. */
const NOT_PUT_RIGHT: readonly string[] = [
  'referred-to-it',
  'not-our-trust',
  'could-not-help',
] satisfies Outcome[];

/** Whether a requester is asked if it works now. */
export const mayWorkNow = (outcome: string): boolean => !NOT_PUT_RIGHT.includes(outcome);

/** The same for any stored outcome, also one that this version does not have. */
export const outcomeName = (outcome: string): string =>
  (OUTCOME_NAMES as Readonly<Record<string, string>>)[outcome] ?? inWords(outcome);
