import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

const PROBE_BYTES = 64 * 1024;

/** Writes as much as a case needs, where cases are, and deletes it. Throws what the database says. */
export async function probeWriting(db: Kysely<Schema>, now: string): Promise<void> {
  const row = { key: 'probe', state: `[${' '.repeat(PROBE_BYTES)}]`, next_at: now };
  await db
    .insertInto('send_limits')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
  await db.deleteFrom('send_limits').where('key', '=', row.key).execute();
  await db.transaction().execute(async (tx) => {
    const reference = `probe-${randomUUID()}`;
    const text = { trust: 'probe', problem: 'probe', state: 'closed', opened_at: now, changed_at: now };
    await tx
      .insertInto('cases')
      .values({ ...text, reference, version: 0, body: '{}' })
      .execute();
    await tx.deleteFrom('cases').where('reference', '=', reference).execute();
  });
}
