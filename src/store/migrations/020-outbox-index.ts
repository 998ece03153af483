import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The index of pending rows has all that a poll of the outbox reads of them. */
export const outboxIndexMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex('outbox_pending').execute();
    await db.schema
      .createIndex('outbox_pending')
      .on('outbox')
      .columns(['conversation_id', 'run_at', 'id', 'lock_token', 'name'])
      .where(sql.ref('run_at'), 'is not', null)
      .execute();
  },
};
