import {
  type Compilable,
  type CompiledQuery,
  type Kysely,
  type QueryResult,
  SelectQueryNode,
  type Transaction,
} from 'kysely';
import type { Schema } from './schema.ts';

/** Stands for a value while a query is built. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * When a query answers: once all that it saw is on disk, or immediately. The latter is for a turn's small reads: the turn then
 * writes, and answers only after that, so by then what it read is on disk too.
 */
export type Answers = 'from disk' | 'at once';

/** A query that was built once. */
export interface PreparedQuery extends CompiledQuery {
  /** The same for the same query, in this process. */
  readonly name: string;
  readonly returnsRows: boolean;
  /** It must not run outside a transaction. */
  readonly isOfTransaction?: true;
}

let count = 0;

/**
 * A query built once, for those that every turn runs: building one costs more than running it. `build` gets a stand-in for each
 * value, which it may only pass to the query; the values come with each run. It names the columns it reads: a newer release may
 * add some while this one runs.
 */
export function prepared<V extends object, R>(
  build: (value: V) => Compilable<R>,
  answers: Answers = 'from disk',
): (on: Kysely<Schema>, values: V) => Promise<QueryResult<R>> {
  const places = new Proxy({}, { get: (_, name) => new Place(String(name)) }) as V;
  const compiled = build(places).compile();
  if (/(?:select|returning|,) (?:"\w+"\.)?\*/.test(compiled.sql))
    throw new TypeError(`A prepared query names its columns: ${compiled.sql}`);
  count += 1;
  const returnsRows = SelectQueryNode.is(compiled.query) || / returning /.test(compiled.sql);
  const query = { ...compiled, name: `query-${count}`, returnsRows };
  return (on, values) => {
    const parameters = query.parameters.map((one) =>
      one instanceof Place ? values[one.name as keyof V] : one,
    );
    const filled = { ...query, parameters };
    const run = STRAIGHT.get(on) as Run<R> | undefined;
    return run === undefined ? on.executeQuery<R>(filled) : run(filled, answers);
  };
}

type Run<R> = (query: PreparedQuery, answers: Answers) => Promise<QueryResult<R>>;

const STRAIGHT = new WeakMap<Kysely<Schema>, Run<unknown>>();

/** On this database, built queries outside a transaction go by `run`: Kysely's way there costs as much as the query. */
export function runStraight(db: Kysely<Schema>, run: Run<unknown>): void {
  STRAIGHT.set(db, run);
}

/**
 * From now on built queries of this transaction go straight to its connection, and on PostgreSQL without waiting for each other:
 * Kysely would have each wait for the answer to the one before. They take effect in the order in which they are run.
 */
export async function runTogether(tx: Transaction<Schema>): Promise<void> {
  const connection = await tx.getExecutor().provideConnection(async (one) => one);
  runStraight(tx, (query) => connection.executeQuery({ ...query, isOfTransaction: true } as PreparedQuery));
}

/** Ends when all of these have, and then throws their first error: nothing is under way any more when a transaction ends. */
export async function together(queries: readonly Promise<unknown>[]): Promise<void> {
  const ended = await Promise.allSettled(queries);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
