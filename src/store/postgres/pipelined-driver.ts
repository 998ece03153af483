import {
  AbortedTransactionError,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { isStalePlan } from '../errors.ts';
import type { Answers, PreparedQuery } from '../prepared.ts';

/** A connection that several readers use at the same time. */
interface SharedReader {
  readonly client: Promise<pg.PoolClient>;
  users: number;
}

/**
 * Kysely's driver for PostgreSQL, made for few round trips: what is asked at the same time goes out together, `begin` goes out
 * with the first statement behind it, and turns share a connection for what they read. Prepared queries are parsed once a
 * connection.
 */
export class PipelinedDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #connections = new WeakMap<pg.PoolClient, Connection>();
  #reader: SharedReader | undefined;

  /** `pool` has connections with `pipeline`; it ends with this driver. */
  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** The pool makes connections when they are asked for. */
  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<Connection> {
    return this.#connectionOf(await this.#pool.connect());
  }

  async releaseConnection(connection: Connection): Promise<void> {
    connection.client.release(connection.isBroken);
  }

  /** Not waited for: where it fails, so does the first statement. */
  async beginTransaction(connection: Connection): Promise<void> {
    connection.inTransaction = true;
    connection.send('begin').catch(() => undefined);
  }

  async commitTransaction(connection: Connection): Promise<void> {
    const committed = connection.send('commit');
    connection.inTransaction = false;
    const { command } = await committed;
    // So PostgreSQL answers where a statement had failed.
    if (command === 'ROLLBACK') throw new AbortedTransactionError();
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    try {
      await connection.send('rollback');
      connection.inTransaction = false;
    } catch (error) {
      connection.isBroken = true;
      throw error;
    }
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }

  /** Runs one prepared query outside a transaction. */
  async run<R>(query: PreparedQuery, answers: Answers): Promise<QueryResult<R>> {
    if (answers === 'at once') return this.#read(query);
    const connection = await this.acquireConnection();
    try {
      return await connection.executeQuery<R>(query);
    } finally {
      await this.releaseConnection(connection);
    }
  }

  /**
   * These reads are small, so none waits long for another's; what writes, and so waits for the disk or for a lock, has a
   * connection to itself.
   */
  async #read<R>(query: PreparedQuery): Promise<QueryResult<R>> {
    this.#reader ??= { client: this.#pool.connect(), users: 0 };
    const reader = this.#reader;
    reader.users += 1;
    try {
      return await this.#connectionOf(await reader.client).executeQuery<R>(query);
    } catch (error) {
      // The connection may be broken: the next reader takes another.
      this.#leave(reader);
      throw error;
    } finally {
      reader.users -= 1;
      if (reader.users === 0) {
        this.#leave(reader);
        void reader.client.then(
          (client) => client.release(),
          () => undefined,
        );
      }
    }
  }

  #leave(reader: SharedReader): void {
    if (this.#reader === reader) this.#reader = undefined;
  }

  #connectionOf(client: pg.PoolClient): Connection {
    const known = this.#connections.get(client) ?? new Connection(client);
    this.#connections.set(client, known);
    return known;
  }
}

/** Names of statements carry it: after a change of a table they are prepared anew, under other names. */
let generation = 0;

class Connection implements DatabaseConnection {
  readonly client: pg.PoolClient;
  inTransaction = false;
  isBroken = false;
  #gathers = false;

  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  /**
   * A named statement whose table was changed meanwhile, by a newer release beside this one, is prepared anew and run again. In a
   * transaction that is too late, so there only those have names that return nothing: they do not fail for it.
   */
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { sql: text, parameters } = query;
    const { name, returnsRows, isOfTransaction } = query as Partial<PreparedQuery>;
    const values = parameters as unknown[];
    const { inTransaction } = this;
    if (isOfTransaction && !inTransaction) throw new TypeError('This query came after its transaction');
    if (name === undefined || (inTransaction && returnsRows))
      return toResult(await this.send({ text, values }));
    const run = () => this.send({ text, values, name: `${name}.${generation}` });
    try {
      return toResult(await run());
    } catch (error) {
      if (inTransaction || !isStalePlan(error)) throw error;
      generation += 1;
      return toResult(await run());
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  /** What is sent before the event loop goes on goes out in one piece: each would be a call of the system, and a TLS record. */
  send(query: string | pg.QueryConfig): Promise<pg.QueryResult> {
    const { stream } = (this.client as pg.PoolClient & Pick<pg.Client, 'connection'>).connection;
    if (!this.#gathers) {
      this.#gathers = true;
      stream.cork();
      process.nextTick(() => {
        this.#gathers = false;
        stream.uncork();
      });
    }
    return this.client.query(query);
  }
}

const CHANGES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

const toResult = <R>({ command, rowCount, rows }: pg.QueryResult): QueryResult<R> => ({
  rows: (rows ?? []) as R[],
  ...(CHANGES.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }),
});
