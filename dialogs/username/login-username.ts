import { branch } from '../engine/branch.ts';
import { advise, handOver, leadOn, tell } from '../engine/steps.ts';

/** ESNEFT Username, items 1 to 3; South Tees, the login page; YAS, steps 1 to 3; 427, section 1: how to sign in. */
export const loginUsername = branch('login-username', [
  tell('who'),
  tell('open'),
  tell('temporary-password'),
  advise('sign-in'),
  leadOn('wrong-details', 'incorrect-details'),
  leadOn('forgotten', 'forgot-username-password'),
  handOver('hand-over'),
]);
