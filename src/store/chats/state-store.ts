import { sql, type Transaction } from 'kysely';
import type { Database } from '../database.ts';
import { isUniqueViolation } from '../errors.ts';
import type { Schema } from '../schema.ts';
import { prepared } from '../sqlite/prepared.ts';
import { isRecord, readJson } from '../stored-json.ts';

/** The same conversation's state was written by another since it was read. */
export class StateConflictError extends Error {
  readonly code = 'STATE_CONFLICT';
  constructor() {
    super('The conversation went on elsewhere at the same time. Load its state again and repeat the turn.');
  }
}

type Items = Record<string, object & { eTag?: string | undefined }>;

/** Dialog state behind Bot Framework's `Storage` interface; a write names the eTag it read, none if new, or `*` for any. */
export class StateStore {
  readonly #db: Database['db'];
  readonly #now: () => string;
  readonly #queries: ReturnType<typeof queriesOf>;

  /** Removes data a conversation forgot from the database's log too. */
  readonly emptyLog: () => Promise<boolean>;

  constructor(database: Database, now: () => string) {
    this.emptyLog = () => database.emptyLog();
    this.#db = database.db;
    this.#now = now;
    this.#queries = queriesOf(database.db);
  }

  async read(keys: string[]): Promise<Items> {
    const found = await Promise.all(keys.map((key) => this.#queries.read(this.#db, { key })));
    return Object.fromEntries(found.flatMap(({ rows }) => rows).map((row) => [row.key, toItem(row)]));
  }

  /** For callers that write the same state before answering: does not wait until the read state is on disk. */
  async readAtOnce(key: string): Promise<Items[string] | undefined> {
    const [row] = (await this.#queries.readAtOnce(this.#db, { key })).rows;
    return row && toItem(row);
  }

  /** Throws StateConflictError, and then writes none of the changes, nor what `also` does in the same transaction. */
  async write(changes: Items, also?: (tx: Transaction<Schema>) => Promise<void>): Promise<void> {
    const entries = Object.entries(changes);
    if (entries.length === 1 && also === undefined) {
      for (const [key, item] of entries) await this.#writeOne(this.#db, key, item);
      return;
    }
    await this.#db.transaction().execute(async (tx) => {
      for (const [key, item] of entries) await this.#writeOne(tx, key, item);
      await also?.(tx);
    });
  }

  async delete(keys: string[]): Promise<void> {
    if (keys.length > 0) await this.#db.deleteFrom('dialog_state').where('key', 'in', keys).execute();
  }

  async #writeOne(db: Database['db'], key: string, item: Items[string]): Promise<void> {
    const { eTag, ...rest } = item;
    const row: Row = { key, body: JSON.stringify(rest), updated_at: this.#now() };
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
        await this.#queries.add(db, row);
      } catch (error) {
        throw isUniqueViolation(error) ? new StateConflictError() : error;
      }
      return;
    }
    if (!/^\d{1,9}$/.test(eTag)) throw new StateConflictError();
    const { numAffectedRows } = await this.#queries.change(db, { ...row, etag: Number(eTag) });
    if (numAffectedRows === 0n) throw new StateConflictError();
  }
}

type Row = Record<'key' | 'body' | 'updated_at', string>;

const toItem = ({ body, etag }: { body: string; etag: number }) => ({ ...stateIn(body), eTag: String(etag) });

/** Empty if a row is damaged: the conversation restarts and overwrites it. */
function stateIn(body: string): object {
  const state = readJson(body);
  return isRecord(state) ? state : {};
}

const readOf =
  (db: Database['db']) =>
  ({ key }: { key: string }) =>
    db.selectFrom('dialog_state').select(['key', 'body', 'etag']).where('key', '=', key);

/** The queries of each turn. */
const queriesOf = (db: Database['db']) => ({
  read: prepared(readOf(db)),
  readAtOnce: prepared(readOf(db), 'at once'),
  add: prepared(({ key, body, updated_at }: Row) =>
    db.insertInto('dialog_state').values({ key, body, updated_at, etag: 1 }),
  ),
  change: prepared(({ key, body, updated_at, etag }: Row & { etag: number }) =>
    db
      .updateTable('dialog_state')
      .set((set) => ({ body, updated_at, etag: set('etag', '+', 1) }))
      .where('key', '=', key)
      .where('etag', '=', etag),
  ),
});
