import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';

/** Statements repeat, and preparing one costs as much as running it. */
const PREPARED_KEPT = 200;

/**
 * Kysely's own SQLite dialect on Node's built-in SQLite. It expects better-sqlite3's interface; the two differ only in
 * how parameters are given and in how a statement says that it returns rows.
 */
export function nodeSqliteDialect(file: string, pragmas: readonly string[]): SqliteDialect {
  return new SqliteDialect({
    database: async () => {
      const database = new DatabaseSync(file);
      for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`);
      return adapt(database);
    },
  });
}

function adapt(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql);
      if (known !== undefined) return known;
      if (prepared.size >= PREPARED_KEPT) prepared.clear();
      // Taking the write lock at the start means two processes queue instead of failing halfway (SQLITE_BUSY).
      const statement = wrap(database.prepare(sql === 'begin' ? 'begin immediate' : sql));
      prepared.set(sql, statement);
      return statement;
    },
  };
}

function wrap(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}
