import { branch } from '../engine/branch.ts';
import { advise, handOver, tell } from '../engine/steps.ts';

/** ESNEFT Smartcard, item 6: a message says that the smartcard is not linked to ESR. */
export const smartcardNotLinked = branch('smartcard-not-linked', [
  tell('what-it-means'),
  advise('use-username', { aside: 'login-username', asideIsHow: true }),
  handOver('hand-over'),
]);
