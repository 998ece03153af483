import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Every turn asks whether anything waits in its chat: paused rows, and replies. */
export const waitingRepliesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createIndex('deliveries_waiting')
      .on('deliveries')
      .column('conversation_id')
      .where(sql<boolean>`(state = 'paused' or name = 'reply')`)
      .execute();
  },
};
