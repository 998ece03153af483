import { type BigIntStats, closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDamage } from '../errors.ts';

/** The path of the database leads to another file than the open one, or to none. */
class DatabaseFileError extends Error {
  readonly code = 'DATABASE_FILE_GONE';
  constructor() {
    super(
      'The file of the database was deleted, replaced or cut short while the bot had it open. Stop the bot, put the file back or restore a backup, and start it again.',
    );
  }
}

/** SQLite found a corrupt page. Later writes may be gone after a restart. */
class DatabaseDamagedError extends Error {
  readonly code = 'DATABASE_FILE_DAMAGED';
  constructor() {
    super('The file of the database is damaged. Stop the bot, restore a backup, and start it again.');
  }
}

/** Checks that writes to the open database are in the files that a restart will find. */
export interface FileGuard {
  /** Throws DatabaseFileError. */
  check(): void;
  /** Only once the database is closed. */
  close(): void;
}

/** Whether the open database can be trusted with new data, by the errors seen so far and by where its file is. */
export class FileTrust {
  readonly #guard: FileGuard | undefined;
  /** Checked again by the next caller: a file may be put back. */
  #gone = false;
  /** Until a restart: a bad page may affect any other. */
  #damaged = false;

  constructor(guard: FileGuard | undefined) {
    this.#guard = guard;
  }

  /** Takes note of an error that SQLite threw. */
  met(error: unknown): void {
    this.#damaged ||= isDamage(error);
  }

  /** Throws when nothing may be written, or count as written. */
  check(): void {
    if (this.#damaged) throw new DatabaseDamagedError();
    this.#gone = true;
    this.#guard?.check();
    this.#gone = false;
  }

  /** Data read from a file that is gone is not passed on. */
  checkForReading(): void {
    if (this.#gone) this.check();
  }

  /** The problem known so far; checks where the file is. */
  problem(): 'damaged' | 'gone' | undefined {
    try {
      this.check();
      return undefined;
    } catch {
      return this.#damaged ? 'damaged' : 'gone';
    }
  }

  close(): void {
    this.#guard?.close();
  }
}

const MAGIC = 'SQLite format 3\0';

/** Guards an SQLite file that was just opened; nothing for a database in memory. */
export function guardFile(path: string): FileGuard | undefined {
  if (path === ':memory:' || path === '') return undefined;
  const file = resolve(path);
  // Kept open: closing any handle of the file would end the locks that SQLite holds on it for this process.
  const handle = openSync(file, 'r');
  const ours = identityOf(fstatSync(handle, { bigint: true }));
  let seen = 0;
  let log: Log | undefined;
  return {
    check() {
      if (identityAt(file) !== ours) throw new DatabaseFileError();
      const size = fstatSync(handle).size;
      const id = identityAt(`${file}-wal`);
      // All of a new database, or its end while another connection reads, may still be in the log.
      const mayBeInLog = size >= seen && id !== undefined && statSync(`${file}-wal`).size > 0;
      if ((seen > 0 || size > 0) && !isWhole(handle, size, mayBeInLog)) throw new DatabaseFileError();
      seen = size;
      // It is there from the first commit on, and stays the same file.
      if (log !== undefined && id !== log.id) throw new DatabaseFileError();
      if (id === undefined) return;
      log ??= openLog(`${file}-wal`, id);
      checkLog(log);
    },
    close() {
      closeSync(handle);
      if (log !== undefined) closeSync(log.handle);
    },
  };
}

const identityOf = ({ dev, ino }: BigIntStats) => `${dev}:${ino}`;

function identityAt(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && identityOf(found);
}

/** The size of the file's header, and offsets in it: https://www.sqlite.org/fileformat.html */
const HEADER = { bytes: 100, pageSize: 16, changes: 24, pages: 28, changesThen: 92 } as const;

/** Whether the file has SQLite's header, and is as long as that says: it may have been overwritten in place, or cut short. */
function isWhole(handle: number, size: number, mayBeInLog: boolean): boolean {
  const header = Buffer.alloc(HEADER.bytes);
  readSync(handle, header, 0, header.length, 0);
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return false;
  if (mayBeInLog) return true;
  // Where these two differ, the number of pages in the header is outdated.
  if (header.readUInt32BE(HEADER.changes) !== header.readUInt32BE(HEADER.changesThen)) return true;
  const pageSize = header.readUInt16BE(HEADER.pageSize);
  return size >= header.readUInt32BE(HEADER.pages) * (pageSize === 1 ? 65_536 : pageSize);
}

/** The write-ahead log: restarted with another header each time that all of it has reached the file. */
interface Log {
  readonly id: string;
  readonly handle: number;
  header: Buffer;
  size: number;
}

const openLog = (path: string, id: string): Log => ({
  id,
  handle: openSync(path, 'r'),
  header: Buffer.alloc(0),
  size: 0,
});

const LOG_HEADER_BYTES = 32;
/** Without the last bit, which gives the byte order of the checksums. */
const LOG_MAGIC = 0x377f0682;

/** It is emptied or restarted once its content is in the file, but never gets shorter otherwise. */
function checkLog(log: Log): void {
  const { size } = fstatSync(log.handle);
  if (size === 0) return;
  const header = Buffer.alloc(LOG_HEADER_BYTES);
  readSync(log.handle, header, 0, header.length, 0);
  const isLog = (header.readUInt32BE(0) & ~1) === LOG_MAGIC;
  if (!isLog || (size < log.size && header.equals(log.header))) throw new DatabaseFileError();
  Object.assign(log, { header, size });
}
