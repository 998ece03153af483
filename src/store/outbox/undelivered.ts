import { type ExpressionBuilder, type Kysely, sql, type Transaction } from 'kysely';
import { shift } from '../../time/clock.ts';
import { fromRow } from '../cases/case-row.ts';
import type { Schema } from '../schema.ts';
import { ensureTimer, type QueuedMessage } from './enqueue.ts';

const HANDOFF = 'handoff';
const NOTE = 'undelivered';

/** The timer that checks whether a team has its card by now. */
const UNDELIVERED_TIMER = 'undelivered';

/** After this many minutes the requesters are notified that the card was not delivered. */
const TELL_AFTER_MINUTES = 30;

/** A handoff card that its team's chat does not show. */
export const isAwaited = ({ and, eb }: ExpressionBuilder<Schema, 'outbox'>) =>
  and([
    eb('outbox.name', '=', HANDOFF),
    eb('outbox.shown_version', '=', 0),
    eb('outbox.state', '<>', 'delivered'),
  ]);

/** A handoff card that has not reached its team, and that failed, or is so late that the requesters were notified. */
export function isUndelivered(one: ExpressionBuilder<Schema, 'outbox'>) {
  const { and, or, eb, exists, selectFrom } = one;
  const told = selectFrom('outbox as note')
    .select('note.id')
    .whereRef('note.reference', '=', 'outbox.reference')
    .where('note.name', '=', NOTE);
  return and([isAwaited(one), or([eb('outbox.state', '=', 'failed'), exists(told)])]);
}

/** A card that was not delivered. */
export interface UndeliveredCard {
  readonly name: string;
  readonly reference?: string | undefined;
  readonly trust: string;
  /** Absent while the chat does not show it. */
  readonly activityId?: string | undefined;
}

export const isWaitedFor = ({ name, activityId }: UndeliveredCard) =>
  name === HANDOFF && activityId === undefined;

/** Checks later whether the card has reached the team; an existing check stays as it is. */
export async function checkLater(tx: Transaction<Schema>, card: UndeliveredCard, now: string): Promise<void> {
  const { reference, trust } = card;
  if (!isWaitedFor(card) || reference === undefined) return;
  const runAt = shift(now, { minutes: TELL_AFTER_MINUTES });
  const key = `${reference}:${UNDELIVERED_TIMER}`;
  await ensureTimer(tx, { name: UNDELIVERED_TIMER, trust, runAt, key, reference }, now);
}

/** To each chat from which a case was raised: it has not reached its team. None if it has, or it is closed. */
export async function undeliveredMessages(db: Kysely<Schema>, reference: string): Promise<QueuedMessage[]> {
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

/** How many deliveries are in which state, for operations. */
export type DeliveryCounts = Readonly<Record<string, number>>;

/** Operations are alerted from this try on; retries continue. */
export const STUCK_AFTER = 12;

const isStuck = ({ and, eb }: ExpressionBuilder<Schema, 'outbox'>) =>
  and([eb('state', '=', 'pending'), eb('attempts', '>=', STUCK_AFTER)]);

/** Deliveries tried often enough to need action count as failed. */
export async function countDeliveries(db: Kysely<Schema>): Promise<DeliveryCounts> {
  const rows = await db
    .selectFrom((each) =>
      each
        .selectFrom('outbox')
        .where('kind', '<>', 'webhook')
        .select((select) =>
          select
            .case()
            .when(select.or([isUndelivered(select), isStuck(select)]))
            .then(sql<string>`'failed'`)
            .else(select.ref('state'))
            .end()
            .as('state'),
        )
        .as('each'),
    )
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
}
