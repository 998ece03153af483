import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** By when a case is needed, to sort the queue. The release before leaves it as it is; the case itself has it too. */
export const neededByMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('cases').addColumn('needed_by', 'text').execute();
  },
};
