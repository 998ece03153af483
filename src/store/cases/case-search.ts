import { type Kysely, sql } from 'kysely';
import type { Case } from '../../cases/case.ts';
import { searchWords } from '../../cases/case-search.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { fromRow } from './case-row.ts';

/** The cases that were found, newest first. */
export interface FoundCases {
  readonly cases: readonly Case[];
  /** There are older ones. */
  readonly more: boolean;
}

const FILLED_AT_ONCE = 200;

/** Finds cases by details of a person. */
export class CaseSearch {
  readonly #db: Database['db'];
  readonly #warnings: Database['warnings'];

  constructor(database: Database) {
    this.#db = database.db;
    this.#warnings = database.warnings;
  }

  /** A Trust's cases, open and closed, that have each of these terms. Of purged cases there is nothing to find. */
  async find(
    trust: string,
    terms: readonly string[],
    page: { readonly skip: number; readonly take: number },
  ): Promise<FoundCases> {
    if (terms.length === 0) return { cases: [], more: false };
    const found = await searchQuery(this.#db, trust, terms)
      .offset(page.skip)
      .limit(page.take + 1)
      .execute();
    const references = found.slice(0, page.take).map((row) => row.reference);
    if (references.length === 0) return { cases: [], more: false };
    const rows = await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('reference', 'in', references)
      .where('purged_at', 'is', null)
      .orderBy('opened_at', 'desc')
      .orderBy('reference', 'desc')
      .execute();
    return { cases: rows.map((row) => fromRow(row, this.#warnings)), more: found.length > page.take };
  }

  /** Adds the cases that are missing: they are older than the search, or an older release has changed them. */
  async fill(): Promise<void> {
    let after = '';
    for (;;) {
      const rows = await this.#db
        .selectFrom('cases')
        .selectAll()
        .where('reference', '>', after)
        .where('purged_at', 'is', null)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('case_search')
                .select('case_search.reference')
                .whereRef('case_search.reference', '=', 'cases.reference'),
            ),
          ),
        )
        .orderBy('reference')
        .limit(FILLED_AT_ONCE)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return;
      // A case that is saved meanwhile has its own row by then.
      await this.#db
        .insertInto('case_search')
        .values(rows.map((row) => rowOf(fromRow(row, this.#warnings))))
        .onConflict((conflict) => conflict.column('reference').doNothing())
        .execute();
      after = last.reference;
    }
  }
}

/** The query alone, so that its plan can be inspected. */
export function searchQuery(db: Kysely<Schema>, trust: string, terms: readonly string[]) {
  return terms
    .reduce(
      (query, term) =>
        query.where(sql<boolean>`words like ${`%${term.replace(/[%_!]/g, '!$&')}%`} escape '!'`),
      db.selectFrom('case_search').select('reference').where('trust', '=', trust),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('reference', 'desc');
}

/** Saves what a case is found by; part of each change of the case. */
export async function saveSearch(tx: Kysely<Schema>, it: Case): Promise<void> {
  const row = rowOf(it);
  await tx
    .insertInto('case_search')
    .values(row)
    .onConflict((conflict) => conflict.column('reference').doUpdateSet({ words: row.words }))
    .execute();
}

const rowOf = (it: Case) => ({
  reference: it.reference,
  trust: it.trust,
  opened_at: it.openedAt,
  words: searchWords(it),
});
