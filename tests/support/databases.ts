import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { type Database, type DatabaseKind, openDatabase } from '../../src/store/database.ts';
import { newPostgresDatabase, newSqliteDatabase } from './new-database.ts';

type RowLog = Parameters<typeof openDatabase>[2];
/** The ids of content that this version of the bot has, where a test is about them. */
type KnownIds = Parameters<typeof openDatabase>[3];

/** Databases of one kind. */
export interface Databases {
  readonly kind: DatabaseKind;
  /** The address of a new one, without any schema. */
  url(): Promise<string>;
  /** Opens the one at this address, or without it an empty one; closed after the test. `log` hears of damaged rows. */
  open(url?: string, log?: RowLog, known?: KnownIds): Promise<Database>;
  /** Opens the newest once more, as another process would. */
  openAgain(log?: RowLog): Promise<Database>;
}

/** Describes the same behaviour on SQLite and on PostgreSQL: one contract, two databases. */
export function onEveryDatabase(what: string, tests: (databases: Databases) => void): void {
  describe.each(['sqlite', 'postgres'] as const)(`${what}, on %s`, (kind) => {
    let folder: string;
    let count = 0;
    const opened: Database[] = [];

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'esr-bot-store-'));
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((database) => database.close()));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const url = async () => {
      count += 1;
      return kind === 'postgres' ? newPostgresDatabase() : `sqlite:${join(folder, `${count}`, 'bot.db')}`;
    };
    let newest = '';
    const open = async (address: string, log?: RowLog, known?: KnownIds) => {
      newest = address;
      const database = await openDatabase(address, undefined, log, known);
      opened.push(database);
      return database;
    };
    let shared: string | undefined;
    /** Making a PostgreSQL database takes most of a second, so one is used again and again. */
    const emptied = async (log?: RowLog, known?: KnownIds) => {
      shared ??= await url();
      const database = await open(shared, log, known);
      await empty(database);
      return database;
    };
    tests({
      kind,
      url,
      open: async (address, log, known) => {
        if (address !== undefined) return open(address, log, known);
        if (kind === 'postgres') return emptied(log, known);
        return open(await newSqliteDatabase(mkdtempSync(join(folder, 'new-'))), log, known);
      },
      openAgain: (log) => open(newest, log),
    });
  });
}

/** Deletes all rows and numbers them from one again; cheaper than a truncate, which makes a new file for each table. */
async function empty({ db }: Database): Promise<void> {
  const tables = (await db.introspection.getTables()).filter(({ isView }) => !isView);
  const statements = [
    'set local session_replication_role = replica',
    ...tables.map(({ name }) => `delete from ${name}`),
    "select setval(oid::regclass, 1, false) from pg_class where relkind = 'S'",
  ];
  await sql.raw(statements.join('; ')).execute(db);
}
