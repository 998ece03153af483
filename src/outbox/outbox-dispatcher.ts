import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { inPlainerWords } from '../cards/card-text.ts';
import { errorFields } from '../logging/error-fields.ts';
import { type Chat, type ChatStore, channelOf } from '../store/chats/chat-store.ts';
import type { Delivery, DeliveryStore } from '../store/outbox/delivery-store.ts';
import { HELD } from '../store/outbox/held-deliveries.ts';
import { STUCK_AFTER } from '../store/outbox/undelivered.ts';
import { REPLY } from '../store/outbox/waiting-replies.ts';
import type { TeamsAdapter } from '../teams/adapter.ts';
import type { Reactions } from '../teams/reactions.ts';
import { shift, shiftMs } from '../time/clock.ts';
import type { MindedClock } from './clock-minder.ts';
import { Poller } from './poller.ts';
import type { render } from './renderer.ts';
import { backoff, type SendProblem, sendProblem } from './send-errors.ts';

export interface OutboxDispatcherDeps {
  readonly store: DeliveryStore;
  readonly chats: ChatStore;
  readonly adapter: Pick<TeamsAdapter, 'write'>;
  /** The current display; undefined when there is nothing left to show, for example after a purge. */
  readonly render: (delivery: Delivery) => ReturnType<typeof render>;
  readonly log: Logger;
  readonly now: () => string;
  readonly clock: MindedClock;
  /** Since when nothing about a case may be shown in this chat; undefined where it may. */
  readonly heldSince: (chat: string) => Promise<string | undefined>;
  /** Marks people's messages; nothing waits for it. */
  readonly reactions: Pick<Reactions, 'add'>;
}

const AT_ONCE = 20;
const HELD_MINUTES = 5;
/** Longer than a call to Teams may take, so that a lock runs out only when its worker is gone. */
export const LOCK_SECONDS = 60;
/**
 * Teams may be down for hours, and an expired secret may be renewed only after a long weekend. With these waits the tries last
 * about a day for a passing fault, and about four days for one that operations must fix.
 */
const PASSING = { first: 1000, most: 600_000, tries: 200 } as const;
const OPERATIONS = { first: 60_000, most: 3_600_000, tries: 130 } as const;
/** After this time a reply is given up. Until then later replies in its chat wait behind it. */
const REPLY_MINUTES = 60;
/** Longer waits would answer those last who came first, where a whole tenant has to wait. */
const OF_REPLIES = { first: 1000, most: 15_000, tries: Number.POSITIVE_INFINITY } as const;
/** The longest wait between polls: another process may have enqueued something, or died. */
const IDLE_MS = 30_000;
/** A poll reads all pending rows: those enqueued within this time share one poll. */
const POLL_EVERY_MS = 20;
/** With many pending rows a poll takes long. It leaves time for turns, and comes as often as a tenant's send limit needs. */
const SLOW_POLL_EVERY_MS = 300;
const BUSY_MS = 250;
const KEEP_EVERY_MS = 250;

/** Sends the outbox: locks due rows, sends them, and stores the result. */
export class OutboxDispatcher {
  readonly #deps: OutboxDispatcherDeps;
  readonly #underWay = new Set<Promise<void>>();
  #ended = 0;
  readonly #poller = new Poller(() => this.#poll(), POLL_EVERY_MS, SLOW_POLL_EVERY_MS);
  #stopped = false;

  constructor(deps: OutboxDispatcherDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#poller.start();
  }

  /** There may be something new in the outbox. */
  pollSoon(): void {
    this.#poller.pollSoon();
  }

