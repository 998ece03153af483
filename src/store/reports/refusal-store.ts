import { sql } from 'kysely';
import type { RefusalReason } from '../../monitoring/refusal-reasons.ts';
import { type IsoInstant, londonDay } from '../../time/clock.ts';
import type { Database } from '../database.ts';

/** How many requests were refused, by day and reason: for the audit. No personal data. */
export class RefusalStore {
  readonly #db: Database['db'];
  readonly #now: () => IsoInstant;

  constructor(database: Database, now: () => IsoInstant) {
    this.#db = database.db;
    this.#now = now;
  }

  /** Adds counts, by reason, to today's. */
  async add(counts: ReadonlyMap<RefusalReason, number>): Promise<void> {
    if (counts.size === 0) return;
    const day = londonDay(this.#now());
    await this.#db
      .insertInto('refusals')
      .values([...counts].map(([reason, count]) => ({ day, reason, count })))
      .onConflict((conflict) =>
        conflict
          .columns(['day', 'reason'])
          .doUpdateSet({ count: sql<number>`refusals.count + excluded.count` }),
      )
      .execute();
  }
}
