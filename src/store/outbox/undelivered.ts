import { type ExpressionBuilder, type Kysely, sql, type Transaction } from 'kysely';
import { shift } from '../../time/clock.ts';
import { fromRow } from '../cases/case-row.ts';
import type { Schema } from '../schema.ts';
import { ensureTimer, type QueuedMessage } from './enqueue.ts';
import { CLASS_TEAM, HANDOFF } from './team-cards.ts';

const NOTE = 'undelivered';

/** The timer that checks whether a team has its card by now. */
const UNDELIVERED_TIMER = 'undelivered';

/** After this many minutes the requesters are notified that the card was not delivered. */
const TELL_AFTER_MINUTES = 30;

/** A card that brings cases to their team, and that the team's chat does not show yet. */
const isAwaited = ({ and, eb }: ExpressionBuilder<Schema, 'outbox'>) =>
  and([
    eb('outbox.name', 'in', [HANDOFF, CLASS_TEAM]),
    eb('outbox.shown_version', '=', 0),
    eb('outbox.state', '<>', 'delivered'),
  ]);

/** Such a card that failed, or is so late that requesters were notified. */
function isUndelivered(one: ExpressionBuilder<Schema, 'outbox'>) {
  const { and, or, eb, exists, selectFrom } = one;
  const told = selectFrom('outbox as note')
    .select('note.id')
    .where('note.name', '=', NOTE)
    .where((note) =>
      note.or([
        note('note.reference', '=', note.ref('outbox.reference')),
        note('note.reference', 'in', (places) =>
          places
            .selectFrom('class_cases')
            .select('class_cases.reference')
            .whereRef('class_cases.class_id', '=', 'outbox.class_id'),
        ),
      ]),
    );
  return and([isAwaited(one), or([eb('outbox.state', '=', 'failed'), exists(told)])]);
}

/** Where a case is: in its team's chat, on its way there, or undelivered. */
export type Whereabouts = 'there' | 'on-its-way' | 'undelivered';

/** Where each of these cases is. It is there if the chat shows its own card or its class's. */
export async function whereaboutsOf(
  db: Kysely<Schema>,
  references: readonly string[],
): Promise<ReadonlyMap<string, Whereabouts>> {
  if (references.length === 0) return new Map();
  const rows = await db
    .selectFrom('outbox')
    .select([
      'reference',
      (one) => isAwaited(one).as('awaited'),
      (one) => isUndelivered(one).as('undelivered'),
    ])
    .where('name', '=', HANDOFF)
    .where('reference', 'in', references)
    .unionAll(
      db
        .selectFrom('class_cases')
        .innerJoin('outbox', 'outbox.class_id', 'class_cases.class_id')
        .select([
          'class_cases.reference',
          (one) => isAwaited(one).as('awaited'),
          (one) => isUndelivered(one).as('undelivered'),
        ])
        .where('outbox.name', '=', CLASS_TEAM)
        .where('class_cases.reference', 'in', references),
    )
    .execute();
  const cards = Map.groupBy(rows, ({ reference }) => reference);
  return new Map(
    references.map((reference) => {
      const its = cards.get(reference) ?? [];
      if (its.length === 0 || its.some(({ awaited }) => !awaited)) return [reference, 'there'];
      return [reference, its.every(({ undelivered }) => undelivered) ? 'undelivered' : 'on-its-way'];
    }),
  );
}

/** What is needed of a delivery to tell whether cases wait for it. */
export interface UndeliveredCard {
  readonly name: string;
  readonly reference?: string | undefined;
  readonly classId?: string | undefined;
  readonly trust: string;
  /** Absent while the chat does not show it. */
  readonly activityId?: string | undefined;
}

export const isWaitedFor = ({ name, activityId }: UndeliveredCard) =>
  (name === HANDOFF || name === CLASS_TEAM) && activityId === undefined;

/** The cases that the card brings to its team. */
export async function broughtBy(
  db: Kysely<Schema>,
  { name, reference, classId }: UndeliveredCard,
): Promise<readonly string[]> {
  if (name === HANDOFF) return reference === undefined ? [] : [reference];
  return classId === undefined ? [] : casesOfClass(db, classId);
}

async function casesOfClass(db: Kysely<Schema>, classId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('class_cases')
    .select('reference')
    .where('class_id', '=', classId)
    .orderBy('position')
    .orderBy('reference')
    .execute();
  return rows.map((row) => row.reference);
}

/** Checks later whether the card's cases have reached the team; an existing check stays as it is. */
export async function checkLater(tx: Transaction<Schema>, card: UndeliveredCard, now: string): Promise<void> {
  if (!isWaitedFor(card)) return;
  const runAt = shift(now, { minutes: TELL_AFTER_MINUTES });
  for (const reference of await broughtBy(tx, card)) {
    const key = `${reference}:${UNDELIVERED_TIMER}`;
    await ensureTimer(tx, { name: UNDELIVERED_TIMER, trust: card.trust, runAt, key, reference }, now);
  }
}

/** For each chat that raised the case, a message that it has not reached its team. None if it has, or if it is closed. */
export async function undeliveredMessages(db: Kysely<Schema>, reference: string): Promise<QueuedMessage[]> {
  const row = await db
    .selectFrom('cases')
    .selectAll()
    .where('reference', '=', reference)
    .where('state', '<>', 'closed')
    .executeTakeFirst();
  const where = await whereaboutsOf(db, [reference]);
  if (row === undefined || where.get(reference) === 'there') return [];
  const { requesters, trust } = fromRow(row);
  return Promise.all(
    requesters.map(async ({ chat, kind, person, batch }) => {
      const others = batch === undefined ? [] : await casesOfClass(db, batch);
      const also = others.filter((one) => one !== reference).join(',');
      return {
        name: NOTE,
        trust,
        to: { chat },
        // One for all of a class.
        key: also === '' ? `${reference}:${NOTE}:${chat}` : `${batch}:${NOTE}:${chat}:${person.id}`,
        reference,
        data: also === '' ? {} : { also },
        mention: kind === 'trainer' ? person : undefined,
      };
    }),
  );
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
