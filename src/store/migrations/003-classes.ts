import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Classes: learners raised together, and deliveries about a class as a whole. */
export const batchesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('batches')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('trust', 'text', (c) => c.notNull())
      .addColumn('conversation_id', 'text', (c) => c.notNull())
      .addColumn('raised_by', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('opened_at', 'text', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('batch_cases')
      .addColumn('batch', 'text', (c) => c.notNull().references('batches.id'))
      .addColumn('reference', 'text', (c) => c.notNull().references('cases.reference'))
      .addColumn('position', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('batch_cases_key', ['batch', 'reference'])
      .execute();
    await db.schema.createIndex('batch_cases_by_case').on('batch_cases').column('reference').execute();
    await db.schema.alterTable('deliveries').addColumn('batch', 'text').execute();
    await db.schema.createIndex('deliveries_by_batch').on('deliveries').column('batch').execute();
  },
};
