import { sql, type Transaction } from 'kysely';
import type { Case } from '../../cases/case.ts';
import { incidentCardKey } from '../incidents/incident-cards.ts';
import type { Schema } from '../schema.ts';
import type { Held } from './subject-store.ts';

/** Redraws the cards of classes with any of these cases, or raised by this person. A class without a case left has no card. */
export async function redrawClasses(
  tx: Transaction<Schema>,
  { cases, namedIn, classes }: Held,
  beside: readonly Case[],
  now: string,
): Promise<number> {
  const changed = [...cases.map(({ case: it }) => it), ...namedIn, ...beside].map((it) => it.reference);
  const places =
    changed.length === 0
      ? []
      : await tx.selectFrom('class_cases').select('class_id').where('reference', 'in', changed).execute();
  let redrawn = 0;
  // In the same order as changes of cases, so that neither waits for the other.
  for (const id of [
    ...new Set([...places.map(({ class_id }) => class_id), ...classes.map((one) => one.id)]),
  ].sort()) {
    const { version } = await tx
      .updateTable('classes')
      .set({ version: sql<number>`version + 1` })
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow();
    redrawn += await redrawCards(tx, ['class_id', id], version, now);
  }
  return redrawn;
}

/** Redraws the cards of incidents that this person ended, or that show their notice. */
export async function redrawIncidents(
  tx: Transaction<Schema>,
  { namedInIncidents, namedInNotices }: Held,
  now: string,
): Promise<number> {
  const about = [
    ...namedInIncidents.map(({ id }) => ['id', id] as const),
    ...namedInNotices.map(({ id }) => ['notice_id', id] as const),
  ];
  let redrawn = 0;
  for (const [column, value] of about) {
    const changed = await tx
      .updateTable('incidents')
      .set({ version: sql<number>`version + 1` })
      .where(column, '=', value)
      .returning(['id', 'version'])
      .execute();
    for (const { id, version } of changed)
      redrawn += await redrawCards(tx, ['key', incidentCardKey(id)], version, now);
  }
  return redrawn;
}

/** Enqueues the current cards of a case, a class or an incident; returns how many of them Teams shows outdated. */
export async function redrawCards(
  tx: Transaction<Schema>,
  [column, value]: readonly ['reference' | 'class_id' | 'key', string],
  version: number,
  now: string,
): Promise<number> {
  const cards = await tx
    .updateTable('outbox')
    .set({
      wanted_version: version,
      state: 'pending',
      // One that is being sent stays with its worker, who sees the newer version when done.
      run_at: sql`case when lock_token is null then ${now} else run_at end`,
      attempts: 0,
    })
    .where(column, '=', value)
    .where('kind', '=', 'card')
    .returning('activity_id')
    .execute();
  return cards.filter((card) => card.activity_id !== null).length;
}
