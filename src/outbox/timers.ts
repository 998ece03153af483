import type { Logger } from 'pino';
import type { CaseTimer } from '../cases/follow-ups.ts';
import { errorFields } from '../logging/error-fields.ts';
import type { Timer, TimerOutcome, TimerStore } from '../store/outbox/timer-store.ts';
import { shift } from '../time/clock.ts';
import type { MindedClock } from './clock-minder.ts';
import { Poller } from './poller.ts';

/**
 * Decides the effect of a due timer from the current state. It may run twice for one timer (a process can die): its own actions
 * must carry a key; its result is saved once.
 */
export type TimerHandler = (timer: Timer) => Promise<TimerOutcome>;

/** Every timer; each has one handler. */
export type TimerName =
  | CaseTimer
  | 'check-back'
  | 'check-guests'
  | 'morning-summary'
  | 'not-understood'
  | 'notice-over'
  | 'notice-start'
  | 'purge'
  | 'remind-idle'
  | 'self-test'
  | 'self-test-chat'
  | 'undelivered'
  | 'weekly-report';

export interface TimersDeps {
  readonly store: TimerStore;
  readonly handlers: Readonly<Record<TimerName, TimerHandler>>;
  readonly log: Logger;
  readonly now: () => string;
  /** Timers close cases, purge and notify people: all irreversible, so while the clock may be wrong they wait. */
  readonly clock: MindedClock;
  /** Called after messages were enqueued. */
  readonly dispatchSoon: () => void;
}

const AT_ONCE = 20;
export const LOCK_MINUTES = 2;
/** The longest wait between polls. Timers are set in minutes and days, so half a minute late is soon enough. */
const IDLE_MS = 30_000;
const RETRY_MINUTES = 5;
export const LONGEST_RETRY_MINUTES = 60;

/** Runs the handlers of timers that are due. */
export class Timers {
  readonly #deps: TimersDeps;
  readonly #poller = new Poller(() => this.#poll());

  constructor(deps: TimersDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#poller.start();
  }

  /** A timer may be due. */
  pollSoon(): void {
    this.#poller.pollSoon();
  }

  /** Polls now, and resolves when nothing is due. */
  async drain(): Promise<void> {
    const { store, now, clock } = this.#deps;
    let next: string | undefined;
    do {
      await this.#poller.now();
      if (clock.settlesInMs() > 0) return;
      next = await store.nextRunAt();
      // Timers locked by a poll that began meanwhile no longer count as due, but are not handled yet.
    } while (this.#poller.isPolling || (next !== undefined && next <= now()));
  }

  stop(): Promise<void> {
    return this.#poller.stop();
  }

  /** Handles due timers; returns the wait until the next poll, in milliseconds. */
  async #poll(): Promise<number> {
    const { store, now, log, clock } = this.#deps;
    try {
      await clock.mind();
      const settlesInMs = clock.settlesInMs();
      if (settlesInMs > 0) return Math.min(IDLE_MS, settlesInMs);
      const due = await store.lock(shift(now(), { minutes: LOCK_MINUTES }), AT_ONCE);
      for (const timer of due) await this.#fire(timer);
      const next = await store.nextRunAt();
      if (next === undefined) return IDLE_MS;
      return Math.min(IDLE_MS, Math.max(20, Date.parse(next) - Date.parse(now())));
    } catch (error) {
      log.error(errorFields(error), 'timer poll failed; will retry');
      return IDLE_MS;
    }
  }

  async #fire(timer: Timer): Promise<void> {
    const { store, handlers, log, now, clock, dispatchSoon } = this.#deps;
    // The clock may have jumped since this was locked, or just before that.
    if (clock.settlesInMs() > 0) return store.retry(timer, timer.runAt, 'the clock jumped');
    const fields = { timer: timer.name, reference: timer.reference };
    const handler = Object.hasOwn(handlers, timer.name) ? handlers[timer.name as TimerName] : undefined;
    try {
      // Set by another version of the bot, perhaps a newer one: it stays for that version.
      if (handler === undefined) throw new TypeError(`No handler for the timer ${timer.name}`);
      await store.finish(timer, await handler(timer));
      dispatchSoon();
    } catch (error) {
      log.error({ ...errorFields(error), ...fields }, 'timer handler failed; will retry');
      const minutes = Math.min(RETRY_MINUTES * timer.attempts, LONGEST_RETRY_MINUTES);
      await store.retry(timer, shift(now(), { minutes }), handler ? 'handler failed' : 'no handler');
    }
  }
}
