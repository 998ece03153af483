import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Pictures waiting to be sent to an ESR Team. Deleting their outbox row deletes them. */
export function picturesMigration(kind: 'sqlite' | 'postgres'): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('pictures')
        .addColumn('message_id', kind === 'sqlite' ? 'integer' : 'bigint', (c) =>
          c.primaryKey().references('outbox.id').onDelete('cascade'),
        )
        .addColumn('png', 'text', (c) => c.notNull())
        .addColumn('created_at', 'text', (c) => c.notNull())
        .execute();
    },
  };
}
