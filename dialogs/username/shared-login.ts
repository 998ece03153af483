import { branch } from '../engine/branch.ts';
import { advise, leadOn } from '../engine/steps.ts';

/** South Tees, things to keep in mind: a reset on a computer with a shared or ward login. */
export const sharedLogin = branch('shared-login', [
  advise('own-login'),
  leadOn('again', 'forgot-username-password'),
]);
