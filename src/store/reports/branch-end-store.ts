import { sql } from 'kysely';
import type { EndedBranch } from '../../cases/reports.ts';
import { type IsoInstant, londonDay } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';

/** Daily counts of ended branches. */
export class BranchEndStore {
  readonly #now: () => IsoInstant;
  readonly #count: ReturnType<typeof countOf>;
  /** The last hour with an ended branch, and its day: a new day begins with a new hour. */
  #hour = '';
  #day = '';

  constructor(database: Database, now: () => IsoInstant) {
    this.#now = now;
    this.#count = countOf(database.db);
  }

  /** Counts one more, within the given transaction. */
  async branchEnded({ trust, branch, step, ended }: EndedBranch, tx: Database['db']): Promise<void> {
    await this.#count(tx, { trust, branch, step, ended, day: this.#today() });
  }

  #today(): string {
    const now = this.#now();
    const hour = now.slice(0, 'yyyy-mm-ddThh'.length);
    if (hour !== this.#hour) {
      this.#day = londonDay(now);
      this.#hour = hour;
    }
    return this.#day;
  }
}

const countOf = (db: Database['db']) =>
  prepared(({ trust, branch, step, ended, day }: EndedBranch & { day: string }) =>
    db
      .insertInto('branch_ends')
      .values({ trust, branch, step, ended, day, count: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['trust', 'day', 'branch', 'step', 'ended'])
          .doUpdateSet({ count: sql<number>`branch_ends.count + 1` }),
      ),
  );
