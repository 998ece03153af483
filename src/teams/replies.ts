import type { Activity, ResourceResponse, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { inPlainerWords } from '../cards/card-text.ts';
import { SENTENCES } from '../cards/sentences.ts';
import type { Renderer } from '../outbox/renderer.ts';
import { backoff, isTooMany, sendProblem } from '../outbox/send-errors.ts';
import type { Delivery, DeliveryStore } from '../store/outbox/delivery-store.ts';
import { isRecord, readJson } from '../store/stored-json.ts';
import { shift } from '../time/clock.ts';
import { TenantLoad } from './tenant-load.ts';
import { PAUSES, resultBy, resultOf, tryUntil } from './tries.ts';
import { turnOf } from './turn.ts';
import type { ReplyState } from './turn-answer.ts';

/**
 * Teams waits 10 to 15 seconds for a turn and then sends its activity again. Replies are tried for this long from the
 * activity's arrival; then the outbox takes over.
 */
const REPLY_WITHIN_MS = 6000;

/** Longer than a turn's tries and its last call together. */
const LEASE = { minutes: 1 };

export interface RepliesDeps {
  readonly store: Pick<DeliveryStore, 'addReply' | 'delivered' | 'retry' | 'pauseUntil'>;
  /** Something is in the outbox. */
  readonly dispatchSoon: () => void;
  readonly log: Logger;
  readonly now: () => string;
  readonly withinMs?: number | undefined;
  /** Teams is on the other side, with a limit for each tenant; a trial's has none. */
  readonly hasTenantLimit?: boolean;
}

type Posted = ResourceResponse | undefined;
type Post = (activity: Partial<Activity>) => Promise<Posted>;

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
  readonly #load = new TenantLoad();

  constructor(deps: RepliesDeps) {
    this.#deps = deps;
    this.#withinMs = deps.withinMs ?? REPLY_WITHIN_MS;
  }

  /**
   * The reply state of a turn whose activity came from this tenant, at this time by `performance.now()`: until when its replies are
   * tried again.
   */
  begin(cameAt: number, tenant = ''): ReplyState {
    const { hasTenantLimit = false, now } = this.#deps;
    const isBusy = () => hasTenantLimit && this.#load.isBusy(tenant, Date.parse(now()));
    return { until: cameAt + this.#withinMs, queued: false, isBusy };
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
    const isReply = state !== undefined && activityId === undefined;
    const call = (activity: Partial<Activity>) =>
      isReply && activity.type === 'message'
        ? this.#orInPlainerWords(context, activity, post)
        : this.#counted(context, activity, post);
    const sent: ResourceResponse[] = [];
    for (const [index, activity] of activities.entries()) {
      const mayWait = activity.type === 'message' && !isUrgent(activity);
      if (isReply && mayWait && this.#isFull(context)) state.queued = true;
      if (state?.queued && mayWait) {
        await this.#keep(context, activity, activityId);
        this.#deps.dispatchSoon();
        continue;
      }
      const first = call(activity);
      // A turn that waited in the queue has little of its time left: each first call still gets a third of it.
      const until = Math.max(state?.until ?? 0, performance.now() + this.#withinMs / 3);
      const outcome = await (state === undefined ? resultOf(first) : resultBy(until, first));
      if (outcome !== undefined && 'sent' in outcome) {
        sent.push(outcome.sent ?? { id: '' });
        continue;
      }
      const isWaiting = isReply && isUntilBack(context, outcome);
      if (state === undefined || activity.type !== 'message' || !(isWaiting || isPassing(outcome)))
        throw outcome?.error;
      const held: Held[] = [];
      for (const one of activities.slice(index)) {
        const delivery = await this.#keep(context, one, activityId, shift(this.#deps.now(), LEASE));
        held.push({ delivery, post: () => call(one) });
      }
      await this.#keepTrying(state, held, first);
      break;
    }
    return activities.map((_, index) => sent[index] ?? { id: '' });
  }

  /** Whether the tenant is at Teams' limit. */
  #isFull({ activity }: TurnContext): boolean {
    const { hasTenantLimit = false, now } = this.#deps;
    return hasTenantLimit && this.#load.isFull(activity.conversation.tenantId ?? '', Date.parse(now()));
  }

  /** Counts each try towards the tenant's load, as Teams does. */
  async #counted(context: TurnContext, activity: Partial<Activity>, post: Post): Promise<Posted> {
    const tenant = context.activity.conversation.tenantId ?? '';
    const now = () => Date.parse(this.#deps.now());
    if (activity.type === 'message') this.#load.sent(tenant, now());
    try {
      return await post(activity);
    } catch (error) {
      if (isTooMany(error)) this.#load.refused(tenant, now());
      throw error;
    }
  }

  /** A message of a turn; in plainer words, where Teams does not take its content. */
  async #orInPlainerWords(context: TurnContext, activity: Partial<Activity>, post: Post): Promise<Posted> {
    try {
      return await this.#counted(context, activity, post);
    } catch (error) {
      const problem = sendProblem(error);
      const plainer = problem.kind === 'refused' ? inPlainerWords(activity) : undefined;
      if (plainer === undefined) throw error;
      this.#deps.log.error({ reason: problem.reason }, 'a reply was refused; it is sent in plainer words');
      return this.#counted(context, plainer, post);
    }
  }

  /** Tries the first reply's call, then the replies behind it; puts what is left into the outbox when the time is up. */
  async #keepTrying(state: ReplyState, held: readonly Held[], first: Promise<Posted>): Promise<void> {
    const { store, now } = this.#deps;
    const done = (delivery: Delivery) => this.#store(() => store.delivered(delivery, '', 0, now()));
    let call: Promise<Posted> | undefined = first;
    for (const [index, { delivery, post }] of held.entries()) {
      const outcome = await tryUntil(state.until, post, call);
      call = undefined;
      if ('sent' in outcome) {
        await done(delivery);
        continue;
      }
      state.queued = true;
      // Those behind it first: it holds them back again when it has to wait.
      for (const later of held.slice(index + 1)) {
        await this.#store(() => store.retry(later.delivery, now(), 'behind another'));
      }
      if ('slow' in outcome) {
        // Teams may yet take it: nothing else sends it, or anything after it, until this call has ended.
        void outcome.slow.then(
          () => done(delivery),
          (error) => this.#store(() => this.#putIntoOutbox(delivery, error, 1)),
        );
      } else {
        await this.#store(() => this.#putIntoOutbox(delivery, outcome.error, outcome.tries));
      }
      return;
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

  /** The outbox sends it from then on, not before the time that Teams asked for. */
  async #putIntoOutbox(held: Delivery, error: unknown, attempt: number): Promise<void> {
    const { store, log, now } = this.#deps;
    const problem = sendProblem(error);
    const afterMs = problem.kind === 'retry' ? problem.afterMs : undefined;
    const runAt = new Date(Date.parse(now()) + (afterMs ?? backoff(attempt, PAUSES))).toISOString();
    log.warn({ delivery: held.id, reason: problem.reason }, 'reply put into the outbox');
    if (afterMs !== undefined) await store.pauseUntil(held.chat, runAt);
    await store.retry(held, runAt, problem.reason);
  }

  /** Stores what became of a reply. Where that fails, the reply is due again when its lease ends. */
  async #store(write: () => Promise<void>): Promise<void> {
    const { log, dispatchSoon } = this.#deps;
    await write().catch((error) =>
      log.error({ code: (error as { code?: unknown }).code }, 'the outcome of a reply could not be stored'),
    );
    dispatchSoon();
  }
}

/** Somebody may be in danger: they are told before anybody else is. */
const isUrgent = ({ text }: Partial<Activity>) => text?.includes(SENTENCES.emergency) === true;

/** Not yet ended, or refused for the moment. */
const isPassing = (outcome: { readonly error: unknown } | undefined) =>
  outcome === undefined || sendProblem(outcome.error).kind === 'retry';

/** The bot may not write in a person's own chat: what it had to say waits until they write again. */
const isUntilBack = ({ activity }: TurnContext, outcome: { readonly error: unknown } | undefined) =>
  activity.conversation.conversationType === 'personal' &&
  outcome !== undefined &&
  sendProblem(outcome.error).kind === 'wait-for-install';

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
