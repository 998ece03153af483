import { sql } from 'kysely';
import type { Instant } from '../cases/case.ts';
import type { EndedWalk } from '../cases/reports.ts';
import { londonDay } from '../guides/clock.ts';
import type { Database } from './database.ts';

/** Counts of how walks ended, by day. */
export class WalkStore {
  readonly #db: Database['db'];
  readonly #now: () => Instant;

  constructor(database: Database, now: () => Instant) {
    this.#db = database.db;
    this.#now = now;
  }

  async walkEnded(walk: EndedWalk): Promise<void> {
    await this.#db
      .insertInto('walk_ends')
      .values({ ...walk, day: londonDay(this.#now()), count: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['trust', 'day', 'branch', 'step', 'ended'])
          .doUpdateSet({ count: sql<number>`walk_ends.count + 1` }),
      )
      .execute();
  }
}