  /** Polls now, and resolves when nothing is due. */
  async drain(): Promise<void> {
    const { store, now } = this.#deps;
    let next: string | undefined;
    let ended: number;
    do {
      await this.#poller.now();
      await Promise.all(this.#underWay);
      ended = this.#ended;
      next = await store.nextRunAt();
      // Each send is followed by a poll. Rows locked by that no longer count as due, but are not sent yet. A send that has ended
      // meanwhile may have left its card behind the case again.
    } while (
      this.#poller.isPolling ||
      this.#underWay.size > 0 ||
      this.#ended > ended ||
      (next !== undefined && next <= now())
    );
  }

  /** Stops accepting work and waits for pending sends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    // Rows being locked right now are sent, or they would wait until their lock expires.
    await this.#poller.stop();
    await Promise.all(this.#underWay);
  }

  /** Locks and sends due rows; returns the wait until the next poll, in milliseconds. */
  async #poll(): Promise<number> {
    const { store, now, log, clock } = this.#deps;
    try {
      await clock.mind();
      const free = AT_ONCE - this.#underWay.size;
      const due = free > 0 ? await store.lock(now(), shiftMs(now(), LOCK_SECONDS * 1000), free) : [];
      for (const delivery of due) this.#take(delivery);
      return await this.#wait();
    } catch (error) {
      log.error(errorFields(error), 'outbox poll failed; will retry');
      return 1000;
    }
  }

  async #wait(): Promise<number> {
    const { store, now } = this.#deps;
    // A send that ends leads to a poll; meanwhile another chat's delivery may fall due.
    if (this.#underWay.size > 0) return BUSY_MS;
    const next = await store.nextRunAt();
    if (next === undefined) return IDLE_MS;
    const dueInMs = Date.parse(next) - Date.parse(now());
    // A chat's next delivery counts as due while another process sends the one before it.
    return dueInMs <= 0 ? BUSY_MS : Math.min(IDLE_MS, dueInMs);
  }

  #take(delivery: Delivery): void {
    const sending = this.#send(delivery)
      .catch((error) => this.#interrupted(delivery, error))
      .finally(() => {
        this.#underWay.delete(sending);
        this.#ended += 1;
        this.pollSoon();
      });
    this.#underWay.add(sending);
  }

  async #send(delivery: Delivery): Promise<void> {
    const { store, chats, adapter, render, now } = this.#deps;
    const chat = await chats.find(delivery.chat);
    if (chat === undefined) return this.#giveUp(delivery, 'unknown chat');
    let shown: Awaited<ReturnType<typeof render>>;
    try {
      shown = await render(delivery);
    } catch (error) {
      // Retried like any other: one that cannot be shown must not block its chat forever.
      return this.#failed(delivery, { kind: 'retry', reason: `not rendered: ${errorFields(error).code}` });
    }
    if (shown === undefined) {
      if (delivery.name === REPLY) return this.#giveUp(delivery, 'not readable');
      return store.drop(delivery);
    }
    // Deleting a message shows nothing: that is done in a held chat too.
    if (!shown.remove && (await this.#isHeld(delivery, chat))) return this.#hold(delivery);
    let activityId = delivery.activityId;
    try {
      await adapter.write(chat, async (turn) => {
        if (shown.remove) return turn.remove(activityId ?? '');
        const show = async (activity: object) => {
          if (activityId === undefined) activityId = await turn.reply(activity);
          else await turn.update(activityId, activity);
        };
        await show(shown.activity).catch((error) => show(this.#plainer(delivery, shown.activity, error)));
      });
    } catch (error) {
      return this.#failed(delivery, sendProblem(error));
    }
    if (shown.remove) return this.#keep(() => store.drop(delivery));
    const { messages = [], mark = 'done' } = shown.marks ?? {};
    for (const message of messages) this.#deps.reactions.add(chat, message, mark);
    await this.#keep(() => store.delivered(delivery, activityId ?? '', shown.version, now()));
  }

  /** What Teams refused, in plainer words. Throws what Teams said where it was refused for another reason, or is plain already. */
  #plainer({ id }: Delivery, activity: object, error: unknown): object {
    const { kind, reason } = sendProblem(error);
    const plainer = kind === 'refused' ? inPlainerWords(activity) : undefined;
    if (plainer === undefined) throw error;
    this.#deps.log.error({ delivery: id, reason }, 'a delivery was refused; it is sent in plainer words');
    return plainer;
  }

  /** A held chat gets only replies made since then: they say why it is held. */
  async #isHeld({ name, since }: Delivery, chat: Chat): Promise<boolean> {
    const heldSince = chat.kind === 'personal' ? undefined : await this.#deps.heldSince(chat.id);
    return heldSince !== undefined && (name !== REPLY || since < heldSince);
  }

  async #hold(delivery: Delivery): Promise<void> {
    const { store, now, heldSince } = this.#deps;
    if (delivery.name === REPLY && isTooOld(delivery, now())) return this.#giveUp(delivery, HELD);
    await store.retry(delivery, shift(now(), { minutes: HELD_MINUTES }), HELD, 'held');
    // The chat may have been released just before this row was marked as held.
    const chat = channelOf(delivery.chat);
    if ((await heldSince(chat)) === undefined) await store.release(chat, now());
  }

