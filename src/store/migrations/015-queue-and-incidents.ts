import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Since when nobody has had a new case, and which incident another one is part of. */
export const queueAndIncidentsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('cases').addColumn('unclaimed_since', 'text').execute();
    await db.schema.alterTable('incidents').addColumn('part_of', 'integer').execute();
  },
};
