import type { Logger } from 'pino';
import type { CaseService } from '../cases/case-service.ts';
import { SERVICE_DESK } from '../cases/service-desk.ts';
import type { DeskEndpoint } from '../config/service-desk-settings.ts';
import { errorFields } from '../logging/error-fields.ts';
import { Poller } from '../outbox/poller.ts';
import { backoff } from '../outbox/send-errors.ts';
import type { DeskDelivery, DeskEventStore } from '../store/service-desk/event-store.ts';
import { shift, shiftMs } from '../time/clock.ts';
import { type EventDeps, eventBody } from './event-body.ts';
import { postEvent } from './post-event.ts';
import { ticketIn } from './ticket.ts';

export interface EventDispatcherDeps extends EventDeps {
  readonly endpoints: ReadonlyMap<string, DeskEndpoint>;
  readonly store: DeskEventStore;
  readonly caseService: Pick<CaseService, 'find' | 'act'>;
  readonly log: Logger;
  readonly now: () => string;
}

/** For each Trust: a desk that does not answer must not hold up another's events. */
const AT_ONCE = 10;
/** Longer than a call may take, so that a lock runs out only when its worker is gone. */
const LOCK_MINUTES = 1;
const IDLE_MS = 30_000;
const BUSY_MS = 250;
const WAITS = { first: 1000, most: 1_800_000 } as const;
const TRIED_HOURS = 24;

/** Sends service desks the events of their Trusts' cases: in order for each case, and retried for a day. */
export class EventDispatcher {
  readonly #deps: EventDispatcherDeps;
  readonly #trusts: readonly string[];
  readonly #underWay = new Map<Promise<void>, string>();
  readonly #poller = new Poller(() => this.#poll());

  constructor(deps: EventDispatcherDeps) {
    this.#deps = deps;
    this.#trusts = [...deps.endpoints.keys()];
  }

  /** Each start resumes desks that had answered 410: somebody may have fixed that. */
  async start(): Promise<void> {
    if (this.#trusts.length === 0) return;
    await this.#deps.store.resume(this.#trusts, this.#deps.now());
    this.#poller.start();
  }

  pollSoon(): void {
    this.#poller.pollSoon();
  }

  /** Polls now, and resolves when nothing is due. */
  async drain(): Promise<void> {
    if (this.#trusts.length === 0) return;
    const { store, now } = this.#deps;
    let next: string | undefined;
    do {
      await this.#poller.now();
      await Promise.all(this.#underWay.keys());
      next = await store.nextRunAt(this.#trusts);
    } while (this.#poller.isPolling || this.#underWay.size > 0 || (next !== undefined && next <= now()));
  }

  /** Ends polling, and waits for what is being sent. */
  async stop(): Promise<void> {
    await this.#poller.stop();
    await Promise.all(this.#underWay.keys());
  }

  async #poll(): Promise<number> {
    const { store, now, log } = this.#deps;
    try {
      for (const trust of this.#trusts) {
        const limit = AT_ONCE - [...this.#underWay.values()].filter((one) => one === trust).length;
        const lock = { now: now(), lockUntil: shift(now(), { minutes: LOCK_MINUTES }), limit };
        for (const it of limit > 0 ? await store.lock([trust], lock) : []) this.#take(it);
      }
      const next = await store.nextRunAt(this.#trusts);
      if (next === undefined) return IDLE_MS;
      // An event that is due but was not locked is being sent by another process.
      return Math.min(IDLE_MS, Math.max(BUSY_MS, Date.parse(next) - Date.parse(now())));
    } catch (error) {
      log.error(errorFields(error), 'service desk events: poll failed; will retry');
      return BUSY_MS;
    }
  }

  /** What is interrupted is due again when its lock runs out. */
  #take(it: DeskDelivery): void {
    const sending = this.#send(it)
      .catch((error) => this.#deps.log.error(errorFields(error), 'service desk: interrupted; will retry'))
      .finally(() => {
        this.#underWay.delete(sending);
        this.pollSoon();
      });
    this.#underWay.set(sending, it.trust);
  }

  async #send(it: DeskDelivery): Promise<void> {
    const { endpoints, store, caseService, log, now } = this.#deps;
    const endpoint = endpoints.get(it.trust);
    const found = await caseService.find(it.reference);
    // There is nothing to send about a case whose details were deleted.
    if (endpoint === undefined || found === undefined || found.purgedAt !== undefined)
      return store.delivered(it);
    const body = eventBody(this.#deps, it, found, endpoint.leaveOut);
    const posted = await postEvent(endpoint, it.key.replaceAll(':', '_'), body);
    if (posted.kind === 'taken') {
      const ticket = ticketIn(posted.answer);
      if (ticket !== undefined)
        await caseService.act(it.reference, { type: 'ticket', ticket }, SERVICE_DESK, `${it.key}:ticket`);
      return store.delivered(it);
    }
    const fields = { trust: it.trust, delivery: it.id, attempts: it.attempts, reason: posted.reason };
    if (posted.kind === 'gone') {
      log.error(fields, 'service desk: it wants no more events; paused until the next start');
      return store.stop(it, 'paused', posted.reason);
    }
    if (shift(it.at, { hours: TRIED_HOURS }) <= now()) {
      log.error(fields, 'service desk: an event had no answer for a day; it will not be tried again');
      return store.stop(it, 'failed', posted.reason);
    }
    log.warn(fields, 'service desk: no answer; will retry');
    // Retry-After may only lengthen the wait: with "0 seconds" the bot would ask again and again, for a day.
    const wait = Math.max(posted.afterMs ?? 0, backoff(it.attempts, WAITS));
    return store.retry(it, shiftMs(now(), wait), posted.reason);
  }
}
