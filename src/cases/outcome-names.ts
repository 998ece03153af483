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

/** The same for any stored outcome, also one that this version does not have. */
export const outcomeName = (outcome: string): string =>
  (OUTCOME_NAMES as Readonly<Record<string, string>>)[outcome] ?? inWords(outcome);
