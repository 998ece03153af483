import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import { shift } from '../../time/clock.ts';
import { fromRow } from '../cases/case-row.ts';
import type { Schema } from '../schema.ts';
import { ensureTimer, type QueuedMessage } from './enqueue.ts';

const HANDOFF = 'handoff';
const NOTE = 'undelivered';

/** The timer that looks whether a team has its card by now. */
export const UNDELIVERED_TIMER = 'undelivered';

/** How long whoever raised a case waits for a card that does not get through until they are told, in minutes. */
const PATIENCE_MINUTES = 30;

/** Of a delivery: a handoff card that its team's chat does not show. */
export const isAwaited = ({ and, eb }: ExpressionBuilder<Schema, 'outbox'>) =>
  and([
    eb('outbox.name', '=', HANDOFF),
    eb('outbox.shown_version', '=', 0),
    eb('outbox.state', '<>', 'delivered'),
  ]);

/**
 * Of a delivery: a handoff card that its team does not have, and will not get by itself (it failed) or has not got for so
 * long that whoever raised the case was told.
 */
export function isUndelivered(one: ExpressionBuilder<Schema, 'outbox'>) {
  const { and, or, eb, exists, selectFrom } = one;
  const told = selectFrom('outbox as note')
    .select('note.id')
    .whereRef('note.reference', '=', 'outbox.reference')
    .where('note.name', '=', NOTE);
  return and([isAwaited(one), or([eb('outbox.state', '=', 'failed'), exists(told)])]);
}

/** A card that a chat did not take. */
export interface Untaken {
  readonly name: string;
  readonly reference?: string | undefined;
  readonly trust: string;
  /** Absent while the chat does not show it. */
  readonly activityId?: string | undefined;
}

export const isWaitedFor = ({ name, activityId }: Untaken) => name === HANDOFF && activityId === undefined;

/** Looks later whether the team has the card by then; a look that is set already stays as it is. */
export async function lookAgain(tx: Transaction<Schema>, card: Untaken, now: string): Promise<void> {
  const { reference, trust } = card;
  if (!isWaitedFor(card) || reference === undefined) return;
  const runAt = shift(now, { minutes: PATIENCE_MINUTES });
  const key = `${reference}:${UNDELIVERED_TIMER}`;
  await ensureTimer(tx, { name: UNDELIVERED_TIMER, trust, runAt, key, reference }, now);
}

/** What each chat is owed from which a case was raised whose card its team does not have; none when it has, or it is closed. */
export async function undeliveredNotes(db: Kysely<Schema>, reference: string): Promise<QueuedMessage[]> {
  const row = await db
    .selectFrom('cases')
    .selectAll('cases')
    .innerJoin('outbox', 'outbox.reference', 'cases.reference')
    .where('cases.reference', '=', reference)
    .where('cases.state', '<>', 'closed')
    .where('outbox.name', '=', HANDOFF)
    .where('outbox.shown_version', '=', 0)
    .where('outbox.state', '<>', 'delivered')
    .executeTakeFirst();
  if (row === undefined) return [];
  const { requesters, trust } = fromRow(row);
  return requesters.map(({ chat, kind, person }) => ({
    name: NOTE,
    trust,
    to: { chat },
    key: `${reference}:${NOTE}:${chat}`,
    reference,
    mention: kind === 'trainer' ? person : undefined,
  }));
}
