import { type BigIntStats, closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** The path of the database leads to another file than the open one, or to none. */
export class DatabaseFileError extends Error {
  readonly code = 'DATABASE_FILE_GONE';
  constructor() {
    super(
      'The file of the database was deleted or replaced while the bot had it open. Stop the bot, put the file back or restore a backup, and start it again.',
    );
  }
}

/** Makes sure that what is written to the open database is in the files that a restart will find. */
export interface FileGuard {
  /** Throws DatabaseFileError. */
  check(): void;
}

const MAGIC = 'SQLite format 3\0';

/** Guards an SQLite file that was just opened; nothing for a database in memory. */
export function guardFile(path: string): FileGuard | undefined {
  if (path === ':memory:' || path === '') return undefined;
  const file = resolve(path);
  const ours = identityOf(statSync(file, { bigint: true }));
  let ourLog: string | undefined;
  return {
    check() {
      if (open(file) !== ours) throw new DatabaseFileError();
      const log = statSync(`${file}-wal`, { bigint: true, throwIfNoEntry: false });
      const found = log && identityOf(log);
      // It is there from the first commit on, and stays the same file.
      if (ourLog !== undefined && found !== ourLog) throw new DatabaseFileError();
      ourLog = found;
    },
  };
}

const identityOf = ({ dev, ino }: BigIntStats) => `${dev}:${ino}`;

/** The identity of the SQLite file at that path; undefined where there is none, or something else was written over it. */
function open(file: string): string | undefined {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    const start = Buffer.alloc(MAGIC.length);
    // All of a new database may still be in its log.
    const isOne = readSync(handle, start, 0, start.length, 0) === 0 || start.toString('latin1') === MAGIC;
    return isOne ? identityOf(fstatSync(handle, { bigint: true })) : undefined;
  } finally {
    closeSync(handle);
  }
}
