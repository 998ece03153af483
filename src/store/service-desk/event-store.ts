import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Database } from '../database.ts';
import { STUCK_AFTER } from '../outbox/undelivered.ts';
import type { OutboxRow } from '../schema.ts';
import { readTexts } from '../stored-json.ts';

/** An event of a case that a worker has locked. */
export interface DeskDelivery {
  readonly id: number;
  readonly lockToken: string;
  readonly type: string;
  readonly reference: string;
  readonly trust: string;
  /** The same for every try. */
  readonly key: string;
  readonly origin: string;
  /** When it happened. */
  readonly at: string;
  readonly attempts: number;
}

/** How many events of a Trust are in which state. `failing`: tried for an hour, or given up. */
export interface DeskCount {
  readonly trust: string;
  readonly state: 'pending' | 'failing' | 'paused';
  readonly count: number;
}

/** Must match the index word for word, or the index is not used. */
const IS_WEBHOOK = sql<boolean>`kind = 'webhook'`;

/** The outbox's events for service desks. */
export class DeskEventStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];

  constructor(database: Database) {
    this.#db = database.db;
    this.#kind = database.kind;
  }

  /**
   * Locks up to `limit` due events until `lockUntil`: the oldest of each case that is not delivered, so that the order within a case
   * holds. None of a Trust where one is paused. If the worker dies, they are due again then.
   */
  async lock(
    trusts: readonly string[],
    { now, lockUntil, limit }: { now: string; lockUntil: string; limit: number },
  ): Promise<DeskDelivery[]> {
    const rows = await this.#db.transaction().execute(async (tx) => {
      const due = this.#next(trusts, tx)
        .select('id')
        .where('run_at', '<=', now)
        .orderBy('run_at')
        .orderBy('id')
        .limit(limit);
      const ids = await (this.#kind === 'postgres' ? due.forUpdate().skipLocked() : due).execute();
      if (ids.length === 0) return [];
      return tx
        .updateTable('outbox')
        .set({ lock_token: randomUUID(), run_at: lockUntil, attempts: sql<number>`attempts + 1` })
        .where(
          'id',
          'in',
          ids.map(({ id }) => id),
        )
        .returningAll()
        .execute();
    });
    return rows.map(toDelivery);
  }

  /** When the next may be sent. */
  async nextRunAt(trusts: readonly string[]): Promise<string | undefined> {
    const row = await this.#next(trusts)
      .select((select) => select.fn.min('run_at').as('next'))
      .executeTakeFirst();
    return row?.next ?? undefined;
  }

  /** The desk has the event, and with it the case as it is now: that includes the case's earlier events that had failed. */
  async delivered({ id, lockToken, reference }: DeskDelivery): Promise<void> {
    await this.#db
      .deleteFrom('outbox')
      .where(IS_WEBHOOK)
      .where('reference', '=', reference)
      .where('id', '<=', id)
      .where((either) => either.or([either('lock_token', '=', lockToken), either('state', '=', 'failed')]))
      .execute();
  }

  retry(it: DeskDelivery, runAt: string, error: string): Promise<void> {
    return this.#finish(it, { run_at: runAt, last_error: error });
  }

  /** Not tried again (`failed`), or nothing of its Trust until the next start (`paused`). */
  stop(it: DeskDelivery, state: 'failed' | 'paused', error: string): Promise<void> {
    return this.#finish(it, { run_at: null, state, last_error: error });
  }

  /** Paused events are due now. */
  async resume(trusts: readonly string[], now: string): Promise<void> {
    await this.#db
      .updateTable('outbox')
      .set({ state: 'pending', run_at: now })
      .where(IS_WEBHOOK)
      .where('state', '=', 'paused')
      .where('trust', 'in', trusts)
      .execute();
  }

  /** For operations; of these Trusts, as events of a desk that is no longer set up go nowhere. */
  async counts(trusts: readonly string[]): Promise<DeskCount[]> {
    const counts = trusts.length === 0 ? [] : await countDeskEvents(this.#db);
    return counts.filter(({ trust }) => trusts.includes(trust));
  }

  /** Events that are the next of their case. */
  #next(trusts: readonly string[], db: Pick<Database['db'], 'selectFrom'> = this.#db) {
    return db
      .selectFrom('outbox')
      .where('id', 'in', (first) =>
        first
          .selectFrom('outbox')
          .select((select) => select.fn.min('id').as('id'))
          .where(IS_WEBHOOK)
          .where('state', '<>', 'failed')
          .groupBy('reference'),
      )
      .where('state', '=', 'pending')
      .where('trust', 'in', trusts)
      .where('trust', 'not in', (paused) =>
        paused.selectFrom('outbox').select('trust').where(IS_WEBHOOK).where('state', '=', 'paused'),
      );
  }

  /** Without effect when the lock ran out and another worker took it. */
  async #finish({ id, lockToken }: DeskDelivery, set: object): Promise<void> {
    await this.#db
      .updateTable('outbox')
      .set({ ...set, lock_token: null })
      .where('id', '=', id)
      .where('lock_token', '=', lockToken)
      .execute();
  }
}

export async function countDeskEvents(db: Database['db']): Promise<DeskCount[]> {
  const rows = await db
    .selectFrom('outbox')
    .select((select) => [
      'trust',
      select
        .case()
        .when('state', '=', 'paused')
        .then(sql<DeskCount['state']>`'paused'`)
        .when(select.or([select('state', '=', 'failed'), select('attempts', '>=', STUCK_AFTER)]))
        .then(sql<DeskCount['state']>`'failing'`)
        .else(sql<DeskCount['state']>`'pending'`)
        .end()
        .as('state'),
      select.fn.countAll<number>().as('count'),
    ])
    .where(IS_WEBHOOK)
    .groupBy(sql`1, 2`)
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

const toDelivery = (row: Selectable<OutboxRow>): DeskDelivery => ({
  id: row.id,
  lockToken: row.lock_token ?? '',
  type: row.name,
  reference: row.reference ?? '',
  trust: row.trust,
  key: row.key,
  origin: readTexts(row.payload)?.origin ?? 'teams',
  at: row.created_at,
  attempts: row.attempts,
});
