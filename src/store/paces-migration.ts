import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How fast each chat and each tenant was sent to of late, shared by all processes. */
export const pacesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('paces')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('next_at', 'text', (c) => c.notNull())
      .execute();
  },
};
