import { branch } from '../branch.ts';
import { refer } from '../steps.ts';

/** ESNEFT Smartcard, item 3; YAS, renewal: the smartcard is locked or has expired. */
export const smartcardLockedExpired = branch('smartcard-locked-expired', [refer('contact-it')]);
