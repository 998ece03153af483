import type { Logger } from 'pino';
import type { CaseTimer } from '../cases/follow-ups.ts';
import { errorFields } from '../logging/error-fields.ts';
import type { Timer, TimerOutcome, TimerStore } from '../store/outbox/timer-store.ts';
import { shift } from '../time/clock.ts';
import type { MindedClock } from './clock-minder.ts';
import { Poller } from './poller.ts';

/**
 * What is right when a timer is due, decided from how things are then; nothing where it no longer applies. It may run
 * twice for one timer (a process can die): what it does itself must carry a key, what it returns is saved once.
 */
export type TimerHandler = (timer: Timer) => Promise<TimerOutcome>;

/** Every timer; each has one handler. */
export type TimerName =
  | CaseTimer
  | 'check-back'
  | 'morning-summary'
  | 'notice-over'
  | 'purge'
  | 'self-test'
  | 'self-test-chat'
  | 'undelivered';

export interface TimersDeps {
  readonly store: TimerStore;
  readonly handlers: Readonly<Record<TimerName, TimerHandler>>;
  readonly log: Logger;
  readonly now: () => string;
  /** Timers close cases, purge and tell people: none of that can be taken back, so while the clock may be wrong they wait. */
  readonly clock?: MindedClock;
  /** Called after something new is owed to chats. */
  readonly dispatchSoon: () => void;
}

const AT_ONCE = 20;
export const LOCK_MINUTES = 2;
/** Timers are set in minutes and days; looking this often keeps each within half a minute. */
const IDLE_MS = 30_000;
const RETRY_MINUTES = 5;
export const LONGEST_RETRY_MINUTES = 60;

/** Looks for timers that are due and does what is right then. */
export class Timers {
  readonly #deps: TimersDeps;
  readonly #poller = new Poller(() => this.#poll());

  constructor(deps: TimersDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#poller.start();
  }

  /** Looks now: something may be due. */
  pollSoon(): void {
    this.#poller.pollSoon();
  }

  /** Looks now, and resolves when nothing is due any more. */
  async drain(): Promise<void> {
    const { store, now, clock } = this.#deps;
    let next: string | undefined;
    do {
      await this.#poller.now();
      if (clock !== undefined && clock.settlesInMs() > 0) return;
      next = await store.nextRunAt();
      // What a look that began meanwhile has taken is leased, and so not due, but it is not done yet either.
    } while (this.#poller.isLooking || (next !== undefined && next <= now()));
  }

  stop(): Promise<void> {
    return this.#poller.stop();
  }

  /** Does what is due; how long nothing is to be done then, in milliseconds. */
  async #poll(): Promise<number> {
    const { store, now, log, clock } = this.#deps;
    try {
      if (clock !== undefined) await clock.mind();
      const settlesInMs = clock?.settlesInMs() ?? 0;
      if (settlesInMs > 0) return Math.min(IDLE_MS, settlesInMs);
      const due = await store.lock(shift(now(), { minutes: LOCK_MINUTES }), AT_ONCE);
      for (const timer of due) await this.#fire(timer);
      const next = await store.nextRunAt();
      if (next === undefined) return IDLE_MS;
      return Math.min(IDLE_MS, Math.max(20, Date.parse(next) - Date.parse(now())));
    } catch (error) {
      log.error(errorFields(error), 'could not look for timers; trying again');
      return IDLE_MS;
    }
  }

  async #fire(timer: Timer): Promise<void> {
    const { store, handlers, log, now, clock, dispatchSoon } = this.#deps;
    // It may have leapt since this was taken, or just before that.
    if (clock !== undefined && clock.settlesInMs() > 0)
      return store.retry(timer, timer.runAt, 'the clock leapt');
    const fields = { timer: timer.name, reference: timer.reference };
    const handler = Object.hasOwn(handlers, timer.name) ? handlers[timer.name as TimerName] : undefined;
    // Set by another version of the bot, perhaps a newer one: it stays until somebody knows it.
    const unknown = handler === undefined;
    try {
      if (unknown) throw new TypeError(`No handler for the timer ${timer.name}`);
      await store.finish(timer, await handler(timer));
      dispatchSoon();
    } catch (error) {
      log.error({ ...errorFields(error), ...fields }, 'timer broke off; trying again later');
      const minutes = Math.min(RETRY_MINUTES * timer.attempts, LONGEST_RETRY_MINUTES);
      await store.retry(timer, shift(now(), { minutes }), unknown ? 'no handler' : 'broke off');
    }
  }
}
