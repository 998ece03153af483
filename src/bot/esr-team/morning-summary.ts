import type { FollowUpTimer } from '../../cases/case.ts';
import { IDLE_AT, idleSince, SUMMARY_AT } from '../../cases/follow-ups.ts';
import { dueToday } from '../../guides/dated.ts';
import type { Guide } from '../../guides/guide.ts';
import type { TimerHandler } from '../../outbox/timers.ts';
import type { CaseQueries } from '../../store/cases/case-queries.ts';
import type { UnplacedStore } from '../../store/reports/unplaced-store.ts';
import { londonDay, londonInstant } from '../../time/clock.ts';
import { firstOfWeek, isWorkingDay, nextWorkingDayAt } from '../../time/working-days.ts';

const DAILY = { 'morning-summary': SUMMARY_AT, 'not-understood': '09:00', 'remind-idle': IDLE_AT } as const;
export type DailyTimer = keyof typeof DAILY;
export const DAILY_TIMERS = Object.keys(DAILY) as readonly DailyTimer[];

/** A Trust's next daily timer: today's if that is still to come, else the next working day's. */
export function nextDaily(name: DailyTimer, trust: string, now: string): FollowUpTimer {
  const today = londonDay(now);
  const todayAt = londonInstant(today, DAILY[name]);
  const runAt = isWorkingDay(today) && now < todayAt ? todayAt : nextWorkingDayAt(now, DAILY[name]);
  return { name, trust, runAt, key: `${name}:${trust}:${londonDay(runAt)}` };
}

/** The handlers of what a team gets each working day. Each sets the next timer. One that runs a day late sends nothing. */
export function dailyTimers(
  queries: Pick<CaseQueries, 'counts' | 'idle'>,
  unplaced: Pick<UnplacedStore, 'kept'>,
  guides: ReadonlyMap<string, Guide>,
  now: () => string,
): Readonly<Record<DailyTimer, TimerHandler>> {
  const daily =
    (
      name: DailyTimer,
      message: 'morning-summary' | 'not-understood' | 'idle',
      isWanted: (trust: string, day: string) => Promise<boolean>,
    ): TimerHandler =>
    async ({ trust, runAt }) => {
      const timers = [nextDaily(name, trust, now())];
      const day = londonDay(runAt);
      if (day !== londonDay(now()) || !(await isWanted(trust, day))) return { timers };
      const key = `${message === 'morning-summary' ? 'summary' : message}:${trust}:${day}`;
      return { timers, messages: [{ name: message, trust, to: 'team', key }] };
    };
  return {
    'morning-summary': daily('morning-summary', 'morning-summary', async (trust, day) => {
      const guide = guides.get(trust);
      if (guide !== undefined && dueToday(guide, day).length > 0) return true;
      const { open, claimed, waiting } = await queries.counts(trust);
      return open + claimed + waiting > 0;
    }),
    'not-understood': daily(
      'not-understood',
      'not-understood',
      async (trust, day) =>
        day === firstOfWeek(day) &&
        guides.get(trust)?.learns === true &&
        (await unplaced.kept(trust)).length > 0,
    ),
    'remind-idle': daily(
      'remind-idle',
      'idle',
      async (trust, day) => (await queries.idle(trust, idleSince(day), 1)).length > 0,
    ),
  };
}
