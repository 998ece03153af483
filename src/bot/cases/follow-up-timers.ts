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
import type { TimerOutcome } from '../../store/outbox/timer-store.ts';
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
    (handle: (it: Case, timer: Parameters<TimerHandler>[0]) => TimerOutcome | Promise<TimerOutcome>) =>
    async (timer: Parameters<TimerHandler>[0]) => {
      const it = timer.reference === undefined ? undefined : await deps.caseService.find(timer.reference);
      return it === undefined ? NOTHING : handle(it, timer);
    };
  const latest = latestFollowUp(deps.rules);
  /** Too early because a clock was behind: waits for the remaining time. Ignores times in the future. */
  const notYet = (
    { id, lockToken, attempts, ...timer }: Parameters<TimerHandler>[0],
    since = '',
  ): TimerOutcome | undefined => {
    const now = deps.now();
    const runAt =
      since === '' || since > now ? now : latest.get(timer.name as CaseTimer)?.(timer.trust, since);
    return runAt === undefined || runAt <= now ? undefined : { timers: [{ ...timer, runAt }] };
  };
  return {
    'remind-unclaimed': forCase((it, { id, lockToken, attempts, ...timer }) => {
      if (it.state !== 'open') return NOTHING;
      const hours = deps.rules.hoursOf(it.trust);
      const at = reminderAt(timer.runAt, hours);
      if (at > deps.now()) return { timers: [{ ...timer, runAt: at }] };
      // The bot was down when it was due: no reminders at night.
      if (!isWorkingTime(deps.now(), hours)) {
        return { timers: [{ ...timer, runAt: addWorkingMinutes(deps.now(), 1, hours) }] };
      }
      return { messages: [unclaimed(it, at, hours)] };
    }),
    'needed-soon': forCase((it, { id, lockToken, attempts, ...timer }) => {
      const at = neededBy(it);
      if (it.state !== 'open' || at === undefined) return NOTHING;
      const hours = deps.rules.hoursOf(it.trust);
      if (!isWorkingTime(deps.now(), hours))
        return { timers: [{ ...timer, runAt: addWorkingMinutes(deps.now(), 1, hours) }] };
      const { trust, reference, batch } = it;
      // The learners of a class are told of together.
      const key = `needed:${batch?.id ?? reference}:${at}`;
      return { messages: [{ name: 'needed-soon', trust, reference, to: 'team', data: { at }, key }] };
    }),
    'remind-waiting': forCase((it, timer) => {
      // Also of a case that was given back: the question still waits.
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

/** One reminder for all cases of this quarter of an hour. A late one is about its case, or its jointly raised class, alone. */
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

/** Tells operations, and once the requesters, that a team still does not have the card of a case. It is still tried. */
export function undeliveredTimer(deliveries: DeliveryStore, log: Logger): TimerHandler {
  return async ({ reference = '' }) => {
    const messages = await deliveries.undelivered(reference);
    if (messages.length > 0) log.error({ reference }, 'an ESR Team still does not have the card of a case');
    return { messages };
  };
}
