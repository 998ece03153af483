import type { FollowUpTimer } from '../../cases/case.ts';
import type { TimerHandler } from '../../outbox/timers.ts';
import { type IsoDate, londonDay, londonInstant, shiftDay } from '../../time/clock.ts';
import { firstOfWeek, isWorkingDay, mondayOf, nextWorkingDayAt } from '../../time/working-days.ts';

/** After the morning summary. */
const AT = '09:00';

/** A Trust has this timer while its team wants the report on Mondays: it is the switch. */
export const weeklyReportKey = (trust: string): string => `weekly-report:${trust}`;

/** The first report after it was switched on: this week's while that is still to come. */
export function firstWeeklyReport(trust: string, now: string): FollowUpTimer {
  const monday = mondayOf(londonDay(now));
  const thisWeek = inWeekOf(trust, monday);
  return thisWeek.runAt > now ? thisWeek : inWeekOf(trust, shiftDay(monday, 7));
}

/** Next week's: once this week's was sent, there is no other in this week, however late it was. */
export const nextWeeklyReport = (trust: string, now: string): FollowUpTimer =>
  inWeekOf(trust, shiftDay(mondayOf(londonDay(now)), 7));

/** On Monday, or on the next working day where that is a bank holiday. */
function inWeekOf(trust: string, monday: IsoDate): FollowUpTimer {
  const day = firstOfWeek(monday);
  return { name: 'weekly-report', trust, key: weeklyReportKey(trust), runAt: londonInstant(day, AT) };
}

/** Sends the report and sets the next timer. What was missed comes once, and never on a day off. */
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
