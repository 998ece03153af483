import { DatabaseSync } from 'node:sqlite';

/**
 * Empties SQLite's log beside its file: what was erased stays there otherwise until the bot that has it open has written
 * enough. On a connection of its own, for a process that has no other. PostgreSQL needs nothing.
 */
export function clearLog(url: string): void {
  const [, file] = /^sqlite:(.+)$/.exec(url) ?? [];
  if (file === undefined || file === ':memory:') return;
  const database = new DatabaseSync(file, { timeout: 10_000 });
  try {
    database.exec('pragma wal_checkpoint(truncate)');
  } finally {
    database.close();
  }
}
