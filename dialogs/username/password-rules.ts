import { branch } from '../engine/branch.ts';
import { advise, handOver } from '../engine/steps.ts';

/** ESNEFT Username, item 8; South Tees, the two boxes; YAS, step 6; 382, restrictions: a new password is refused. */
export const passwordRules = branch('password-rules', [
  advise('rules'),
  advise('confirm'),
  handOver('hand-over'),
]);
