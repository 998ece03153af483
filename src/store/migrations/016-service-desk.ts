import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a Trust's service desk is still to be told stands in the outbox; what it asked for is known for a day. */
export const serviceDeskMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createIndex('outbox_webhooks')
      .on('outbox')
      .columns(['reference', 'id'])
      .where(sql.ref('kind'), '=', sql.lit('webhook'))
      .execute();
    await db.schema
      .createTable('desk_requests')
      .addColumn('trust', 'text', (c) => c.notNull())
      .addColumn('webhook_id', 'text', (c) => c.notNull())
      .addColumn('digest', 'text', (c) => c.notNull())
      .addColumn('answer', 'text')
      .addColumn('at', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('desk_requests_key', ['trust', 'webhook_id'])
      .execute();
  },
};
