import { once } from 'node:events';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** How long a write waits for another process. */
export const BUSY_TIMEOUT_MS = 10_000;

/** Whoever else has the file open is waited for so long, while this process waits too. */
const PATIENCE_MS = 3000;

/** On a thread of its own: rewriting 100 MB takes seconds, and the process goes on with what needs no database. */
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
 * Writes an SQLite file anew with what is in it now, and empties its log: what was deleted, or moved as rows were, is nowhere
 * in them then. False where somebody else's reading stood in the way: to be tried again. Throws what SQLite throws.
 */
export async function vacuumFile(file: string): Promise<boolean> {
  // Nobody makes a new file where there is none.
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

/** Writes the log into the file and cuts it off. False where somebody else's reading stood in the way. */
export function emptyLogOf(database: DatabaseSync): boolean {
  database.exec('PRAGMA busy_timeout = 100');
  try {
    return database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
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

/** Gives what was deleted free to be written over. The bytes stay until something is. */
export async function vacuumTables(db: Kysely<Schema>): Promise<void> {
  await sql`vacuum (skip_locked) ${sql.join(PERSONAL.map((table) => sql.table(table)))}`.execute(db);
}
