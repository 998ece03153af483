import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Schema } from '../schema.ts';

/** Stands for a value while a query is built. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * When a query answers: once all that it saw is on disk, or immediately. The latter is for readers that then write, and answer
 * only after that: by then what they read is on disk too.
 */
export type Answers = 'from disk' | 'at once';

/**
 * A query built once, for those that every turn runs: building one costs more than running it. `build` gets a stand-in for each
 * value, which it may only pass to the query; the values come with each run.
 */
export function prepared<V extends object, R>(
  build: (value: V) => Compilable<R>,
  answers: Answers = 'from disk',
): (on: Kysely<Schema>, values: V) => Promise<QueryResult<R>> {
  const places = new Proxy({}, { get: (_, name) => new Place(String(name)) }) as V;
  const query = build(places).compile();
  return (on, values) => {
    const parameters = query.parameters.map((one) =>
      one instanceof Place ? values[one.name as keyof V] : one,
    );
    const filled = { ...query, parameters };
    const run = STRAIGHT.get(on) as Run<R> | undefined;
    return run === undefined ? on.executeQuery<R>(filled) : run(filled, answers);
  };
}

type Run<R> = (query: CompiledQuery, answers: Answers) => Promise<QueryResult<R>>;

const STRAIGHT = new WeakMap<Kysely<Schema>, Run<unknown>>();

/** On this database, built queries outside a transaction go by `run`: Kysely's way there costs as much as the query. */
export function runStraight(db: Kysely<Schema>, run: Run<unknown>): void {
  STRAIGHT.set(db, run);
}
