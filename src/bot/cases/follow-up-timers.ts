import type { Logger } from 'pino';
import { type Case, isAsked } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import {
  type CaseTimer,
  type FollowUpRules,
  latestFollowUp,
  reminderAt,
  unclaimedDue,
} from '../../cases/follow-ups.ts';
import { neededBy } from '../../cases/needed-by.ts';
import type { TimerHandler } from '../../outbox/timers.ts';
import type { DeliveryStore } from '../../store/outbox/delivery-store.ts';
import type { Timer, TimerOutcome } from '../../store/outbox/timer-store.ts';
import { addWorkingMinutes, isWorkingTime, type WorkingHours } from '../../time/working-days.ts';

export interface FollowUpDeps {
  readonly caseService: CaseService;
  readonly rules: FollowUpRules;
  readonly now: () => string;
}

const NOTHING: TimerOutcome = {};

/** The timers of a case. Each reads the current case when due. */
export function followUpTimers(deps: FollowUpDeps): Readonly<Record<CaseTimer, TimerHandler>> {
  const forCase =
    (handle: (it: Case, timer: Timer) => TimerOutcome | Promise<TimerOutcome>): TimerHandler =>
    async (timer) => {
      const it = timer.reference === undefined ? undefined : await deps.caseService.find(timer.reference);
      return it === undefined ? NOTHING : handle(it, timer);
    };
  const latest = latestFollowUp(deps.rules);
  /** A timer that fired too early, because a clock was behind, waits for the rest. A `since` in the future is ignored. */
  const notYet = (timer: Timer, since = ''): TimerOutcome | undefined => {
    const now = deps.now();
    if (since === '' || since > now) return undefined;
    const runAt = latest.get(timer.name as CaseTimer)?.(timer.trust, since);
    return runAt === undefined || runAt <= now ? undefined : again(timer, runAt);
  };
  return {
    'remind-unclaimed': forCase((it, timer) => {
      if (it.state !== 'open') return NOTHING;
      const hours = deps.rules.hoursOf(it.trust);
      const at = reminderAt(timer.runAt, hours);
      if (at > deps.now()) return again(timer, at);
      // The bot was down when it was due: no reminders at night.
      if (!isWorkingTime(deps.now(), hours)) return again(timer, addWorkingMinutes(deps.now(), 1, hours));
      return { messages: [unclaimed(it, at, hours)] };
    }),
    'needed-soon': forCase((it, timer) => {
      const at = neededBy(it);
      if (it.state !== 'open' || at === undefined) return NOTHING;
      const hours = deps.rules.hoursOf(it.trust);
      if (!isWorkingTime(deps.now(), hours)) return again(timer, addWorkingMinutes(deps.now(), 1, hours));
      const { trust, reference, batch } = it;
      // One message for the learners of a class.
      const key = `needed:${batch?.id ?? reference}:${at}`;
      return { messages: [{ name: 'needed-soon', trust, reference, to: 'team', data: { at }, key }] };
    }),
    'remind-waiting': forCase((it, timer) => {
      // Also when nobody has the case any more: the question still waits.
      if (it.question === undefined || !isAsked(it)) return NOTHING;
      const later = notYet(timer, it.question.at);
      if (later !== undefined) return later;
      const { trust, reference } = it;
      return {
        messages: it.requesters.map(({ chat, person, kind }) => ({
          name: 'still-waiting' as const,
          trust,
          reference,
          to: { chat },
          mention: kind === 'trainer' ? person : undefined,
          key: `${reference}:still-waiting:${timer.runAt}:${chat}:${person.id}`,
        })),
      };
    }),
    'close-silent': forCase(async (it, timer) => {
      const later = notYet(timer, it.resolution?.at);
      if (later !== undefined) return later;
      // Refused, without effect, if it is no longer resolved.
      await deps.caseService.act(
        it.reference,
        { type: 'close-silent' },
        undefined,
        `timer:${timer.key}:${timer.runAt}`,
      );
      return NOTHING;
    }),
  };
}

/** The same timer again, at another time. */
const again = ({ id, lockToken, attempts, ...timer }: Timer, runAt: string): TimerOutcome => ({
  timers: [{ ...timer, runAt }],
});

/** One reminder for all cases of this quarter of an hour. A late one is only about its own case or class. */
function unclaimed({ batch, ...it }: Case, at: string, hours: WorkingHours) {
  const { trust, reference } = it;
  const isInTime = reminderAt(unclaimedDue(it, hours), hours) === at;
  const late =
    batch === undefined ? `${reference}:unclaimed:${at}` : `${batch.id}:unclaimed:${at.slice(0, 16)}`;
  return {
    name: 'unclaimed' as const,
    trust,
    reference,
    to: 'team' as const,
    data: isInTime ? { at } : {},
    key: isInTime ? `unclaimed:${trust}:${at}` : late,
  };
}

/** Logs that an ESR Team still does not have the card of a case, and tells the requesters once. Sending goes on. */
export function undeliveredTimer(deliveries: DeliveryStore, log: Logger): TimerHandler {
  return async ({ reference = '' }) => {
    const messages = await deliveries.undelivered(reference);
    if (messages.length > 0) log.error({ reference }, 'an ESR Team still does not have the card of a case');
    return { messages };
  };
}
