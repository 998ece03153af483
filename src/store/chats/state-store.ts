import { sql, type Transaction } from 'kysely';
import type { Database } from '../database.ts';
import { isNullViolation, isUniqueViolation } from '../errors.ts';
import { prepared, runTogether, together } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { isRecord, readJson } from '../stored-json.ts';

/** The same conversation's state was written by another since it was read. */
export class StateConflictError extends Error {
  readonly code = 'STATE_CONFLICT';
  constructor() {
    super('The conversation went on elsewhere at the same time. Load its state again and repeat the turn.');
  }
}

type Items = Record<string, object & { eTag?: string | undefined }>;

/** Dialog state, like Bot Framework's `Storage`: a write names the eTag that it read, or none if the key is new. */
export class StateStore {
  readonly #db: Database['db'];
  readonly #now: () => string;
  readonly #isPostgres: boolean;
  readonly #queries: ReturnType<typeof queriesOf>;

  /** Removes what a conversation has forgotten from the database's log too. */
  readonly emptyLog: () => Promise<boolean>;

  constructor(database: Database, now: () => string) {
    this.emptyLog = () => database.emptyLog();
    this.#db = database.db;
    this.#isPostgres = database.kind === 'postgres';
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

  /**
   * The same in one round trip to PostgreSQL: `also` asks for all of its built queries at once. The commit goes out behind them,
   * so that nothing, such as a count that many turns add to, is locked while the bot is waited for; where one fails, all is undone.
   */
  async writeTogether(key: string, item: Items[string], also: (tx: Transaction<Schema>) => Promise<void>) {
    let written = Promise.resolve();
    const done = this.#db.transaction().execute(async (tx) => {
      await runTogether(tx);
      written = together([this.#writeOne(tx, key, item), also(tx)]);
      if (this.#isPostgres) written.catch(() => undefined);
      else await written;
    });
    // The error of a query says more than the transaction's own.
    await Promise.allSettled([done]);
    await written;
    await done;
  }

  async delete(keys: string[]): Promise<void> {
    if (keys.length > 0) await this.#db.deleteFrom('dialog_state').where('key', 'in', keys).execute();
  }

  async #writeOne(db: Database['db'], key: string, item: Items[string]): Promise<void> {
    const { eTag, ...rest } = item;
    const row: Row = { key, body: JSON.stringify(rest), updated_at: this.#now() };
    if (eTag === undefined) {
      try {
        await this.#queries.add(db, row);
      } catch (error) {
        throw isUniqueViolation(error) ? new StateConflictError() : error;
      }
      return;
    }
    if (!/^\d{1,9}$/.test(eTag)) throw new StateConflictError();
    const change = db.isTransaction ? this.#queries.changeOrFail : this.#queries.change;
    const { numAffectedRows } = await change(db, { ...row, etag: Number(eTag) }).catch((error) => {
      throw isNullViolation(error) ? new StateConflictError() : error;
    });
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
  /** In a transaction that commits without waiting, a conflict has to be an error: it sets the eTag to null, which is refused. */
  changeOrFail: prepared(({ key, body, updated_at, etag }: Row & { etag: number }) =>
    db
      .updateTable('dialog_state')
      .set({ body, updated_at, etag: sql<number>`case when etag = ${etag} then etag + 1 end` })
      .where('key', '=', key),
  ),
});
