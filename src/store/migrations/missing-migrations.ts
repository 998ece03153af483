import type { Database } from '../database.ts';
import { migrations } from './migrations.ts';

/** The migrations that this version needs and the database lacks: somebody restored an older one under the running bot. */
export async function missingMigrations({ db, kind }: Database): Promise<string[]> {
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  const made = new Set(rows.map((row) => row.name));
  return Object.keys(migrations(kind)).filter((name) => !made.has(name));
}
