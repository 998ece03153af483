import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a case lost its personal data; the index holds only the closed cases that still have it. */
export const privacyMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('cases').addColumn('purged_at', 'text').execute();
    await db.schema
      .createIndex('cases_to_purge')
      .on('cases')
      .column('changed_at')
      .where(sql<boolean>`state = 'closed' and purged_at is null`)
      .execute();
    await db.schema.createIndex('dialog_state_by_time').on('dialog_state').column('updated_at').execute();
  },
};
