import { speakTime } from '../../src/time/speak-time.ts';
import { branch } from '../engine/branch.ts';
import type { Condition } from '../engine/step-types.ts';
import { advise, handOver } from '../engine/steps.ts';
import { askWhenRequested, resetTimesNow } from './when-requested.ts';

const notLateForSure: Condition = {
  label: 'the email is not late for sure',
  test: (branch) => resetTimesNow(branch).emailLate !== 'yes',
};
const stillTime: Condition = {
  label: 'it may still arrive in time',
  test: (branch) => branch.now < (resetTimesNow(branch).emailBy ?? ''),
};
const noTimeLeft: Condition = {
  label: 'it should have arrived by now',
  test: (branch) => !stillTime.test(branch),
};

const EMAIL_MINUTES = 'reset.emailMinutes';

/** ESNEFT Username, item 6; South Tees, confirmation message and inbox: the reset email has not arrived. */
export const resetEmailMissing = branch(
  'reset-email-missing',
  [
    askWhenRequested,
    advise('wait', {
      when: notLateForSure,
      asks: 'arrived',
      checkBack: (branch) => resetTimesNow(branch).emailBy,
    }),
    advise('junk', { asks: 'arrived' }),
    advise('inbox', { asks: 'arrived' }),
    advise('own-login'),
    advise('still-time', {
      needs: EMAIL_MINUTES,
      when: stillTime,
      asks: 'arrived',
      checkBack: (branch) => resetTimesNow(branch).emailBy,
    }),
    handOver('late', { when: noTimeLeft }),
  ],
  (branch) => {
    const { emailBy } = resetTimesNow(branch);
    return emailBy === undefined ? {} : { 'when.emailBy': speakTime(emailBy, branch.now) };
  },
);
