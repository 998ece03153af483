import { RESET_CHOICES, type ResetTimes, resetTimes, whenRequested } from '../../src/guides/reset-times.ts';
import type { BranchContext } from '../engine/step-types.ts';
import { ask } from '../engine/steps.ts';
import { answeredTime, meansTime, typedMoment } from '../engine/typed-times.ts';

/** The problem whose steps say how to ask for the email. */
const HOW_TO_ASK = 'forgot-username-password';

/** When the reset email was asked for, by the guide's own minutes and hours, or typed. */
export const askWhenRequested = ask('requested', {
  shows: (branch) => ({
    emailMinutes: branch.guide.reset?.emailMinutes?.[1] ?? 0,
    linkHours: branch.guide.reset?.linkHours ?? 0,
    canAsk: branch.covers(HOW_TO_ASK),
  }),
  chosen: (branch, value) => {
    if (value === 'not-asked') return { leadOn: HOW_TO_ASK };
    const choice = RESET_CHOICES.find((one) => one === value) ?? 'unknown';
    return meansTime(whenRequested(choice, branch.guide.reset ?? {}, branch.now));
  },
  typed: typedMoment,
});

/** What the answer means now: when the email should be there, and until when its link works. */
export function resetTimesNow(branch: BranchContext): ResetTimes {
  const requested = answeredTime(branch, 'requested') ?? { to: branch.now };
  return resetTimes(requested, branch.guide.reset ?? {}, branch.now);
}
