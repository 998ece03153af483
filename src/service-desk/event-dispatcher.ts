import type { Logger } from 'pino';
import type { CaseService } from '../cases/case-service.ts';
import { SERVICE_DESK } from '../cases/service-desk.ts';
import type { DeskEndpoint } from '../config/service-desk-settings.ts';
import { errorFields } from '../logging/error-fields.ts';
import { Poller } from '../outbox/poller.ts';
import { backoff } from '../outbox/send-errors.ts';
import type { DeskDelivery, DeskEventStore } from '../store/service-desk/event-store.ts';
import { shift } from '../time/clock.ts';
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

const AT_ONCE = 20;
/** Longer than a call may take, so that a lock runs out only when its worker is gone. */
const LOCK_MINUTES = 1;
const IDLE_MS = 30_000;
const BUSY_MS = 250;
const WAITS = { first: 1000, most: 1_800_000 } as const;
const TRIED_HOURS = 24;

/** Tells service desks of their Trusts' cases: what the outbox has for them, in order for each case, for a day. */
export class EventDispatcher {
  readonly #deps: EventDispatcherDeps;
  readonly #trusts: readonly string[];
  readonly #underWay = new Set<Promise<void>>();
  readonly #poller = new Poller(() => this.#poll());

  constructor(deps: EventDispatcherDeps) {
    this.#deps = deps;
    this.#trusts = [...deps.endpoints.keys()];
  }

  /** Each start tries once more what a desk wanted no more of: somebody may have put that right. */
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
      await Promise.all(this.#underWay);
      next = await store.nextRunAt(this.#trusts);
    } while (this.#poller.isPolling || this.#underWay.size > 0 || (next !== undefined && next <= now()));
  }

  /** Ends polling, and waits for what is being sent. */
  async stop(): Promise<void> {
    await this.#poller.stop();
    await Promise.all(this.#underWay);
  }

  async #poll(): Promise<number> {
    const { store, now, log } = this.#deps;
    try {
      const free = AT_ONCE - this.#underWay.size;
      const lock = { now: now(), lockUntil: shift(now(), { minutes: LOCK_MINUTES }), limit: free };
      for (const it of free > 0 ? await store.lock(this.#trusts, lock) : []) this.#take(it);
      const next = await store.nextRunAt(this.#trusts);
      if (next === undefined) return IDLE_MS;
      // What is due and was not taken is under way in another process.
      return Math.min(IDLE_MS, Math.max(BUSY_MS, Date.parse(next) - Date.parse(now())));
    } catch (error) {
      log.error(errorFields(error), 'service desk events: poll failed; will retry');
      return BUSY_MS;
    }
  }

  /** One desk that does not answer holds up no other. What is interrupted is due again when its lock runs out. */
  #take(it: DeskDelivery): void {
    const sending = this.#send(it)
      .catch((error) => this.#deps.log.error(errorFields(error), 'service desk: interrupted; will retry'))
      .finally(() => {
        this.#underWay.delete(sending);
        this.pollSoon();
      });
    this.#underWay.add(sending);
  }

  async #send(it: DeskDelivery): Promise<void> {
    const { endpoints, store, caseService, log, now } = this.#deps;
    const endpoint = endpoints.get(it.trust);
    const found = await caseService.find(it.reference);
    // Nothing is left to say of a case whose details were deleted.
    if (endpoint === undefined || found === undefined || found.purgedAt !== undefined)
      return store.delivered(it);
    const body = eventBody(this.#deps, it, found, endpoint.leaveOut);
    const said = await postEvent(endpoint, it.key.replaceAll(':', '_'), body);
    if (said.kind === 'taken') {
      const ticket = ticketIn(said.answer);
      if (ticket !== undefined)
        await caseService.act(it.reference, { type: 'ticket', ticket }, SERVICE_DESK, `${it.key}:ticket`);
      return store.delivered(it);
    }
    const fields = { trust: it.trust, delivery: it.id, attempts: it.attempts, reason: said.reason };
    if (said.kind === 'gone') {
      log.error(fields, 'service desk: it wants no more events; paused until the next start');
      return store.stop(it, 'paused', said.reason);
    }
    if (shift(it.at, { hours: TRIED_HOURS }) <= now()) {
      log.error(fields, 'service desk: an event had no answer for a day; it will not be tried again');
      return store.stop(it, 'failed', said.reason);
    }
    log.warn(fields, 'service desk: no answer; will retry');
    const wait = said.afterMs ?? backoff(it.attempts, WAITS);
    return store.retry(it, new Date(Date.parse(now()) + wait).toISOString(), said.reason);
  }
}
