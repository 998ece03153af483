import { nextDaily } from '../bot/esr-team/morning-summary.ts';
import { nextWeeklyReport } from '../bot/esr-team/weekly-report.ts';
import { nextSelfTest } from '../bot/linking/self-test.ts';
import type { FollowUpRules } from '../cases/follow-ups.ts';
import { latestFollowUp } from '../cases/follow-ups.ts';
import type { ClockRules } from '../store/outbox/clock-repair.ts';
import { shift } from '../time/clock.ts';
import { LOCK_SECONDS, longestBackoff } from './outbox-dispatcher.ts';
import { nextPurge } from './purge-timer.ts';
import { LONGEST_PAUSE_MS } from './send-errors.ts';
import type { SendLimits } from './send-limits.ts';
import { LOCK_MINUTES, LONGEST_RETRY_MINUTES, type TimerName } from './timers.ts';

const soon = (_: string, now: string) => shift(now, { minutes: LONGEST_RETRY_MINUTES });

/** How far ahead deliveries and timers may be due. Timers that are not listed are set to a time that a person chose. */
export function clockRules(followUps: FollowUpRules, sendLimits: SendLimits | undefined): ClockRules {
  return {
    lockMs: { delivery: LOCK_SECONDS * 1000, timer: LOCK_MINUTES * 60_000 },
    backoffMs: longestBackoff,
    pauseMs: LONGEST_PAUSE_MS,
    timers: new Map<TimerName, (trust: string, now: string) => string>([
      ...latestFollowUp(followUps),
      ['morning-summary', (trust, now) => nextDaily('morning-summary', trust, now).runAt],
      ['remind-idle', (trust, now) => nextDaily('remind-idle', trust, now).runAt],
      ['not-understood', (trust, now) => nextDaily('not-understood', trust, now).runAt],
      ['purge', (_, now) => nextPurge(now)],
      ['self-test', (trust, now) => nextSelfTest(trust, now).runAt],
      ['check-guests', soon],
      ['self-test-chat', soon],
      ['undelivered', soon],
      ['weekly-report', (trust, now) => nextWeeklyReport(trust, now).runAt],
    ]),
    sendLimits,
  };
}
