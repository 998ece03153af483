import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { migrations } from './migrations.ts';

/** The names of the migrations that a database has; none where it is empty. */
export async function appliedMigrations(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map((row) => row.name);
}

/** The migrations that this version needs and the database lacks: an older one was restored under the running bot. */
export async function missingMigrations(database: {
  readonly kind: 'sqlite' | 'postgres';
  readonly db: Kysely<Schema>;
}): Promise<string[]> {
  const applied = await appliedMigrations(database.db);
  return Object.keys(migrations(database.kind)).filter((name) => !applied.includes(name));
}
