import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';

let migrated: Promise<Buffer> | undefined;

/** The address of a new SQLite database in this folder: a copy of one with today's schema, as migrating takes longer than most tests. */
export async function newSqliteDatabase(folder: string): Promise<string> {
  migrated ??= migratedFile();
  const file = join(folder, 'bot.db');
  writeFileSync(file, await migrated, { mode: 0o600 });
  return `sqlite:${file}`;
}

async function migratedFile(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'esr-bot-schema-'));
  const file = join(folder, 'bot.db');
  await (await openDatabase(`sqlite:${file}`)).close();
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** The address of a new, empty PostgreSQL database on the server that all test files share. */
export async function newPostgresDatabase(): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  request(inject('newDatabase'), { agent: false }, (response) => {
    text(response).then(
      (answer) => (response.statusCode === 200 ? resolve(answer) : reject(new Error(answer))),
      reject,
    );
  })
    .on('error', reject)
    .end();
  return promise;
}
