import { sql, type Transaction } from 'kysely';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

/** Any number, as long as nothing else locks by it. */
const LINKS = 352_001;

/**
 * Saving a case reads which chat is linked, and linking moves pending deliveries: on PostgreSQL the two must not overlap, or a
 * new case could go to a chat no longer linked. SQLite's write transactions exclude each other anyway.
 */
export async function lockLinks(
  tx: Transaction<Schema>,
  kind: Database['kind'],
  who: 'saving' | 'linking',
): Promise<void> {
  if (kind !== 'postgres') return;
  const lock =
    who === 'linking'
      ? sql`select pg_advisory_xact_lock(${LINKS}::bigint)`
      : sql`select pg_advisory_xact_lock_shared(${LINKS}::bigint)`;
  await lock.execute(tx);
}
