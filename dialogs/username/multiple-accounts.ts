import { branch } from '../engine/branch.ts';
import { advise, handOver, tell } from '../engine/steps.ts';

/** ESNEFT Username, item 4; South Tees, the form's note; 427, section 3, step 3: a second ESR login elsewhere. */
export const multipleAccounts = branch('multiple-accounts', [
  tell('two-logins'),
  advise('name-the-account'),
  advise('leave-blank'),
  handOver('hand-over'),
]);
