import { branch } from '../engine/branch.ts';
import { advise, handOver } from '../engine/steps.ts';

/** ESNEFT Smartcard, item 5: the login page does not show the Care Identity button. */
export const careIdentityButtonMissing = branch('care-identity-button-missing', [
  advise('network'),
  advise('restart'),
  handOver('hand-over'),
]);
