import { speakMoment } from '../../src/time/speak-time.ts';
import { branch } from '../engine/branch.ts';
import { advise, type Condition, handOver } from '../engine/steps.ts';
import { askWhenRequested, resetTimesNow } from './when-requested.ts';

const notLateForSure: Condition = {
  label: 'the email is not late for sure',
  test: (walk) => resetTimesNow(walk).emailLate !== 'yes',
};
const stillTime: Condition = {
  label: 'it may still come in time',
  test: (walk) => walk.now < (resetTimesNow(walk).emailBy ?? ''),
};
const noTimeLeft: Condition = {
  label: 'it should be there by now',
  test: (walk) => !stillTime.test(walk),
};

/** ESNEFT Username, item 6; South Tees, confirmation message and inbox: the reset email has not come. */
export const resetEmailMissing = branch(
  'reset-email-missing',
  [
    askWhenRequested,
    advise('wait', { when: notLateForSure, checkBack: (walk) => resetTimesNow(walk).emailBy }),
    advise('junk'),
    advise('inbox'),
    advise('own-login'),
    advise('still-time', { when: stillTime, checkBack: (walk) => resetTimesNow(walk).emailBy }),
    handOver('late', { when: noTimeLeft }),
  ],
  (walk) => {
    const { emailBy } = resetTimesNow(walk);
    return emailBy === undefined ? {} : { 'when.emailBy': speakMoment(emailBy, walk.now) };
  },
);
