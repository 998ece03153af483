import { branch } from '../engine/branch.ts';
import { refer } from '../engine/steps.ts';

/** ESNEFT Smartcard, item 3; YAS, renewal: the smartcard is locked or has expired. */
export const smartcardLockedExpired = branch('smartcard-locked-expired', [refer('contact-it')]);
