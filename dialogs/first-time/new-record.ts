import { usernameReady } from '../../src/guides/new-record.ts';
import { londonDay, shiftDay } from '../../src/time/clock.ts';
import type { Certainty, RoughTime } from '../../src/time/rough-time.ts';
import { speakDay } from '../../src/time/speak-time.ts';
import { branch } from '../engine/branch.ts';
import type { BranchContext, Condition } from '../engine/step-types.ts';
import { advise, ask, handOver, tell } from '../engine/steps.ts';
import { answeredTime, meansTime, typedDay } from '../engine/typed-times.ts';

/** ESNEFT Username, item 10: the record was only just made. */
export const newRecord = branch(
  'new-record',
  [
    ask('created', {
      chosen: (branch, value) => meansTime(dayChosen(value, londonDay(branch.now))),
      typed: typedDay,
    }),
    tell('not-yet', { when: isReady('no', 'its day has not come'), ends: true }),
    advise('not-sure', { when: isReady('unknown', 'it cannot be told') }),
    advise('should-be-there', { when: isReady('yes', 'its day has come') }),
    handOver('hand-over'),
  ],
  (branch) => ({ 'when.usernameFrom': speakDay(readyNow(branch).from, branch.now) }),
);

/** The day the record was made, by the answers of cards/staff/ask-created.json. */
function dayChosen(value: string, today: string): RoughTime {
  const yesterday = shiftDay(today, -1);
  if (value === 'today') return { from: today, to: today };
  if (value === 'yesterday') return { from: yesterday, to: yesterday };
  return { to: value === 'earlier' ? shiftDay(yesterday, -1) : today };
}

function readyNow(branch: BranchContext): ReturnType<typeof usernameReady> {
  return usernameReady(answeredTime(branch, 'created') ?? { to: londonDay(branch.now) }, branch.now);
}

function isReady(ready: Certainty, label: string): Condition {
  return { label, test: (branch) => readyNow(branch).ready === ready };
}
