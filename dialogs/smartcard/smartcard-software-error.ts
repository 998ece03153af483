import { branch } from '../engine/branch.ts';
import { advise, handOver, refer } from '../engine/steps.ts';

/** ESNEFT Smartcard, item 7: an error appears on the ESR login page although the card is in. */
export const smartcardSoftwareError = branch('smartcard-software-error', [
  advise('card-in-again'),
  advise('other-reader'),
  advise('check-agents'),
  advise('restart'),
  advise('clear-edge-cache'),
  advise('other-device'),
  refer('contact-it'),
  handOver('hand-over'),
]);
