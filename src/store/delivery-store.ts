import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Person } from '../cases/case.ts';
import type { TrustId } from '../guides/ids.ts';
import type { Database } from './database.ts';
import type { DeliveryRow } from './schema.ts';

/** One thing owed to a chat, taken by one worker until its lease ends. */
export interface Delivery {
  readonly id: number;
  readonly lease: string;
  readonly kind: 'card' | 'message';
  readonly name: string;
  readonly reference: string | undefined;
  /** The class it is about, where that is not one case. */
  readonly batch: string | undefined;
  readonly trust: TrustId;
  readonly chat: string;
  readonly mention: Person | undefined;
  readonly data: Readonly<Record<string, string>>;
  /** The Teams activity that shows the card now. */
  readonly activityId: string | undefined;
  readonly attempts: number;
}

/** How many deliveries are in which state, for operations. */
export type DeliveryCounts = Readonly<Record<string, number>>;

const PersonJson = z.object({ id: z.string(), name: z.string() });
const DataJson = z.record(z.string(), z.string());

/** What the bot owes to chats. Due rows are leased, so that two workers or two processes never send the same one. */
export class DeliveryStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];

  constructor(database: Database) {
    this.#db = database.db;
    this.#kind = database.kind;
  }

  /**
   * Takes up to `limit` deliveries that are due, oldest first, one a chat: the order within a chat holds. A worker that
   * dies keeps its lease until `leaseUntil`, then the row is due again.
   */
  async lease(now: string, leaseUntil: string, limit: number): Promise<Delivery[]> {
    const rows = await this.#db.transaction().execute(async (tx) => {
      let oldestOfEachChat = tx
        .selectFrom('deliveries as d')
        .select('d.id')
        .where('d.due_at', '<=', now)
        .where('d.conversation_id', 'is not', null)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('deliveries as other')
                .select('other.id')
                .whereRef('other.conversation_id', '=', 'd.conversation_id')
                .where((other) =>
                  other.or([
                    // in flight: taken by a worker whose lease has not run out
                    other.and([other('other.lease', 'is not', null), other('other.due_at', '>', now)]),
                    other.and([other('other.due_at', '<=', now), other('other.id', '<', other.ref('d.id'))]),
                  ]),
                ),
            ),
          ),
        )
        .orderBy('d.due_at')
        .orderBy('d.id')
        .limit(limit);
      if (this.#kind === 'postgres') oldestOfEachChat = oldestOfEachChat.forUpdate().skipLocked();
      const ids = (await oldestOfEachChat.execute()).map((row) => row.id);
      if (ids.length === 0) return [];
      return tx
        .updateTable('deliveries')
        .set({ lease: randomUUID(), due_at: leaseUntil, attempts: sql<number>`attempts + 1` })
        .where('id', 'in', ids)
        .returningAll()
        .execute();
    });
    return rows.map(toDelivery);
  }

  /** What a process left behind that is gone for sure: due now. For a database that only one process uses. */
  async releaseAll(now: string): Promise<void> {
    await this.#db
      .updateTable('deliveries')
      .set({ lease: null, due_at: now })
      .where('lease', 'is not', null)
      .execute();
  }

  /** Teams took it. A card that changed meanwhile is due again at once. */
  async delivered(it: Delivery, activityId: string, version: number, now: string): Promise<void> {
    await this.#finish(it, {
      activity_id: activityId,
      shown_version: version,
      attempts: 0,
      last_error: null,
      state: sql`case when wanted_version > ${version} then 'owed' else 'delivered' end`,
      due_at: sql`case when wanted_version > ${version} then ${now} else null end`,
    });
  }

  /** Teams cannot take it now; it is tried again at `dueAt`. `forgetActivity` when the card's message is gone. */
  async retry(it: Delivery, dueAt: string, error: string, forgetActivity = false): Promise<void> {
    await this.#finish(it, {
      due_at: dueAt,
      last_error: error,
      ...(forgetActivity ? { activity_id: null, shown_version: 0 } : {}),
    });
  }

  /** Not tried again by itself: until the bot is back in the chat (`paused`), or never (`failed`). */
  async stop(it: Delivery, state: 'paused' | 'failed', error: string): Promise<void> {
    await this.#finish(it, { state, due_at: null, last_error: error });
  }

  /** Teams asked for a pause: nothing more goes to this chat before `until`. */
  async rest(chat: string, until: string): Promise<void> {
    await this.#db
      .updateTable('deliveries')
      .set({ due_at: until })
      .where('conversation_id', '=', chat)
      .where('lease', 'is', null)
      .where('due_at', '<', until)
      .execute();
  }

  /** The bot is in this chat (again): what waited for that is due now, in a channel's threads too. */
  async wake(chat: string, now: string): Promise<number> {
    const thread = `${chat};messageid=`;
    const result = await this.#db
      .updateTable('deliveries')
      .set({ state: 'owed', due_at: now, attempts: 0 })
      .where('state', '=', 'paused')
      .where((or) =>
        or.or([
          or('conversation_id', '=', chat),
          or(sql<string>`substr(conversation_id, 1, ${thread.length})`, '=', thread),
        ]),
      )
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  }

  /** When the next delivery is due, or undefined while nothing is owed. */
  async nextDue(): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('deliveries')
      .select((select) => select.fn.min('due_at').as('due_at'))
      .where('due_at', 'is not', null)
      .where('conversation_id', 'is not', null)
      .executeTakeFirst();
    return row?.due_at ?? undefined;
  }

  /** For `/readyz` and operations. */
  async counts(): Promise<DeliveryCounts> {
    const rows = await this.#db
      .selectFrom('deliveries')
      .select((select) => ['state', select.fn.countAll<number>().as('count')])
      .where('kind', '<>', 'timer')
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
  }

  /** Ends the lease; without effect when the lease ran out and somebody else took the row. */
  async #finish(it: Delivery, set: object): Promise<void> {
    await this.#db
      .updateTable('deliveries')
      .set({ ...set, lease: null })
      .where('id', '=', it.id)
      .where('lease', '=', it.lease)
      .execute();
  }
}

function toDelivery(row: Selectable<DeliveryRow>): Delivery {
  return {
    id: row.id,
    lease: row.lease ?? '',
    kind: row.kind === 'card' ? 'card' : 'message',
    name: row.name,
    reference: row.reference ?? undefined,
    batch: row.batch ?? undefined,
    trust: row.trust as TrustId,
    chat: row.conversation_id ?? '',
    mention: row.mention === null ? undefined : PersonJson.parse(JSON.parse(row.mention)),
    data: row.payload === null ? {} : DataJson.parse(JSON.parse(row.payload)),
    activityId: row.activity_id ?? undefined,
    attempts: row.attempts,
  };
}
