import type { Transaction } from 'kysely';
import type { Change } from '../../cases/case.ts';
import { deskEventOf } from '../../cases/service-desk.ts';
import type { Schema } from '../schema.ts';

/**
 * The event of a change, for its Trust's service desk. The row says nothing about anybody: what is sent is made of the case as it
 * is then. It has no chat, so that the release before leaves it alone, and it is deleted with the case's other deliveries.
 */
export async function enqueueDeskEvent(tx: Transaction<Schema>, change: Change): Promise<void> {
  const event = deskEventOf(change);
  if (event === undefined) return;
  const { reference, trust, version, changedAt } = change.case;
  await tx
    .insertInto('outbox')
    .values({
      kind: 'webhook',
      name: event.type,
      reference,
      trust,
      payload: JSON.stringify({ origin: event.origin }),
      key: `${reference}:${version}:webhook`,
      state: 'pending',
      run_at: changedAt,
      created_at: changedAt,
    })
    .execute();
}
