import { type IsoDate, type IsoInstant, londonDay, shiftDay } from '../time/clock.ts';
import { type Certainty, isReached, type RoughTime } from '../time/rough-time.ts';

/** When people can say they left; `access` is the time leavers keep their previous account. */
export const LEFT_CHOICES = ['within-access', 'over-access', 'unknown'] as const;
export type LeftChoice = (typeof LEFT_CHOICES)[number];

/** The days on which the person may have left, by their choice. */
export function whenLeft(choice: LeftChoice, leaverDays: number, now: IsoInstant): RoughTime {
  const today = londonDay(now);
  switch (choice) {
    case 'within-access':
      return { from: shiftDay(today, -leaverDays), to: today };
    case 'over-access':
      return { to: shiftDay(today, -leaverDays - 1) };
    case 'unknown':
      return { to: today };
  }
}

/** Whether the previous account still exists with the new one, and its last day if the leaving day is known. */
export function previousAccount(
  left: RoughTime,
  leaverDays: number,
  now: IsoInstant,
): { readonly stillThere: Certainty; readonly lastDay?: IsoDate } {
  const gone = isReached(left, (day) => shiftDay(day, leaverDays + 1), londonDay(now));
  const stillThere = gone === 'yes' ? 'no' : gone === 'no' ? 'yes' : 'unknown';
  return { stillThere, ...(left.from === left.to && { lastDay: shiftDay(left.to, leaverDays) }) };
}
