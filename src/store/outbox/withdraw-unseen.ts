import type { ExpressionBuilder, Transaction } from 'kysely';
import type { Case } from '../../cases/case.ts';
import type { Schema } from '../schema.ts';
import { classTeamKey, handoffKey } from './team-cards.ts';
import { PICTURE } from './withdraw-pictures.ts';

/**
 * Deletes what waits to tell the ESR Team of a case that was withdrawn before its chat had it, and nobody there worked on it. Whether
 * that was so: the team is then told nothing. A class's card stays, for the others of the class.
 */
export async function withdrawUnseen(
  tx: Transaction<Schema>,
  it: Case,
  isOnClass: boolean,
): Promise<boolean> {
  const worked = it.claim ?? it.released ?? it.question ?? it.resolution ?? it.earlier;
  if (it.state !== 'closed' || it.closedAs !== 'withdrawn' || worked !== undefined) return false;
  const isUnsent = ({ and, eb }: ExpressionBuilder<Schema, 'outbox'>) =>
    and([eb('activity_id', 'is', null), eb('lock_token', 'is', null)]);
  const classKey = classTeamKey(it.batch?.id ?? '');
  // A handoff card is deleted first: from then on no worker can take it.
  const unseen = isOnClass
    ? await tx.selectFrom('outbox').select('id').where('key', '=', classKey).where(isUnsent).execute()
    : await tx
        .deleteFrom('outbox')
        .where('key', '=', handoffKey(it.reference))
        .where(isUnsent)
        .returning('id')
        .execute();
  if (unseen.length === 0) return false;
  await tx
    .deleteFrom('outbox')
    .where('reference', '=', it.reference)
    .where('role', '=', 'esr-team')
    .where('name', '<>', PICTURE)
    .where(isUnsent)
    .execute();
  return true;
}
