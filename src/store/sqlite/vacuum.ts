import { once } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** How long a write waits for another process. */
export const BUSY_TIMEOUT_MS = 10_000;
/** How much of that SQLite may hold up the whole process at a time. */
export const BUSY_TRY_MS = 20;

/** How long to wait for others using the file, while this process waits too. */
const PATIENCE_MS = 3000;

/** On its own thread: rewriting 100 MB takes seconds, while the process does work that needs no database. */
const REWRITE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(new URL(workerData.file), { timeout: workerData.patience });
  const checkpoint = () => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get().busy === 0;
  try {
    // With somebody reading in between, the log would keep what was there before.
    parentPort.postMessage(checkpoint() && (database.exec('VACUUM'), checkpoint()));
  } catch (error) {
    const BUSY = 5;
    if ((error.errcode & 0xff) !== BUSY) throw error;
    parentPort.postMessage(false);
  } finally {
    database.close();
  }
`;

/**
 * Rewrites an SQLite file with its current content, and empties its log: no trace of deleted or moved rows remains in them.
 * False if another reader was in the way: to be retried. Throws SQLite's errors.
 */
export async function vacuumFile(file: string): Promise<boolean> {
  // Never creates a missing file.
  const existing = pathToFileURL(file);
  existing.searchParams.set('mode', 'rw');
  const worker = new Worker(REWRITE, {
    eval: true,
    workerData: { file: existing.href, patience: PATIENCE_MS },
  });
  try {
    const [done] = (await once(worker, 'message')) as [boolean];
    return done;
  } finally {
    await worker.terminate();
  }
}

/** Writes the log into the file and truncates it. False if another reader was in the way. */
export function emptyLogOf(database: DatabaseSync): boolean {
  database.exec('PRAGMA busy_timeout = 100');
  try {
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TRY_MS}`);
  }
}

/** The tables that say something about people. */
const PERSONAL = [
  'cases',
  'case_events',
  'outbox',
  'timers',
  'dialog_state',
  'classes',
  'notices',
  'linked_chats',
  'chats',
];

/** Frees deleted data for overwriting. The bytes stay until then. */
export async function vacuumTables(db: Kysely<Schema>): Promise<void> {
  await sql`vacuum (skip_locked) ${sql.join(PERSONAL.map((table) => sql.table(table)))}`.execute(db);
}
