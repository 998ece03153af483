import type { Selectable, Transaction } from 'kysely';
import { NOBODY, withoutPeople } from '../../privacy/retention.ts';
import { withdrawPictures } from '../outbox/withdraw-pictures.ts';
import type { CaseRow, Schema } from '../schema.ts';
import { isRecord, readJson } from '../stored-json.ts';

/**
 * Deletes what a case says about people, and keeps what reports count. Its deliveries and timers are deleted: its cards in Teams
 * stay unchanged, and are not redrawn without a name. False when the case was changed meanwhile.
 */
export async function purgeCase(
  tx: Transaction<Schema>,
  row: Selectable<CaseRow>,
  now: string,
  change: { readonly state?: 'closed'; readonly closedAs?: 'withdrawn'; readonly version?: number } = {},
): Promise<boolean> {
  const body = readJson(row.body);
  // Where the body is damaged, reports count what the columns have.
  const { reference, trust, problem, state, version, outcome } = row;
  const columns = { reference, trust, problem, state, version, openedAt: row.opened_at };
  const resolution = outcome === null ? undefined : { outcome, at: row.changed_at };
  const it = withoutPeople(
    { resolution, changedAt: row.changed_at, ...(isRecord(body) && body), ...columns, ...change },
    now,
  );
  const result = await tx
    .updateTable('cases')
    .set({
      ...(change.state && { state: change.state, changed_at: now }),
      version: change.version ?? row.version,
      esr_username: null,
      claimed_by: null,
      needed_by: null,
      body: JSON.stringify(it),
      reports: null,
      purged_at: now,
    })
    .where('reference', '=', row.reference)
    .where('version', '=', row.version)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await tx
    .updateTable('case_events')
    .set({ by_id: null, by_name: null, key: null, data: null })
    .where('reference', '=', row.reference)
    .execute();
  await withdrawPictures(tx, { reference: row.reference }, now, true);
  for (const table of ['outbox', 'timers'] as const)
    await tx.deleteFrom(table).where('reference', '=', row.reference).execute();
  await purgeClasses(tx, row.reference);
  return true;
}

/** A class whose last case was purged loses its trainer and its deliveries. */
async function purgeClasses(tx: Transaction<Schema>, reference: string): Promise<void> {
  const places = await tx
    .selectFrom('class_cases')
    .select('class_id')
    .where('reference', '=', reference)
    .execute();
  for (const { class_id } of places) {
    const alive = await tx
      .selectFrom('class_cases')
      .innerJoin('cases', 'cases.reference', 'class_cases.reference')
      .select('cases.reference')
      .where('class_cases.class_id', '=', class_id)
      .where('cases.purged_at', 'is', null)
      .limit(1)
      .execute();
    if (alive.length > 0) continue;
    await tx
      .updateTable('classes')
      .set({ raised_by: JSON.stringify(NOBODY) })
      .where('id', '=', class_id)
      .execute();
    await tx.deleteFrom('outbox').where('class_id', '=', class_id).execute();
  }
}
