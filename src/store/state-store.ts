import { sql } from 'kysely';
import type { Database } from './database.ts';
import { isUniqueViolation } from './errors.ts';

/** Somebody else wrote the same conversation's state since it was read. */
export class StateConflictError extends Error {
  readonly code = 'STATE_CONFLICT';
  constructor() {
    super('The conversation went on elsewhere at the same time. Load its state again and repeat the turn.');
  }
}

type Items = Record<string, object & { eTag?: string | undefined }>;

/** Dialog state behind Bot Framework's `Storage` interface, with eTags that hold: a write names the version it read, none for what is
 * new, or `*` for whatever is there. */
export class StateStore {
  readonly #db: Database['db'];
  readonly #now: () => string;

  constructor(database: Database, now: () => string) {
    this.#db = database.db;
    this.#now = now;
  }

  async read(keys: string[]): Promise<Items> {
    if (keys.length === 0) return {};
    const rows = await this.#db
      .selectFrom('dialog_state')
      .select(['key', 'body', 'etag'])
      .where('key', 'in', keys)
      .execute();
    return Object.fromEntries(
      rows.map((row) => [row.key, { ...(JSON.parse(row.body) as object), eTag: String(row.etag) }]),
    );
  }

  /** Throws StateConflictError, and then writes none of the changes. */
  async write(changes: Items): Promise<void> {
    const entries = Object.entries(changes);
    if (entries.length === 1) {
      for (const [key, item] of entries) await this.#writeOne(this.#db, key, item);
      return;
    }
    await this.#db.transaction().execute(async (tx) => {
      for (const [key, item] of entries) await this.#writeOne(tx, key, item);
    });
  }

  async delete(keys: string[]): Promise<void> {
    if (keys.length > 0) await this.#db.deleteFrom('dialog_state').where('key', 'in', keys).execute();
  }

  async #writeOne(db: Database['db'], key: string, item: Items[string]): Promise<void> {
    const { eTag, ...rest } = item;
    const row = { key, body: JSON.stringify(rest), updated_at: this.#now() };
    if (eTag === '*') {
      const next = { ...row, etag: sql<number>`dialog_state.etag + 1` };
      await db
        .insertInto('dialog_state')
        .values({ ...row, etag: 1 })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(next))
        .execute();
      return;
    }
    if (eTag === undefined) {
      try {
        await db
          .insertInto('dialog_state')
          .values({ ...row, etag: 1 })
          .execute();
      } catch (error) {
        throw isUniqueViolation(error) ? new StateConflictError() : error;
      }
      return;
    }
    if (!/^\d{1,9}$/.test(eTag)) throw new StateConflictError();
    const result = await db
      .updateTable('dialog_state')
      .set((set) => ({ ...row, etag: set('etag', '+', 1) }))
      .where('key', '=', key)
      .where('etag', '=', Number(eTag))
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) throw new StateConflictError();
  }
}
