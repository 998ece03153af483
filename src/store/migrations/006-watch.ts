import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When each linked chat could last be reached, and since when it cannot; how many requests were refused, by day and reason. */
export const watchMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('linked_chats').addColumn('reached_at', 'text').execute();
    await db.schema.alterTable('linked_chats').addColumn('missed_since', 'text').execute();
    await db.schema
      .createTable('refusals')
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('reason', 'text', (c) => c.notNull())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('refusals_key', ['day', 'reason'])
      .execute();
  },
};
