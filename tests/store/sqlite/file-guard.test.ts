import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';

let folder: string;
let file: string;
let database: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-guard-'));
  file = join(folder, 'bot.db');
  database = await openDatabase(`sqlite:${file}`);
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Another process opens the file, reads and closes it again, as a command or a backup does. */
const visit = () =>
  execFileSync(process.execPath, [
    '-e',
    `const database = new (require('node:sqlite').DatabaseSync)(${JSON.stringify(file)});
     database.prepare('select count(*) from cases').get();
     database.close();`,
  ]);

it('looking at the file leaves the locks on it: a visitor who goes does not take the log along', async () => {
  const store = new DeliveryStore(database);
  await store.probe(new Date().toISOString());
  expect(database.problem()).toBeUndefined();
  const log = statSync(`${file}-wal`).ino;
  visit();
  expect(statSync(`${file}-wal`).ino).toBe(log);
  await store.probe(new Date().toISOString());
  expect(database.problem()).toBeUndefined();
});

it('rewriting the file leaves the locks on it, too', async () => {
  const store = new DeliveryStore(database);
  await store.probe(new Date().toISOString());
  expect(await database.vacuum()).toBe(true);
  visit();
  await store.probe(new Date().toISOString());
  expect(database.problem()).toBeUndefined();
});

it('nothing is rewritten, and no new file made, where the file is gone', async () => {
  rmSync(file);
  await expect(database.vacuum()).rejects.toMatchObject({ code: 'DATABASE_FILE_GONE' });
  expect(() => statSync(file)).toThrow('ENOENT');
});
