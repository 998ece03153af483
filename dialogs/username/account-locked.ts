import { LOCK_CHOICES, lockout, whenLocked } from '../../src/guides/lockout.ts';
import type { Certainty } from '../../src/time/rough-time.ts';
import { speakTime } from '../../src/time/speak-time.ts';
import { branch } from '../engine/branch.ts';
import type { BranchContext, Condition } from '../engine/step-types.ts';
import { ask, handOver, leadOn, refer, tell } from '../engine/steps.ts';
import { answeredTime, meansTime, typedMoment } from '../engine/typed-times.ts';

const lockHasAnEnd: Condition = {
  label: 'the guide says how long a lock lasts',
  test: (branch) => branch.guide.attempts?.lockHours !== undefined,
};
const notOverForSure: Condition = {
  label: 'it is not over for sure',
  test: (branch) => lockNow(branch)?.ended !== 'yes',
};

const LOCK_HOURS = 'attempts.lockHours';

/** ESNEFT Username, item 3; South Tees, note on attempts: too many wrong tries have locked the account. */
export const accountLocked = branch(
  'account-locked',
  [
    tell('stop'),
    ask('locked', {
      when: lockHasAnEnd,
      shows: (branch) => ({ lockHours: lockHours(branch) }),
      chosen: (branch, value) => {
        const choice = LOCK_CHOICES.find((one) => one === value) ?? 'unknown';
        return meansTime(whenLocked(choice, lockHours(branch), branch.now));
      },
      typed: typedMoment,
    }),
    tell('locked-until', { when: isOver('no', 'the lock has not ended'), needs: LOCK_HOURS }),
    tell('not-sure', { when: isOver('unknown', 'it cannot be told'), needs: LOCK_HOURS }),
    tell('no-override', { when: notOverForSure, ends: true, checkBack: (branch) => lockNow(branch)?.endsBy }),
    leadOn('lock-over', 'forgot-username-password', {
      when: isOver('yes', 'the lock has ended'),
      needs: LOCK_HOURS,
    }),
    refer('inactive'),
    handOver('hand-over'),
  ],
  (branch) => {
    const lock = lockNow(branch);
    return lock === undefined ? {} : { 'when.lockEnds': speakTime(lock.endsBy, branch.now) };
  },
);

function lockHours(branch: BranchContext): number {
  return branch.guide.attempts?.lockHours ?? 0;
}

function lockNow(branch: BranchContext): ReturnType<typeof lockout> | undefined {
  const locked = answeredTime(branch, 'locked');
  return locked && lockout(locked, lockHours(branch), branch.now);
}

function isOver(ended: Certainty, label: string): Condition {
  return { label, test: (branch) => lockNow(branch)?.ended === ended };
}
