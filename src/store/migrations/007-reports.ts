import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Each requester's details, and cases of several people with one ESR username, for the ESR Team to resolve. */
export const reportsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('cases').addColumn('reports', 'text').execute();
    await db.schema.dropIndex('cases_one_active_an_account').execute();
    await db.schema
      .createIndex('cases_by_account')
      .on('cases')
      .columns(['trust', 'esr_username'])
      .where(sql.ref('esr_username'), 'is not', null)
      .execute();
  },
};
