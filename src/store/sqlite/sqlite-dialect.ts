import { DatabaseSync } from 'node:sqlite';
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { guardFile } from './file-guard.ts';
import { GroupCommitDriver } from './group-commit.ts';

/** Kysely's SQLite dialect on Node's built-in SQLite. */
export function nodeSqliteDialect(
  file: string,
  pragmas: readonly string[],
  patienceMs?: number,
): Dialect & { readonly driver: GroupCommitDriver } {
  const driver = new GroupCommitDriver(
    () => open(file, pragmas),
    undefined,
    undefined,
    () => guardFile(file),
    patienceMs,
  );
  return {
    driver,
    createAdapter: () => new NodeSqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class NodeSqliteAdapter extends SqliteAdapter {
  /** An aborted migration leaves nothing behind, and two processes that start together take turns. */
  override get supportsTransactionalDdl() {
    return true;
  }

  /** The driver admits one transaction at a time; Kysely need not, and would delay those that can share a commit. */
  override get supportsMultipleConnections() {
    return true;
  }
}

function open(file: string, pragmas: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(file);
  for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`);
  return database;
}
