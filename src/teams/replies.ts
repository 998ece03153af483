import { setTimeout as wait } from 'node:timers/promises';
import type { Activity, ResourceResponse, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Renderer } from '../outbox/renderer.ts';
import { backoff, sendProblem } from '../outbox/send-errors.ts';
import type { Delivery, DeliveryStore } from '../store/outbox/delivery-store.ts';
import { isRecord, readJson } from '../store/stored-json.ts';
import { shift } from '../time/clock.ts';
import { type ReplyState, turnOf } from './turn.ts';

/**
 * Teams waits 10 to 15 seconds for a turn and then sends its activity again. Replies are tried for this long from the
 * activity's arrival; then the outbox takes over.
 */
const REPLY_WITHIN_MS = 6000;

/** Waits between the tries of a turn: Teams asks for exponential backoff with jitter. */
const PAUSES = { first: 400, most: 4000 } as const;

/** Longer than a turn's tries and its last call together. */
const LEASE_MINUTES = 1;

export interface RepliesDeps {
  readonly store: Pick<DeliveryStore, 'addReply' | 'delivered' | 'retry' | 'pauseUntil'>;
  /** Something is in the outbox. */
  readonly dispatchSoon: () => void;
  readonly log: Logger;
  readonly now: () => string;
  readonly withinMs?: number | undefined;
}

type Posted = ResourceResponse | undefined;
type Post = (activity: Partial<Activity>) => Promise<Posted>;
type CallResult = { readonly sent: Posted } | { readonly error: unknown };

/** A reply that is in the database, and held by this turn. */
interface Held {
  readonly delivery: Delivery;
  readonly post: () => Promise<Posted>;
}

/**
 * Delivers a turn's replies even if Teams is busy: a reply that Teams refuses for the moment is retried within the turn's time,
 * and then put into the outbox, with every later reply in the same chat. From the first refusal on, the turn's remaining
 * replies are in the database and survive the process. If Teams accepts it the first time, nothing is written.
 */
export class Replies {
  readonly #deps: RepliesDeps;
  readonly #withinMs: number;

  constructor(deps: RepliesDeps) {
    this.#deps = deps;
    this.#withinMs = deps.withinMs ?? REPLY_WITHIN_MS;
  }

  /** For a turn whose activity came in at this `performance.now()`: its replies are tried again when Teams refuses them. */
  begin(cameAt: number): ReplyState {
    return { until: cameAt + this.#withinMs, queued: false };
  }

  /**
   * Sends these messages by `post`, one after the other, or changes the one with `activityId`. Throws on permanent refusal. A
   * message sent later has no id yet.
   */
  async send(
    context: TurnContext,
    activities: readonly Partial<Activity>[],
    post: Post,
    activityId?: string,
  ): Promise<ResourceResponse[]> {
    const state = turnOf(context)?.replyState;
    const sent: ResourceResponse[] = [];
    for (const [index, activity] of activities.entries()) {
      if (state?.queued && activity.type === 'message') {
        await this.#keep(context, activity, activityId);
        this.#deps.dispatchSoon();
        continue;
      }
      const call = post(activity);
      // A turn that had to wait for its turn does not take a quick answer for a slow one.
      const until = Math.max(state?.until ?? 0, performance.now() + this.#withinMs / 3);
      const outcome = await (state === undefined ? ended(call) : settled(call, until));
      if (outcome !== undefined && 'sent' in outcome) {
        sent.push(outcome.sent ?? { id: '' });
        continue;
      }
      if (state === undefined || activity.type !== 'message' || !isPassing(outcome)) throw outcome?.error;
      const held: Held[] = [];
      for (const one of activities.slice(index)) {
        const delivery = await this.#keep(context, one, activityId, shift(this.#deps.now(), LEASE));
        held.push({ delivery, post: () => post(one) });
      }
      await this.#insist(state, held, call);
      break;
    }
    return activities.map((_, index) => sent[index] ?? { id: '' });
  }

  /** Continues with the first call, then the next replies; puts them into the outbox when time runs out. */
  async #insist(state: ReplyState, held: readonly Held[], first: Promise<Posted>): Promise<void> {
    const { store, now } = this.#deps;
    const done = (delivery: Delivery) => this.#settle(() => store.delivered(delivery, '', 0, now()));
    let call: Promise<Posted> | undefined = first;
    for (const [index, { delivery, post }] of held.entries()) {
      const outcome = await this.#tryOn(state, call ?? post(), post);
      call = undefined;
      if ('sent' in outcome) {
        await done(delivery);
        continue;
      }
      state.queued = true;
      // Those behind it first: it holds them back again when it has to wait.
      for (const later of held.slice(index + 1)) {
        await this.#settle(() => store.retry(later.delivery, now(), 'behind another'));
      }
      if ('slow' in outcome) {
        // Teams may yet take it: nothing else sends it, or anything after it, until this call has ended.
        void outcome.slow.then(
          () => done(delivery),
          (error) => this.#settle(() => this.#hand(delivery, error, 1)),
        );
      } else {
        await this.#settle(() => this.#hand(delivery, outcome.error, outcome.tries));
      }
      return;
    }
  }

  /** Tries until Teams accepts it or the turn's time runs out. */
  async #tryOn(state: ReplyState, first: Promise<Posted>, post: () => Promise<Posted>) {
    let call = first;
    for (let tries = 1; ; tries += 1) {
      const outcome = await settled(call, state.until);
      if (outcome === undefined) return { slow: call };
      if ('sent' in outcome) return outcome;
      const problem = sendProblem(outcome.error);
      const pause = problem.kind === 'retry' ? (problem.afterMs ?? backoff(tries, PAUSES)) : Infinity;
      if (performance.now() + pause >= state.until) return { error: outcome.error, tries };
      await wait(pause);
      call = post();
    }
  }

