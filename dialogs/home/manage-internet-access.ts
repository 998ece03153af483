import { branch } from '../engine/branch.ts';
import { advise, handOver, tell } from '../engine/steps.ts';

/** YAS, the smartcard note; 427, section 2: a username and password for people who use a smartcard. */
export const manageInternetAccess = branch('manage-internet-access', [
  tell('work-computer'),
  advise('set-up'),
  handOver('hand-over'),
]);
