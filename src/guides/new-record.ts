import { type IsoDate, type IsoInstant, londonDay } from '../time/clock.ts';
import { type Certainty, isReached, type RoughTime } from '../time/rough-time.ts';
import { nextWorkingDay } from '../time/working-days.ts';

/** From which day a new record has its username, and whether that day has come: the working day after it was created. */
export function usernameReady(
  created: RoughTime,
  now: IsoInstant,
): { readonly from: IsoDate; readonly ready: Certainty } {
  return { from: nextWorkingDay(created.to), ready: isReached(created, nextWorkingDay, londonDay(now)) };
}
