import { randomUUID } from 'node:crypto';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Person } from '../../cases/case.ts';
import { type SendLimits, TEAMS_SEND_LIMITS } from '../../outbox/send-limits.ts';
import type { Chat } from '../chats/chat-store.ts';
import type { Database } from '../database.ts';
import type { OutboxRow, Schema } from '../schema.ts';
import { PersonJson, readJsonAs, readTexts } from '../stored-json.ts';
import { dueOf, nextOf, waitingOf } from './due-deliveries.ts';
import { enqueueMessage, type QueuedMessage } from './enqueue.ts';
import { releaseHeld } from './held-deliveries.ts';
import { probeWriting } from './probe-writing.ts';
import { OUT_OF_DATE, redrawRequestersCards } from './redraw.ts';
import { sendLimitKey, takeSendLimits } from './send-limit-store.ts';
import {
  broughtBy,
  checkLater,
  countDeliveries,
  type DeliveryCounts,
  isWaitedFor,
  undeliveredMessages,
} from './undelivered.ts';
import { addReply, holdBack, REPLY, type WaitingReply } from './waiting-replies.ts';
import { giveUpPicture, PICTURE } from './withdraw-pictures.ts';

/** A row of the outbox that a worker has locked. */
export interface Delivery {
  readonly id: number;
  readonly lockToken: string;
  readonly kind: 'card' | 'message';
  readonly name: string;
  readonly reference: string | undefined;
  /** The class it is about, where that is not one case. */
  readonly classId: string | undefined;
  readonly trust: string;
  readonly chat: string;
  readonly mention: Person | undefined;
  readonly data: Readonly<Record<string, string>>;
  /** The Teams activity that shows the card now. */
  readonly activityId: string | undefined;
  readonly attempts: number;
  /** When it was first enqueued. */
  readonly since: string;
}

const isBehind = (version: number) =>
  sql<boolean>`(wanted_version > ${version} or last_error = ${OUT_OF_DATE})`;

