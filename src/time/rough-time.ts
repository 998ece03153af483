import { type IsoInstant, shiftMs } from './clock.ts';

/**
 * When something happened, as well as a person can tell: no earlier than `from` (absent: any time before)
 * and no later than `to`. Both ends are instants, or both are days.
 */
export type RoughTime = { readonly from?: string; readonly to: string };

/** "Within the last 15 minutes": after the instant `start`, up to `now`. */
export function since(start: IsoInstant, now: IsoInstant): RoughTime {
  return { from: shiftMs(start, 1), to: now };
}

export type Certainty = 'yes' | 'no' | 'unknown';

/** Whether the deadline of a roughly known time has been reached at `now`, which is an instant or a day as the time is. */
export function isReached(when: RoughTime, deadline: (time: string) => string, now: string): Certainty {
  if (deadline(when.to) <= now) return 'yes';
  if (when.from !== undefined && deadline(when.from) > now) return 'no';
  return 'unknown';
}
