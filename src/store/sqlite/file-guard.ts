import { type BigIntStats, closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** The path of the database leads to another file than the open one, or to none. */
class DatabaseFileError extends Error {
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
  /** Only once the database is closed. */
  close(): void;
}

const MAGIC = 'SQLite format 3\0';

/** Guards an SQLite file that was just opened; nothing for a database in memory. */
export function guardFile(path: string): FileGuard | undefined {
  if (path === ':memory:' || path === '') return undefined;
  const file = resolve(path);
  // Kept open: closing any handle of the file would end the locks that SQLite holds on it for this process.
  const handle = openSync(file, 'r');
  const ours = identityOf(fstatSync(handle, { bigint: true }));
  let ourLog: string | undefined;
  return {
    check() {
      if (identityAt(file) !== ours || !isDatabase(handle)) throw new DatabaseFileError();
      const log = identityAt(`${file}-wal`);
      // It is there from the first commit on, and stays the same file.
      if (ourLog !== undefined && log !== ourLog) throw new DatabaseFileError();
      ourLog = log;
    },
    close: () => closeSync(handle),
  };
}

const identityOf = ({ dev, ino }: BigIntStats) => `${dev}:${ino}`;

function identityAt(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && identityOf(found);
}

/** Something else may have been written over it, in place. All of a new database may still be in its log. */
function isDatabase(handle: number): boolean {
  const start = Buffer.alloc(MAGIC.length);
  return readSync(handle, start, 0, start.length, 0) === 0 || start.toString('latin1') === MAGIC;
}
