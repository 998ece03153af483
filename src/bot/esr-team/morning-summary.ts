import type { FollowUpTimer } from '../../cases/case.ts';
import { SUMMARY_AT as AT } from '../../cases/follow-ups.ts';
import type { TimerHandler } from '../../outbox/timers.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import { londonDay, londonInstant } from '../../time/clock.ts';
import { isWorkingDay, nextWorkingDayAt } from '../../time/working-days.ts';

/** The Trust's next morning summary: today's while it is still to come, else the next working day's. */
export function nextSummary(trust: string, now: string): FollowUpTimer {
  const today = londonDay(now);
  const todayAt = londonInstant(today, AT);
  const runAt = isWorkingDay(today) && now < todayAt ? todayAt : nextWorkingDayAt(now, AT);
  return { name: 'morning-summary', trust, runAt, key: `morning-summary:${trust}:${londonDay(runAt)}` };
}

/** Sends the morning's summary and sets the next timer. One that runs on a later day sends nothing. */
export function morningSummary(queries: CaseQueries, now: () => string): TimerHandler {
  return async ({ trust, runAt }) => {
    const timers = [nextSummary(trust, now())];
    const day = londonDay(runAt);
    if (day !== londonDay(now())) return { timers };
    const { open, claimed, waiting } = await queries.counts(trust);
    if (open + claimed + waiting === 0) return { timers };
    const key = `summary:${trust}:${day}`;
    return { timers, messages: [{ name: 'morning-summary', trust, to: 'team', key }] };
  };
}