  /** The database went away. If this cannot be stored either, the row is due again when its lock runs out. */
  async #interrupted(delivery: Delivery, error: unknown): Promise<void> {
    const { store, log, now } = this.#deps;
    log.error({ ...errorFields(error), delivery: delivery.id }, 'delivery interrupted; will retry');
    const runAt = shiftMs(now(), backoff(delivery.attempts, PASSING));
    await this.#keep(() => store.retry(delivery, runAt, 'interrupted')).catch(() => undefined);
  }

  /** Stores the result once the database is back: while the lock lasts, no one else sends the same row. */
  async #keep(write: () => Promise<void>): Promise<void> {
    const until = performance.now() + LOCK_SECONDS * 1000;
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (this.#stopped || performance.now() > until) throw error;
        await wait(KEEP_EVERY_MS);
      }
    }
  }

  async #failed(delivery: Delivery, problem: SendProblem): Promise<void> {
    const { store, now, log, clock } = this.#deps;
    const { attempts } = delivery;
    log[attempts === STUCK_AFTER ? 'error' : 'warn'](
      { delivery: delivery.id, attempts, reason: problem.reason },
      `delivery: ${problem.kind}`,
    );
    if (problem.kind === 'wait-for-install') {
      await store.stop(delivery, 'paused', problem.reason, now());
      return;
    }
    // A message was news at its time: once deleted, it is not posted again.
    if (problem.kind === 'post-anew' && delivery.kind === 'message') return store.drop(delivery);
    const { tries } = waitsOf(problem, delivery);
    // While the clock may be wrong, nothing counts as too old.
    const isLate = clock.settlesInMs() === 0 && isTooOld(delivery, now());
    const isPointless = delivery.name === REPLY && (problem.kind === 'operations' || isLate);
    if (problem.kind === 'gone' || problem.kind === 'refused' || attempts >= tries || isPointless)
      return this.#giveUp(delivery, problem.reason);
    const runAt = shiftMs(now(), waitAfter(problem, delivery));
    // The pause first: after a crash in between the chat is paused, and the row is due again when its lock runs out.
    if (problem.kind === 'retry' && problem.afterMs !== undefined)
      await store.pauseUntil(delivery.chat, runAt);
    await store.retry(delivery, runAt, problem.reason, problem.kind === 'post-anew' ? 'anew' : undefined);
  }

  /** Tells operations, and the requester of a case that its team never got. */
  async #giveUp(delivery: Delivery, reason: string): Promise<void> {
    const { store, log, now } = this.#deps;
    const undelivered = await store.stop(delivery, 'failed', reason, now());
    log.error(
      { delivery: delivery.id, reference: delivery.reference, reason, undelivered },
      'delivery failed; it will not be tried again',
    );
  }
}

const isTooOld = ({ since }: Delivery, now: string) => shift(since, { minutes: REPLY_MINUTES }) <= now;

/** How long to wait after this attempt, in milliseconds: as Teams asks, or longer each time. */
function waitAfter(problem: SendProblem, delivery: Delivery): number {
  if (problem.kind === 'post-anew') return 0;
  if (problem.kind === 'retry' && problem.afterMs !== undefined) return problem.afterMs;
  return backoff(delivery.attempts, waitsOf(problem, delivery));
}

function waitsOf({ kind }: SendProblem, { name }: Delivery) {
  if (kind === 'operations') return OPERATIONS;
  return name === REPLY ? OF_REPLIES : PASSING;
}

/** The longest wait after this many attempts, in milliseconds. */
export const longestBackoff = (attempts: number): number =>
  attempts === 0 ? 0 : Math.min(OPERATIONS.most, OPERATIONS.first * 2 ** (attempts - 1));
