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
 * Does what `synchronous = FULL` does at the end of every commit, on another thread: the process goes on with other turns
 * while the disk works. All that SQLite then leaves to us is the sync of its write-ahead log; those of its checkpoints it
 * goes on doing itself. Undefined where there is no such log (in memory, or on a file system that cannot have one): then
 * SQLite waits for the disk as it was told to.
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
