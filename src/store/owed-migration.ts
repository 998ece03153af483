import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is owed or paused, by chat: these few rows are searched all the time, however many were delivered before. */
export const owedMigration: Migration = {
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
