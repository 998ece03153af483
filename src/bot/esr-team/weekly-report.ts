import type { FollowUpTimer } from '../../cases/case.ts';
import type { TimerHandler } from '../../outbox/timers.ts';
import { type IsoDate, londonDay, londonInstant, shiftDay } from '../../time/clock.ts';
import { firstOfWeek, isWorkingDay, mondayOf, nextWorkingDayAt } from '../../time/working-days.ts';

/** After the morning summary. */
const AT = '09:00';

/** The key of a Trust's timer for the report on Mondays. While the timer exists, the report is switched on. */
export const weeklyReportKey = (trust: string): string => `weekly-report:${trust}`;

/** The timer to switch it on: this week's if that is still to come, else next week's. */
export function firstWeeklyReport(trust: string, now: string): FollowUpTimer {
  const monday = mondayOf(londonDay(now));
  const thisWeek = inWeekOf(trust, monday);
  return thisWeek.runAt > now ? thisWeek : inWeekOf(trust, shiftDay(monday, 7));
}

/** Next week's timer: a report that was sent late does not come twice in a week. */
export const nextWeeklyReport = (trust: string, now: string): FollowUpTimer =>
  inWeekOf(trust, shiftDay(mondayOf(londonDay(now)), 7));

/** On Monday, or on the next working day where that is a bank holiday. */
function inWeekOf(trust: string, monday: IsoDate): FollowUpTimer {
  const day = firstOfWeek(monday);
  return { name: 'weekly-report', trust, key: weeklyReportKey(trust), runAt: londonInstant(day, AT) };
}

/** Sends the report and sets the next timer. A missed report is sent once, late, and never on a day off. */
export function weeklyReport(now: () => string): TimerHandler {
  return async ({ trust, name, key, runAt }) => {
    if (!isWorkingDay(londonDay(now())))
      return { timers: [{ name, trust, key, runAt: nextWorkingDayAt(now(), AT) }] };
    return {
      timers: [nextWeeklyReport(trust, now())],
      messages: [
        { name: 'weekly-report', trust, to: 'team', key: `weekly-report:${trust}:${londonDay(runAt)}` },
      ],
    };
  };
}
