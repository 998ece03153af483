import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { walSync } from '../../../src/store/sqlite/wal-sync.ts';

let folder: string;
let database: DatabaseSync;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-wal-'));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (file: string, ...pragmas: string[]) => {
  database = new DatabaseSync(file);
  for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`);
  return database;
};
const synchronous = () => database.prepare('PRAGMA synchronous').get()?.synchronous;
const NORMAL = 1;
const FULL = 2;

it('takes over the waiting for the write-ahead log, and finds the log after each commit', async () => {
  const sync = walSync(open(join(folder, 'a.db'), 'journal_mode = WAL', 'synchronous = FULL'));
  expect(synchronous()).toBe(NORMAL);
  database.exec('create table things (name text)');
  await sync?.reach();
  database.exec("insert into things values ('a')");
  await sync?.reach();
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.exec("insert into things values ('b')");
  await sync?.reach();
  await sync?.close();
});

it.each([
  ['in memory', () => open(':memory:', 'synchronous = FULL')],
  [
    'without a write-ahead log',
    () => open(join(folder, 'b.db'), 'journal_mode = DELETE', 'synchronous = FULL'),
  ],
])('leaves it to SQLite %s', (_, opened) => {
  expect(walSync(opened())).toBeUndefined();
  expect(synchronous()).toBe(FULL);
});

it('waits for no disk where SQLite was told not to', () => {
  expect(walSync(open(join(folder, 'c.db'), 'journal_mode = WAL', 'synchronous = OFF'))).toBeUndefined();
  expect(synchronous()).toBe(0);
});

it('says so when the log cannot be brought to the disk', async () => {
  const sync = walSync(open(join(folder, 'd.db'), 'journal_mode = WAL', 'synchronous = FULL'));
  rmSync(join(folder, 'd.db-wal'), { force: true });
  await expect(sync?.reach()).rejects.toMatchObject({ code: 'ENOENT' });
});
