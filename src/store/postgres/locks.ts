import { sql, type Transaction } from 'kysely';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

// Advisory locks, held until the transaction ends. On SQLite none is needed: its write transactions exclude each other.

/** Any numbers, as long as each lock has its own and no other program uses them in this database. */
const LINKS = 352_001;
const ACCOUNTS = 352_002;
const NOTICES = 352_003;

/**
 * Saving a case reads which chat is linked, and linking moves pending deliveries: the two must not overlap, or a new case could
 * go to a chat that is no longer linked.
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

/** Changes of cases of one account wait for each other. */
export const lockAccount = (
  tx: Transaction<Schema>,
  kind: Database['kind'],
  account: string,
): Promise<void> => lockNamed(tx, kind, ACCOUNTS, account);

/** Changes of one Trust's notice wait for each other. */
export const lockNotice = (tx: Transaction<Schema>, kind: Database['kind'], trust: string): Promise<void> =>
  lockNamed(tx, kind, NOTICES, trust);

async function lockNamed(
  tx: Transaction<Schema>,
  kind: Database['kind'],
  which: number,
  name: string,
): Promise<void> {
  if (kind === 'postgres')
    await sql`select pg_advisory_xact_lock(${which}::int, hashtext(${name}))`.execute(tx);
}
