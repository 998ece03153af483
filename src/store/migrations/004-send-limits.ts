import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How much of its send limits each chat and each tenant has used, shared by all processes. */
export const sendLimitsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('paces')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('next_at', 'text', (c) => c.notNull())
      .execute();
  },
};
