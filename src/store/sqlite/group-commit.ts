import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SelectQueryNode,
} from 'kysely';
import { isLocked } from '../errors.ts';
import type { Answers } from '../prepared.ts';
import { type FileGuard, FileTrust } from './file-guard.ts';
import { Statements } from './statements.ts';
import { BUSY_TIMEOUT_MS } from './vacuum.ts';
import { type DiskSync, walSync } from './wal-sync.ts';

/**
 * After a commit of several turns' work the next one waits this long for more, like PostgreSQL's `commit_delay`: one wait for
 * the disk then serves twice as many, for about 6 % less CPU a turn. A lone turn does not wait.
 */
const GATHER_MS = 3;

/** Between two tries to write while another process has the lock: each try may hold up this process for `BUSY_TRY_MS`. */
const LOCKED_PAUSE_MS = 200;

/** Work that reaches the disk together. */
interface Group {
  writes: number;
  /** Resolves once all of it, and all that was committed before, is on disk. */
  readonly committed: Promise<void>;
  settle(error?: unknown): void;
}

/**
 * Kysely's driver for Node's built-in SQLite: writes of several turns in the same round of the event loop, or while the disk is
 * busy with the previous group, are committed together, because waiting for the disk costs ten times what writing does. Nothing
 * is answered before it is on disk: a statement or transaction resolves when its group is, and so does a read that may have
 * seen unfinished writes, unless its reader asked for an immediate answer. Each transaction is a savepoint within its group, so
 * that a failure affects nothing else.
 */
export class GroupCommitDriver implements Driver {
  readonly #open: () => DatabaseSync;
  readonly #syncOf: typeof walSync;
  readonly #gather: () => Promise<void>;
  readonly #guardOf: () => FileGuard | undefined;
  readonly #patienceMs: number;
  readonly #statements = new Statements();
  readonly #free: Connection[] = [];
  #database: DatabaseSync | undefined;
  #disk: DiskSync | undefined;
  #trust = new FileTrust(undefined);
  #group: Group | undefined;
  /** Until it ends, the next group is left open. */
  #gathering: Promise<void> | undefined;
  /** Committed, and on its way to the disk. */
  #sinking: Group | undefined;
  /** Ends when the transaction that has the database to itself does. */
  #alone: PromiseWithResolvers<void> | undefined;
  /** Ends when {@link pauseFor} is done with the file. */
  #pause: PromiseWithResolvers<void> | undefined;
  /** Another process is writing: ends when it is time to try again. */
  #locked: Promise<void> | undefined;

  /**
   * `guardOf` is asked once the database is open: nothing counts as written unless the guard agrees. `patienceMs`: how long a
   * write waits for another process.
   */
  constructor(
    open: () => DatabaseSync,
    syncOf = walSync,
    gather = () => wait(GATHER_MS),
    guardOf: () => FileGuard | undefined = () => undefined,
    patienceMs = BUSY_TIMEOUT_MS,
  ) {
    this.#open = open;
    this.#patienceMs = patienceMs;
    this.#guardOf = guardOf;
    this.#syncOf = syncOf;
    this.#gather = gather;
  }

  async init(): Promise<void> {
    this.#database = this.#open();
    this.#trust = new FileTrust(this.#guardOf());
    this.#disk = this.#syncOf(this.#database);
  }

  async acquireConnection(): Promise<Connection> {
    return this.#free.pop() ?? new Connection(this);
  }

  /** All of them are the one open database: they only separate transactions. */
  async releaseConnection(connection: Connection): Promise<void> {
    this.#free.push(connection);
  }

