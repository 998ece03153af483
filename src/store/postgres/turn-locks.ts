import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

/** A connection of its own, on which this process holds the conversations that it answers now. */
interface Holder {
  readonly db: Kysely<Schema>;
  /** Gives the connection back. */
  end(): void;
}

/** A turn that another process holds up waits so long; Teams itself gives up after 15 seconds. */
const PATIENCE = '10s';

/** Each turn that waits keeps a connection, of the ten that this process has. */
const MOST_WAITING = 4;

/** PostgreSQL's own lock on a conversation. */
const lockOf = (chat: string) => sql`hashtextextended(${chat}, 0)`;

/**
 * One turn of a conversation at a time, across processes too; those that wait come in the order in which they asked. It
 * keeps what is said in order. What is stored needs no lock: where there is none to be had (the database is away, or another
 * process takes too long) the turn runs all the same, and the version of what it read decides.
 */
export class TurnLocks {
  readonly #database: Database;
  #holder: Holder | undefined;
  #connecting = false;
  #closed = false;
  #waiting = 0;

  constructor(database: Database) {
    this.#database = database;
    if (database.kind === 'postgres') this.#connect();
  }

  async run<T>(chat: string, turn: () => Promise<T>): Promise<T> {
    // SQLite is for one process, which keeps its turns in order by itself.
    if (this.#database.kind === 'sqlite') return turn();
    const taken = await this.#take(chat);
    if (taken === 'by another' && this.#waiting < MOST_WAITING) return this.#wait(chat, turn);
    try {
      return await turn();
    } finally {
      if (taken === 'here') void this.#ask(sql`select pg_advisory_unlock(${lockOf(chat)}) as answer`);
    }
  }

  /** Gives its connection back. */
  close(): void {
    this.#closed = true;
    this.#holder?.end();
  }

  async #take(chat: string): Promise<'here' | 'by another' | 'unknown'> {
    const answer = await this.#ask(sql`select pg_try_advisory_lock(${lockOf(chat)}) as answer`);
    if (answer === undefined) return 'unknown';
    return answer ? 'here' : 'by another';
  }

  /** The turn runs within a transaction that has the lock and nothing else. */
  async #wait<T>(chat: string, turn: () => Promise<T>): Promise<T> {
    let mine: Promise<T> | undefined;
    this.#waiting += 1;
    try {
      await this.#database.db.transaction().execute(async (tx) => {
        await sql`select set_config('lock_timeout', ${PATIENCE}, true)`.execute(tx);
        await sql`select pg_advisory_xact_lock(${lockOf(chat)})`.execute(tx);
        mine = turn();
        await mine.catch(() => undefined);
      });
    } catch {
      // Waited long enough, or the database is away.
    } finally {
      this.#waiting -= 1;
    }
    return mine ?? turn();
  }

  /** Undefined where there is no connection: nothing is held then, and the turn does not wait for a new one. */
  async #ask(question: RawBuilder<unknown>): Promise<boolean | undefined> {
    const holder = this.#holder;
    if (holder === undefined) {
      this.#connect();
      return undefined;
    }
    try {
      const { rows } = await question.execute(holder.db);
      return (rows[0] as { answer: boolean }).answer;
    } catch {
      if (this.#holder === holder) this.#holder = undefined;
      // Broken most likely, and everything on it is free already.
      await sql`select pg_advisory_unlock_all()`.execute(holder.db).catch(() => undefined);
      holder.end();
      return undefined;
    }
  }

  #connect(): void {
    if (this.#connecting || this.#closed) return;
    this.#connecting = true;
    const held = (db: Kysely<Schema>) =>
      new Promise<void>((end) => {
        this.#connecting = false;
        if (this.#closed) end();
        else this.#holder = { db, end };
      });
    this.#database.db
      .connection()
      .execute(held)
      // Tried again with the next turn.
      .catch(() => {
        this.#connecting = false;
      });
  }
}
