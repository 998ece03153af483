import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The search keys of cases, in a narrow table that is quick to scan. Any change to a case by code unaware of this table removes
 * the case from it: purged, erased or corrected data is never found by its old value.
 */
export const caseSearchMigration = (kind: 'sqlite' | 'postgres'): Migration => ({
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('case_search')
      .addColumn('trust', 'text', (c) => c.notNull())
      .addColumn('opened_at', 'text', (c) => c.notNull())
      .addColumn('reference', 'text', (c) =>
        c.notNull().unique().references('cases.reference').onDelete('cascade'),
      )
      .addColumn('words', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('case_search_newest', ['trust', 'opened_at', 'reference'])
      // SQLite then keeps the rows themselves in this order, and reads them without looking each up.
      .$call((table) => (kind === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table))
      .execute();
    for (const statement of kind === 'sqlite' ? [ON_SQLITE] : ON_POSTGRES)
      await sql.raw(statement).execute(db);
  },
});

const ON_SQLITE = `create trigger case_search_outdated after update of body on cases begin
  delete from case_search where reference = new.reference;
end`;

const ON_POSTGRES = [
  `create or replace function case_search_outdated() returns trigger language plpgsql as $$
  begin
    delete from case_search where reference = new.reference;
    return null;
  end $$`,
  `create trigger case_search_outdated after update of body on cases
    for each row execute function case_search_outdated()`,
];
