import { branch } from '../engine/branch.ts';
import { advise, handOver, refer } from '../engine/steps.ts';

/** ESNEFT Smartcard, item 3; YAS, renewal: the smartcard is locked or has expired. */
export const smartcardLockedExpired = branch('smartcard-locked-expired', [
  advise('card-in-again'),
  advise('other-reader'),
  advise('unlock-yourself'),
  refer('contact-it'),
  handOver('hand-over'),
]);
