import { shift } from '../../src/time/clock.ts';
import { branch } from '../engine/branch.ts';
import type { BranchContext, Condition } from '../engine/step-types.ts';
import { advise, answered, ask, guideHas, handOver, tell } from '../engine/steps.ts';

const knowsIt = answered('knows-username', 'yes');
const doesNotKnowIt: Condition = {
  label: 'knows-username: no',
  test: (branch) => !knowsIt.test(branch),
};

/** The guide's longest wait for the email, from now. */
function whenTheEmailShouldBeThere({ guide, now }: BranchContext): string | undefined {
  const minutes = guide.reset?.emailMinutes?.[1];
  return minutes === undefined ? undefined : shift(now, { minutes });
}

/**
 * ESNEFT Username, items 4 to 9; South Tees, from the login page to signing in; YAS, steps 1 to 6; 427, section 3; 382,
 * Login Assistance: the whole reset, to signing in again.
 */
export const forgotUsernamePassword = branch('forgot-username-password', [
  tell('smartcard-users'),
  tell('own-login'),
  tell('open-form'),
  ask('knows-username', { when: guideHas('with-username') }),
  tell('with-username', { when: knowsIt }),
  tell('without-username', { when: doesNotKnowIt }),
  tell('fill-form', { aside: 'details-dont-match' }),
  tell('confirmation'),
  tell('wait-for-email', { aside: 'reset-email-missing', checkBack: whenTheEmailShouldBeThere }),
  tell('open-link', { aside: 'reset-link-expired' }),
  tell('enter-username'),
  tell('new-password', { aside: 'password-rules' }),
  advise('sign-in', { aside: 'incorrect-details' }),
  handOver('hand-over'),
]);
