import { LOCK_CHOICES, lockout, whenLocked } from '../../src/guides/lockout.ts';
import type { Certainty } from '../../src/time/rough-time.ts';
import { speakMoment } from '../../src/time/speak-time.ts';
import { branch } from '../engine/branch.ts';
import type { Walk } from '../engine/branch-context.ts';
import { ask, type Condition, handOver, leadOn, tell } from '../engine/steps.ts';
import { answeredTime, meansTime, typedMoment } from '../engine/typed-times.ts';

const lockHasAnEnd: Condition = {
  label: 'the guide says how long a lock lasts',
  test: (walk) => walk.guide.attempts?.lockHours !== undefined,
};
const notOverForSure: Condition = {
  label: 'it is not over for sure',
  test: (walk) => lockNow(walk)?.ended !== 'yes',
};

/** ESNEFT Username, item 3; South Tees, note on attempts: too many wrong tries have locked the account. */
export const accountLocked = branch(
  'account-locked',
  [
    tell('stop'),
    ask('locked', {
      when: lockHasAnEnd,
      shows: (walk) => ({ lockHours: lockHours(walk) }),
      chosen: (walk, value) => {
        const choice = LOCK_CHOICES.find((one) => one === value) ?? 'unknown';
        return meansTime(whenLocked(choice, lockHours(walk), walk.now));
      },
      typed: typedMoment,
    }),
    tell('locked-until', { when: isOver('no', 'the lock has not ended') }),
    tell('not-sure', { when: isOver('unknown', 'it cannot be told') }),
    tell('no-override', { when: notOverForSure, ends: true, checkBack: (walk) => lockNow(walk)?.endsBy }),
    leadOn('lock-over', 'forgot-username-password', { when: isOver('yes', 'the lock has ended') }),
    handOver('hand-over'),
  ],
  (walk) => {
    const lock = lockNow(walk);
    return lock === undefined ? {} : { 'when.lockEnds': speakMoment(lock.endsBy, walk.now) };
  },
);

function lockHours(walk: Walk): number {
  return walk.guide.attempts?.lockHours ?? 0;
}

function lockNow(walk: Walk): ReturnType<typeof lockout> | undefined {
  const locked = answeredTime(walk, 'locked');
  return locked && lockout(locked, lockHours(walk), walk.now);
}

function isOver(ended: Certainty, label: string): Condition {
  return { label, test: (walk) => lockNow(walk)?.ended === ended };
}
