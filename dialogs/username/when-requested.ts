import { RESET_CHOICES, type ResetTimes, resetTimes, whenRequested } from '../../src/guides/reset-times.ts';
import type { Walk } from '../engine/branch-context.ts';
import { ask } from '../engine/steps.ts';
import { answeredTime, meansTime, typedMoment } from '../engine/typed-times.ts';

/** When the reset email was asked for, by the guide's own minutes and hours, or typed. */
export const askWhenRequested = ask('requested', {
  shows: ({ guide: { reset } }) => ({
    emailMinutes: reset?.emailMinutes?.[1] ?? 0,
    linkHours: reset?.linkHours ?? 0,
  }),
  chosen: (walk, value) => {
    const choice = RESET_CHOICES.find((one) => one === value) ?? 'unknown';
    return meansTime(whenRequested(choice, walk.guide.reset ?? {}, walk.now));
  },
  typed: typedMoment,
});

/** What the answer means at this moment. */
export function resetTimesNow(walk: Walk): ResetTimes {
  const requested = answeredTime(walk, 'requested') ?? { to: walk.now };
  return resetTimes(requested, walk.guide.reset ?? {}, walk.now);
}