/** The outbox. A worker locks due rows, so that no other worker or process sends the same one. */
export class DeliveryStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];
  readonly #sendLimits: SendLimits;
  readonly #due: ReturnType<typeof dueOf>;
  readonly #next: ReturnType<typeof nextOf>;
  readonly #waiting: ReturnType<typeof waitingOf>;

  /** `sendLimits` may differ from Teams' where the clock is a test's. */
  constructor(database: Database, sendLimits: SendLimits = TEAMS_SEND_LIMITS) {
    this.#db = database.db;
    this.#kind = database.kind;
    this.#sendLimits = sendLimits;
    this.#due = dueOf(database);
    this.#next = nextOf(database);
    this.#waiting = waitingOf(database.db);
  }

  /**
   * Locks up to `limit` due rows until `lockUntil`, the oldest of each chat, so that the order within a chat holds. If the worker
   * dies, the row is due again then. Chats and tenants at their limit, or for which Teams asked for a pause, are left out; what
   * is locked counts towards their limit.
   */
  async lock(now: string, lockUntil: string, limit: number): Promise<Delivery[]> {
    const rows = await this.#db.transaction().execute(async (tx) => {
      const { rows: due } = await this.#due(tx, { now, limit });
      if (due.length === 0) return [];
      const sends = due.map(({ id, chat, tenant }) => ({
        id,
        chat: chat ?? '',
        tenant: tenant ?? undefined,
      }));
      const ids = await takeSendLimits(tx, this.#kind, { sends, now, sendLimits: this.#sendLimits });
      if (ids.length === 0) return [];
      return tx
        .updateTable('outbox')
        .set({ lock_token: randomUUID(), run_at: lockUntil, attempts: sql<number>`attempts + 1` })
        .where('id', 'in', ids)
        .returningAll()
        .execute();
    });
    return rows.map(toDelivery);
  }

  /** Unlocks what a process that has ended left locked. For a database that only one process uses. */
  async releaseLocks(now: string): Promise<void> {
    await this.#db
      .updateTable('outbox')
      .set({ lock_token: null, run_at: now })
      .where('lock_token', 'is not', null)
      .execute();
  }

  /**
   * Stores a reply that Teams did not accept. With `lockUntil` its turn keeps trying, and a worker takes over only then;
   * otherwise it goes out after the replies that already wait in its chat.
   */
  async addReply(reply: WaitingReply, now: string, lockUntil?: string): Promise<Delivery> {
    const row = await this.#db.transaction().execute((tx) => addReply(tx, reply, { now, lockUntil }));
    return toDelivery(row);
  }

  /** Teams accepted it. A card that changed meanwhile is due again now; a reply is deleted. */
  async delivered(it: Delivery, activityId: string, version: number, now: string): Promise<void> {
    if (it.name === REPLY) return this.drop(it);
    const set = {
      activity_id: activityId,
      shown_version: version,
      attempts: 0,
      last_error: null,
      state: sql`case when ${isBehind(version)} then 'pending' else 'delivered' end`,
      run_at: sql`case when ${isBehind(version)} then ${now} else null end`,
    };
    if (it.name === PICTURE)
      return this.#db.transaction().execute(async (tx) => {
        await tx.deleteFrom('pictures').where('message_id', '=', it.id).execute();
        await this.#finish(it, set, tx);
      });
    if (!isWaitedFor(it)) return void (await this.#finish(it, set));
    const { reference, classId } = it;
    await this.#db.transaction().execute(async (tx) => {
      // From now on the requesters' cards say that the case reached the team. Rows are written in the same order as by a change
      // of a case, so that neither waits for the other.
      if (classId !== undefined) await redrawRequestersCards(tx, { classId }, now);
      const isDone = await this.#finish(it, set, tx);
      if (isDone && reference !== undefined) await redrawRequestersCards(tx, { reference }, now);
    });
  }

  /**
   * Teams cannot take it now; retries at `runAt`: `anew` when the card's message is gone, `held` where nothing was tried, so that
   * it counts for nothing. If a case's card has not reached the team half an hour later, its requesters are notified. Later
   * replies wait behind a reply that Teams refused.
   */
  async retry(it: Delivery, runAt: string, error: string, how?: 'anew' | 'held'): Promise<void> {
    const set = {
      run_at: runAt,
      last_error: error,
      ...(how === 'anew' && { activity_id: null, shown_version: 0 }),
      ...(how === 'held' && { attempts: it.attempts - 1 }),
    };
    if ((it.name !== REPLY || how === 'held') && !isWaitedFor(it)) return void (await this.#finish(it, set));
    await this.#db.transaction().execute(async (tx) => {
      if (!(await this.#finish(it, set, tx))) return;
      if (it.name === REPLY) await holdBack(tx, it, runAt);
      else await checkLater(tx, it, runAt);
    });
  }

  /**
   * Not retried until the bot is back in the chat (`paused`), or never (`failed`). If a case's card has not reached its team,
   * the requesters are notified: now if that is final, else after half an hour. Returns whether they are notified now.
   */
  async stop(it: Delivery, state: 'paused' | 'failed', error: string, now: string): Promise<boolean> {
    if (it.name === REPLY && state === 'failed') {
      await this.drop(it);
      return false;
    }
    return this.#db.transaction().execute(async (tx) => {
      if (!(await this.#finish(it, { state, run_at: null, last_error: error }, tx))) return false;
      if (it.name === PICTURE && state === 'failed') await giveUpPicture(tx, it.id, now);
      if (state === 'paused') await checkLater(tx, it, now);
      if (state === 'paused' || !isWaitedFor(it)) return false;
      const messages = [];
      for (const one of await broughtBy(tx, it)) messages.push(...(await undeliveredMessages(tx, one)));
      for (const message of messages) await enqueueMessage(tx, message, now);
      return messages.length > 0;
    });
  }

  /** The messages that tell a case's requesters that their team did not get its card. */
  undelivered(reference: string): Promise<QueuedMessage[]> {
    return undeliveredMessages(this.#db, reference);
  }

  /** Teams asked for a pause: nothing goes to this chat before `until`, including later entries. */
  async pauseUntil(chat: string, until: string): Promise<void> {
    await this.#db
      .insertInto('send_limits')
      .values({ key: sendLimitKey(chat), state: '[]', next_at: until })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({ next_at: until }).where('send_limits.next_at', '<', until),
      )
      .execute();
  }

  /**
   * The bot is in this chat (again): deliveries that waited for that are due now, in a channel's threads too. Returns how many,
   * and whether replies wait in this chat: the next reply has to queue behind them.
   */
  async resume(
    { id: chat, kind }: Pick<Chat, 'id' | 'kind'>,
    now: string,
  ): Promise<{ readonly due: number; readonly replies: boolean }> {
    const thread = `${chat};messageid=`;
    // Every turn asks this, and rarely is anything waiting: this read uses a small index, and nothing is written.
    const { rows: waiting } =
      kind === 'channel'
        ? await this.#waiting.channel(this.#db, { chat, thread, length: thread.length })
        : await this.#waiting.chat(this.#db, { chat });
    if (waiting.length === 0) return { due: 0, replies: false };
    const result = await this.#db
      .updateTable('outbox')
      .set({
        state: 'pending',
        run_at: now,
        attempts: sql<number>`case when state = 'paused' then 0 else attempts end`,
      })
      .where('lock_token', 'is', null)
      .where('state', '<>', 'delivered')
      .where(
        'id',
        'in',
        waiting.map((row) => row.id),
      )
      .executeTakeFirst();
    const replies = waiting.some((row) => row.name === REPLY && row.chat === chat);
    return { due: Number(result.numUpdatedRows), replies };
  }

  /** When the next delivery may go out, or undefined while nothing is pending. */
  async nextRunAt(): Promise<string | undefined> {
    const { rows } = await this.#next(this.#db, {});
    return rows[0]?.next ?? undefined;
  }

  /** For `/readyz` and operations. Deliveries tried often enough to need action count as failed. */
  counts(): Promise<DeliveryCounts> {
    return countDeliveries(this.#db);
  }

  /**
   * Writes as much as a case needs, where cases are, and deletes it: throws when the database cannot be written, is full, or has
   * a damaged page there.
   */
  probe(now: string): Promise<void> {
    return probeWriting(this.#db, now);
  }

  /** The chat is no longer held: deliveries that waited for that are due now. */
  release(chat: string, now: string): Promise<void> {
    return releaseHeld(this.#db, chat, now);
  }

  /** Deletes the row: there is nothing left to send or to show. */
  async drop(it: Delivery): Promise<void> {
    await this.#db
      .deleteFrom('outbox')
      .where('id', '=', it.id)
      .where('lock_token', '=', it.lockToken)
      .execute();
  }

  /** Unlocks the row; false, and without effect, when the lock ran out and another worker took it. */
  async #finish(it: Delivery, set: object, db: Kysely<Schema> = this.#db): Promise<boolean> {
    const result = await db
      .updateTable('outbox')
      .set({ ...set, lock_token: null })
      .where('id', '=', it.id)
      .where('lock_token', '=', it.lockToken)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  }
}

function toDelivery(row: Selectable<OutboxRow>): Delivery {
  return {
    id: row.id,
    lockToken: row.lock_token ?? '',
    kind: row.kind === 'card' ? 'card' : 'message',
    name: row.name,
    reference: row.reference ?? undefined,
    classId: row.class_id ?? undefined,
    trust: row.trust,
    chat: row.conversation_id ?? '',
    mention: mentionOf(row.mention),
    data: readTexts(row.payload) ?? {},
    activityId: row.activity_id ?? undefined,
    attempts: row.attempts,
    since: row.created_at,
  };
}

/** Mentions no one if the person was erased. */
function mentionOf(stored: string | null): Person | undefined {
  const person = readJsonAs(PersonJson, stored);
  return person?.id === '' ? undefined : person;
}
