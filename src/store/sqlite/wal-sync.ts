import { close, fdatasync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';

/** Brings to the disk what SQLite has committed. */
export interface DiskSync {
  /** Resolves once everything committed before the call is on the disk. */
  reach(): Promise<void>;
  close(): Promise<void>;
}

const dataSync = promisify(fdatasync);

/**
 * Does the work of `synchronous = FULL` at the end of every commit, on another thread: the process serves other turns while the
 * disk works. SQLite then leaves only the sync of its write-ahead log to us; it still does those of its checkpoints itself.
 * Undefined if there is no such log (in memory, or on a file system without support): then SQLite waits for the disk as
 * configured.
 */
export function walSync(database: DatabaseSync): DiskSync | undefined {
  const file = database.location();
  const { journal_mode } = database.prepare('PRAGMA journal_mode').get() ?? {};
  const { synchronous } = database.prepare('PRAGMA synchronous').get() ?? {};
  // Node's permission model has no `fdatasync`.
  if (process.permission !== undefined) return undefined;
  if (file === null || journal_mode !== 'wal' || synchronous !== FULL) return undefined;
  database.exec('PRAGMA synchronous = NORMAL');
  // It is there from the first commit on, and stays the same file for as long as the database is open.
  let log: number | undefined;
  return {
    async reach() {
      log ??= openSync(`${file}-wal`, 'r+');
      await dataSync(log);
    },
    async close() {
      if (log !== undefined) await promisify(close)(log);
    },
  };
}

const FULL = 2;
