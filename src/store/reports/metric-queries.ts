import { londonDay, shiftDay } from '../../time/clock.ts';
import type { Database } from '../database.ts';

const WALK_DAYS = 30;

/** Database counts for `/metrics`: states and codes, no personal data. */
export class MetricQueries {
  readonly #db: Database['db'];
  readonly #now: () => string;

  constructor(database: Database, now: () => string) {
    this.#db = database.db;
    this.#now = now;
  }

  async counts() {
    const deliveries = await this.#db
      .selectFrom('outbox')
      .select((select) => ['state', 'last_error as error', select.fn.countAll<number>().as('count')])
      .where('kind', '<>', 'webhook')
      .groupBy(['state', 'last_error'])
      .execute();
    const cases = await this.#db
      .selectFrom('cases')
      .select((select) => ['trust', 'state', select.fn.countAll<number>().as('count')])
      .groupBy(['trust', 'state'])
      .execute();
    const walks = await this.#db
      .selectFrom('branch_ends')
      .select((select) => ['trust', 'ended', select.fn.sum<number>('count').as('count')])
      .where('day', '>', shiftDay(londonDay(this.#now()), -WALK_DAYS))
      .groupBy(['trust', 'ended'])
      .execute();
    const number = <T extends { count: number }>(row: T) => ({ ...row, count: Number(row.count) });
    return {
      deliveries: deliveries.map((row) => ({ ...number(row), error: row.error ?? '' })),
      cases: cases.map(number),
      walks: walks.map(number),
    };
  }
}
