/** The Trusts whose guides we hold. Two sources do not name their Trust. */
export const TRUST_IDS = ['esneft', 'south-tees', 'yas', 'trust-427', 'trust-382'] as const;
export type TrustId = (typeof TRUST_IDS)[number];

/** Every problem a guide can speak of, in the order of the menu. One id from title to test. */
export const BRANCH_IDS = [
  'login-username',
  'username-format',
  'incorrect-details',
  'forgot-username-password',
  'details-dont-match',
  'reset-email-missing',
  'reset-link-expired',
  'password-rules',
  'account-locked',
  'multiple-accounts',
  'which-email',
  'email-changed',
  'shared-login',
  'first-time-access',
  'new-record',
  'returning-staff',
  'device-support',
  'smartcard-login',
  'smartcard-locked-expired',
  'care-identity-button-missing',
  'smartcard-not-linked',
  'smartcard-software-error',
  'manage-internet-access',
] as const;
export type BranchId = (typeof BRANCH_IDS)[number];

/** The kinds of people the guides tell apart. */
export const LEARNER_TYPES = ['staff', 'external-learner', 'volunteer'] as const;
export type LearnerType = (typeof LEARNER_TYPES)[number];

/** How the ESR Team can close a case. */
export const OUTCOMES = [
  'password-reset-sent',
  'email-corrected-reset-sent',
  'record-corrected',
  'username-sent',
  'smartcard-linked',
  'referred-to-it',
  'not-our-trust',
  'could-not-help',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What a handover can ask for. `email` is the correct address, the one the reset should go to. */
export const HANDOVER_FIELDS = [
  'username',
  'email',
  'smartcard-number',
  'name',
  'esr-number',
  'learner-type',
] as const;
export type HandoverField = (typeof HANDOVER_FIELDS)[number];

/** An id in words, for content that this version does not have: `smartcard-not-linked` is "Smartcard not linked". */
export function inWords(id: string): string {
  const text = id
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 60);
  return text === '' ? 'Not known' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
