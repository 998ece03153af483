import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, QueryResult } from 'kysely';
import { LRUCache } from 'lru-cache';

/** Statements repeat, and preparing one costs as much as running it. */
const KEPT = 200;

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/** Runs queries as prepared statements, and keeps those for the next time. */
export class Statements {
  readonly #known = new LRUCache<string, Prepared>({ max: KEPT });

  run<R>(database: DatabaseSync, query: CompiledQuery): QueryResult<R> {
    const { statement, returnsRows } = this.#prepare(database, query.sql);
    const parameters = query.parameters as SQLInputValue[];
    if (returnsRows) return { rows: statement.all(...parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  clear(): void {
    this.#known.clear();
  }

  #prepare(database: DatabaseSync, sql: string): Prepared {
    const known = this.#known.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    this.#known.set(sql, prepared);
    return prepared;
  }
}
