import type { Transaction } from 'kysely';
import { fromRow } from './case-row.ts';
import { oweNote } from './owe.ts';
import type { DeliveryRow, Schema } from './schema.ts';

type Stopped = Pick<DeliveryRow, 'kind' | 'name' | 'reference'> & {
  readonly shown_version: number;
  readonly wanted_version: number;
};

/** A handoff card that its team never saw: a case in the queue that nobody was shown. */
export const NEVER_SHOWN = { name: 'handoff', state: 'failed', shown_version: 0 } as const;

/** Owes each chat from which a case was raised one message: its team did not get it. Whether there was anything to owe. */
export async function oweUndelivered(
  tx: Transaction<Schema>,
  { kind, name, reference, shown_version, wanted_version }: Stopped,
  now: string,
): Promise<boolean> {
  if (kind !== 'card' || name !== NEVER_SHOWN.name || shown_version > 0 || reference === null) return false;
  const row = await tx.selectFrom('cases').selectAll().where('reference', '=', reference).executeTakeFirst();
  if (row === undefined || row.state === 'closed') return false;
  const { requesters, trust } = fromRow(row);
  for (const { chat, kind: raisedBy, person } of requesters) {
    await oweNote(
      tx,
      {
        name: 'undelivered',
        trust,
        to: { chat },
        key: `${reference}:${wanted_version}:undelivered:${chat}`,
        reference,
        mention: raisedBy === 'trainer' ? person : undefined,
      },
      now,
    );
  }
  return true;
}
