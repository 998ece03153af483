import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Pending and paused rows by chat: few, and searched all the time. */
export const pendingMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createIndex('deliveries_owed')
      .on('deliveries')
      .columns(['conversation_id', 'due_at', 'id'])
      .where(sql.ref('due_at'), 'is not', null)
      .execute();
    await db.schema
      .createIndex('deliveries_paused')
      .on('deliveries')
      .column('conversation_id')
      .where(sql<boolean>`state = 'paused'`)
      .execute();
  },
};
