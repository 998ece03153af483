import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Logger } from 'pino';
import { type PostgresAddress, readDatabaseUrl } from '../config/database-url.ts';
import { isLocked } from './errors.ts';
import { appliedMigrations } from './migrations/applied.ts';
import { migrations } from './migrations/migrations.ts';
import { connectionProblem } from './postgres/connection-problem.ts';
import { runStraight } from './prepared.ts';
import { RowWarnings } from './row-warnings.ts';
import type { Schema } from './schema.ts';
import { nodeSqliteDialect } from './sqlite/sqlite-dialect.ts';
import { BUSY_TIMEOUT_MS, BUSY_TRY_MS, emptyLogOf, vacuumFile, vacuumTables } from './sqlite/vacuum.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

/** The open database. */
export interface Database {
  readonly kind: DatabaseKind;
  readonly db: Kysely<Schema>;
  /** Reports stored rows that cannot be read in full. */
  readonly warnings: RowWarnings;
  /** SQLite: whether its file is known to be damaged, or is no longer the open one. */
  problem(): 'damaged' | 'gone' | undefined;
  /**
   * After a purge or an erasure: removes deleted data from SQLite's file and log too; on PostgreSQL it may be overwritten.
   * False if another process was reading the file.
   */
  vacuum(): Promise<boolean>;
  /** SQLite: clears overwritten data from its log too. False if another process was reading the file. */
  emptyLog(): Promise<boolean>;
  close(): Promise<void>;
}

/** The database is unusable; says what to do. */
export class DatabaseError extends Error {
  readonly code:
    | 'DATABASE_NEWER'
    | 'DATABASE_MIGRATION'
    | 'DATABASE_URL'
    | 'DATABASE_CONNECT'
    | 'DATABASE_LOCKED';
  constructor(code: DatabaseError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Opens `sqlite:FILE` or `postgres://...` and brings its schema up to date; `identity` is the client id of the managed identity
 * that signs in if the address of a remote PostgreSQL has no password. `log` gets rows that cannot be read in full, and ids
 * missing from `content`, the Trusts and problems of this version. Throws DatabaseError.
 */
export async function openDatabase(
  url: string,
  identity?: string,
  log?: Pick<Logger, 'warn'>,
  content?: readonly string[],
): Promise<Database> {
  const warnings = new RowWarnings(log, content);
  const address = readDatabaseUrl(url);
  if ('problem' in address) throw new DatabaseError('DATABASE_URL', `DATABASE_URL: ${address.problem}`);
  if (address.kind === 'sqlite') return migrated(openSqlite(address.file, warnings));
  try {
    return await migrated(await openPostgres(address, identity, warnings));
  } catch (error) {
    const problem = connectionProblem(error);
    if (problem === undefined) throw error;
    const { code, what, fix } = problem;
    throw new DatabaseError('DATABASE_CONNECT', `The database cannot be used (${code}): ${what}. ${fix}`, {
      cause: error,
    });
  }
}

async function migrated(database: Database): Promise<Database> {
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw isLocked(error) ? lockedError(error) : error;
  }
}

/** For a command: its database is SQLite's, and another process kept writing to it. */
export const lockedError = (cause: unknown): DatabaseError =>
  new DatabaseError(
    'DATABASE_LOCKED',
    `Another process kept the database locked for ${BUSY_TIMEOUT_MS / 1000} seconds. Nothing was changed: write the command again. If it is locked still, end the program that has the file open: a backup, a database browser, or a copy of the bot that hangs.`,
    { cause },
  );

function openSqlite(file: string, warnings: RowWarnings): Database {
  if (file !== ':memory:') makePrivate(file);
  // One connection a process: SQLite waits for another connection's lock without giving way to this process's own work,
  // so two of them here would wait for each other.
  // The timeout first: turning WAL on already has to wait for another process that does the same.
  const pragmas = [
    `busy_timeout = ${BUSY_TIMEOUT_MS}`,
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    // Purged or erased data is overwritten in the file too.
    'secure_delete = ON',
    // The driver waits for other processes, without holding up this one.
    `busy_timeout = ${BUSY_TRY_MS}`,
  ];
  const dialect = nodeSqliteDialect(file, pragmas);
  const { driver } = dialect;
  const db = new Kysely<Schema>({ dialect });
  runStraight(db, (query, answers) => driver.run(query, false, answers));
  return {
    kind: 'sqlite',
    db,
    warnings,
    problem: () => driver.problem(),
    vacuum: () => driver.pauseFor(async () => file === ':memory:' || vacuumFile(file)),
    emptyLog: () => driver.pauseFor(async () => emptyLogOf(driver.database)),
    close: () => db.destroy(),
  };
}

/** People's data: the folder and the file are for the service's own user only. */
function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite gives its -wal and -shm files the permissions of this one; they may be there from before.
  closeSync(openSync(file, 'a', 0o600));
  for (const one of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(one)) chmodSync(one, 0o600);
}

async function openPostgres(
  address: PostgresAddress,
  identity: string | undefined,
  warnings: RowWarnings,
): Promise<Database> {
  // Loaded here: on SQLite nothing needs it.
  const { postgresPool } = await import('./postgres/connect.ts');
  const { PipelinedDriver } = await import('./postgres/pipelined-driver.ts');
  const driver = new PipelinedDriver(postgresPool(address, { identity, max: 10 }));
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
  runStraight(db, (query, answers) => driver.run(query, answers));
  return {
    kind: 'postgres',
    db,
    warnings,
    problem: () => undefined,
    async vacuum() {
      await vacuumTables(db);
      return true;
    },
    emptyLog: async () => true,
    close: () => db.destroy(),
  };
}

async function migrate({ db, kind }: Database): Promise<void> {
  const known = migrations(kind);
  const applied = await appliedMigrations(db);
  const newer = applied.filter((name) => !(name in known));
  if (newer.length > 0) {
    throw new DatabaseError(
      'DATABASE_NEWER',
      `The database was written by a newer version of the bot (it has ${newer.join(', ')}). Start that version, or restore the backup made before the upgrade.`,
    );
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new DatabaseError(
      'DATABASE_MIGRATION',
      `The database could not be brought from ${applied.at(-1) ?? 'empty'} to the newest schema. Nothing was changed; restore a backup, or fix what the cause says.`,
      { cause: error },
    );
  }
}