  async beginTransaction(connection: Connection): Promise<void> {
    const until = performance.now() + this.#patienceMs;
    while (this.#taken !== undefined || !this.#join(until)) await (this.#taken ?? this.#locked);
    this.#alone = Promise.withResolvers();
    connection.inTransaction = true;
    try {
      this.database.exec('SAVEPOINT turn');
    } catch (error) {
      this.#end(connection);
      throw error;
    }
  }

  async commitTransaction(connection: Connection): Promise<void> {
    const committed = this.#group?.committed;
    this.database.exec('RELEASE turn');
    this.#end(connection);
    await committed;
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    try {
      // Some errors (a full disk) have already undone everything.
      if (this.database.isTransaction) this.database.exec('ROLLBACK TO turn; RELEASE turn');
    } finally {
      this.#end(connection);
    }
  }

  async destroy(): Promise<void> {
    // Its waiters get the error; the database is closed in any case.
    await this.#onDisk()?.catch(() => undefined);
    this.#statements.clear();
    this.#database?.close();
    this.#trust.close();
    await this.#disk?.close();
  }

  /** Runs one statement; see the class for when it resolves. */
  async run<R>(
    query: CompiledQuery,
    inTransaction: boolean,
    answers: Answers = 'from disk',
  ): Promise<QueryResult<R>> {
    const until = performance.now() + this.#patienceMs;
    const writes = !SelectQueryNode.is(query.query);
    while (!inTransaction && (this.#taken !== undefined || (writes && !this.#join(until))))
      await (this.#taken ?? this.#locked);
    this.#trust.checkForReading();
    const result = this.#execute<R>(query);
    if (!inTransaction && answers === 'from disk') await this.#onDisk();
    return result;
  }

  /** Runs `work` once everything is on disk, with no reads or writes in this process: later ones wait. */
  async pauseFor<T>(work: () => Promise<T>): Promise<T> {
    while (this.#taken !== undefined) await this.#taken;
    const pause = Promise.withResolvers<void>();
    this.#pause = pause;
    try {
      while (this.#onDisk() !== undefined) await this.#onDisk()?.catch(() => undefined);
      this.#trust.check();
      return await work();
    } finally {
      this.#pause = undefined;
      pause.resolve();
    }
  }

  /** Resolves when the exclusive user of the database, or of its file, is done. Others may have been faster: check again. */
  get #taken(): Promise<void> | undefined {
    return (this.#pause ?? this.#alone)?.promise;
  }

  /** Why the file cannot be trusted, as far as known; checks where it is. Undefined if it can. */
  problem(): 'damaged' | 'gone' | undefined {
    return this.#trust.problem();
  }

  get database(): DatabaseSync {
    if (this.#database === undefined) throw new TypeError('The database is not open');
    return this.#database;
  }

  /**
   * Adds this write to the group; the first one opens it. False while another process is writing: SQLite would wait for it
   * without giving way to anything else here, so callers wait, and try again. Throws when the time is up.
   */
  #join(until: number): boolean {
    if (this.#group !== undefined) {
      this.#group.writes += 1;
      return true;
    }
    if (this.#locked !== undefined) return false;
    // Before anything reaches a file that is not whole: a checkpoint would fill the hole with zeros, out of sight.
    this.#trust.check();
    // Taking the write lock at the start means two processes queue instead of failing halfway (SQLITE_BUSY).
    try {
      this.database.exec('BEGIN IMMEDIATE');
    } catch (error) {
      if (!isLocked(error) || performance.now() > until) throw error;
      this.#locked = wait(LOCKED_PAUSE_MS).then(() => {
        this.#locked = undefined;
      });
      return false;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#group = {
      writes: 1,
      committed: promise,
      settle: (error) => (error === undefined ? resolve() : reject(error)),
    };
    // Waiters get the error; a group without any must not end the process.
    promise.catch(() => undefined);
    setImmediate(() => void this.#commit());
    return true;
  }

  async #commit(): Promise<void> {
    await this.#gathering;
    // Both may restart while the other is waited for.
    while (this.#alone !== undefined || this.#sinking !== undefined) {
      await this.#alone?.promise;
      await this.#sinking?.committed.catch(() => undefined);
    }
    const group = this.#group;
    this.#group = undefined;
    this.#gathering = group !== undefined && group.writes > 1 ? this.#gather() : undefined;
    try {
      this.database.exec('COMMIT');
    } catch (error) {
      this.#trust.met(error);
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      group?.settle(error);
      return;
    }
    this.#sinking = group;
    this.#onItsFile().then(
      () => group?.settle(),
      (error) => group?.settle(error),
    );
  }

  /** Resolves once commits are on the disk, in the file that a restart finds. */
  async #onItsFile(): Promise<void> {
    try {
      await this.#disk?.reach();
      this.#trust.check();
    } finally {
      this.#sinking = undefined;
    }
  }

  /** Resolves once all that can be seen now is on disk. */
  #onDisk(): Promise<void> | undefined {
    return this.#group?.committed ?? this.#sinking?.committed;
  }

  #end(connection: Connection): void {
    connection.inTransaction = false;
    const alone = this.#alone;
    this.#alone = undefined;
    alone?.resolve();
  }

  #execute<R>(query: CompiledQuery): QueryResult<R> {
    try {
      return this.#statements.run<R>(this.database, query);
    } catch (error) {
      this.#trust.met(error);
      throw error;
    }
  }
}

class Connection implements DatabaseConnection {
  inTransaction = false;
  readonly #driver: GroupCommitDriver;

  constructor(driver: GroupCommitDriver) {
    this.#driver = driver;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#driver.run(query, this.inTransaction);
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }
}