  #keep(context: TurnContext, activity: Partial<Activity>, activityId?: string, lockUntil?: string) {
    const chat = context.activity.conversation.id;
    return this.#deps.store.addReply(
      { chat, activity: contentOf(activity), activityId },
      this.#deps.now(),
      lockUntil,
    );
  }

  /** To the outbox, which tries again when Teams asked for it. */
  async #hand(held: Delivery, error: unknown, attempt: number): Promise<void> {
    const { store, log, now } = this.#deps;
    const problem = sendProblem(error);
    const afterMs = problem.kind === 'retry' ? problem.afterMs : undefined;
    const runAt = new Date(Date.parse(now()) + (afterMs ?? backoff(attempt, PAUSES))).toISOString();
    log.warn({ delivery: held.id, reason: problem.reason }, 'reply put into the outbox');
    if (afterMs !== undefined) await store.pauseUntil(held.chat, runAt);
    await store.retry(held, runAt, problem.reason);
  }

  /** What cannot be written down now is due again when the lease ends. */
  async #settle(write: () => Promise<void>): Promise<void> {
    const { log, dispatchSoon } = this.#deps;
    await write().catch((error) =>
      log.error({ code: (error as { code?: unknown }).code }, 'the outcome of a reply could not be stored'),
    );
    dispatchSoon();
  }
}

const LEASE = { minutes: LEASE_MINUTES };

/** Not yet ended, or refused for the moment. */
const isPassing = (outcome: { readonly error: unknown } | undefined) =>
  outcome === undefined || sendProblem(outcome.error).kind === 'retry';

const ended = (call: Promise<Posted>): Promise<CallResult> =>
  call.then(
    (sent) => ({ sent }),
    (error: unknown) => ({ error }),
  );

/** How a call ended; undefined when it has not by then. */
async function settled(call: Promise<Posted>, until: number): Promise<CallResult | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, Math.max(0, until - performance.now()), undefined);
  try {
    return await Promise.race([ended(call), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The message without its addresses: the outbox gives it new ones. */
function contentOf(activity: Partial<Activity>): string {
  const {
    id,
    timestamp,
    localTimestamp,
    replyToId,
    serviceUrl,
    channelId,
    conversation,
    from,
    recipient,
    ...content
  } = activity;
  return JSON.stringify(content);
}

/** How a reply that waits looks: as it was said. Undefined where it is damaged: it is given up, and holds nothing up. */
export const renderReply: Renderer<'reply'> = async ({ activity: stored }) => {
  const activity = readJson(stored);
  return isRecord(activity) && typeof activity.type === 'string' ? { activity } : undefined;
};
