import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whose name stands at a notice and an incident: a request about somebody finds them by their id. Rows of before have none. */
export const officerIdsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('notices').addColumn('set_by_id', 'text').execute();
    await db.schema.alterTable('planned_notices').addColumn('set_by_id', 'text').execute();
    await db.schema.alterTable('incidents').addColumn('ended_by_id', 'text').execute();
  },
};
