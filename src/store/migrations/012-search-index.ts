import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Finds parts of names and addresses by an index, on PostgreSQL where its extension pg_trgm may be used. Where it may not be,
 * the table is read in full, which is slower and finds the same. SQLite reads 100,000 rows within its time.
 */
export const searchIndexMigration = (kind: 'sqlite' | 'postgres'): Migration => ({
  async up(db: Kysely<unknown>) {
    if (kind === 'postgres') await sql.raw(INDEX).execute(db);
  },
});

const INDEX = `do $$ begin
  create extension if not exists pg_trgm;
  create index if not exists case_search_parts on case_search using gin (words gin_trgm_ops);
exception when others then
  raise notice 'cases are found without an index: %', sqlerrm;
end $$`;
