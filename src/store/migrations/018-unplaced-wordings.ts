import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people said that found no problem, or the wrong one: see `UnplacedStore`. */
export const unplacedWordingsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('unplaced_wordings')
      .addColumn('trust', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('day', 'text', (c) => c.notNull())
      .addColumn('times', 'integer', (c) => c.notNull())
      .addColumn('eighths', 'integer', (c) => c.notNull())
      .addColumn('text', 'text')
      .addColumn('meant', 'text')
      .addPrimaryKeyConstraint('unplaced_wordings_key', ['trust', 'hash', 'day'])
      .execute();
  },
};
