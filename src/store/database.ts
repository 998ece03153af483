import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrations } from './migrations.ts';
import type { Schema } from './schema.ts';
import { nodeSqliteDialect } from './sqlite-dialect.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

/** The open database. */
export interface Database {
  readonly kind: DatabaseKind;
  readonly db: Kysely<Schema>;
  close(): Promise<void>;
}

/** The database cannot be used as it is; says what to do. */
export class DatabaseError extends Error {
  readonly code: 'DATABASE_NEWER' | 'DATABASE_MIGRATION' | 'DATABASE_URL';
  constructor(code: DatabaseError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Opens `sqlite:FILE` or `postgres://...` and brings its schema up to date. Throws DatabaseError. */
export async function openDatabase(url: string): Promise<Database> {
  const database = url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openPostgres(url);
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

function openSqlite(file: string): Database {
  if (file === '')
    throw new DatabaseError(
      'DATABASE_URL',
      'Write a file after "sqlite:", for example sqlite:data/esr-bot.db',
    );
  if (file !== ':memory:') makePrivate(file);
  // One connection a process: SQLite waits for another connection's lock without giving way to this process's own work,
  // so two of them here would wait for each other.
  // The timeout first: turning WAL on already has to wait for another process that does the same.
  const pragmas = [
    'busy_timeout = 10000',
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    // What is purged or erased is overwritten in the file too.
    'secure_delete = ON',
  ];
  const db = new Kysely<Schema>({ dialect: nodeSqliteDialect(file, pragmas) });
  return { kind: 'sqlite', db, close: () => db.destroy() };
}

/** People's data: the folder and the file are for the service's own user only. */
function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite gives its -wal and -shm files the permissions of this one.
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

function openPostgres(url: string): Database {
  // Counts and versions are small; PostgreSQL's bigint would otherwise come back as text.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  // A connection that breaks is replaced, and the query that met it fails and says so; without these two listeners, for
  // idle connections and busy ones, it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { kind: 'postgres', db, close: () => db.destroy() };
}

async function migrate(database: Database): Promise<void> {
  const known = migrations(database.kind);
  const migrator = new Migrator({
    db: database.db,
    provider: { getMigrations: async () => known },
  });
  const applied = (await migrator.getMigrations()).filter((one) => one.executedAt !== undefined);
  const newer = await newerMigrations(database, Object.keys(known));
  if (newer.length > 0) {
    throw new DatabaseError(
      'DATABASE_NEWER',
      `The database was written by a newer version of the bot (it has ${newer.join(', ')}). Start that version, or restore the backup made before the upgrade.`,
    );
  }
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new DatabaseError(
      'DATABASE_MIGRATION',
      `The database could not be brought from ${applied.at(-1)?.name ?? 'empty'} to the newest schema. Nothing was changed; restore a backup or mend what the cause says.`,
      { cause: error },
    );
  }
}

async function newerMigrations(database: Database, known: readonly string[]): Promise<string[]> {
  const tables = await database.db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const rows = await database.db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map((row) => row.name).filter((name) => !known.includes(name));
}
