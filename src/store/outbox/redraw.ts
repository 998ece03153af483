import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** Marks a card that is being sent as things were: it is sent once more. */
export const OUT_OF_DATE = 'out of date';

/** Requesters' cards say whether the ESR Team has the case: when that changes they are shown again as they are now. */
export async function redrawRequestersCards(
  tx: Kysely<Schema>,
  of: { readonly trust: string } | { readonly reference: string },
  now: string,
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({
      state: 'owed',
      due_at: sql`case when lease is null then ${now} else due_at end`,
      attempts: sql`case when lease is null then 0 else attempts end`,
      last_error: sql`case when lease is null then last_error else ${OUT_OF_DATE} end`,
    })
    .where('kind', '=', 'card')
    .where('name', 'in', ['status', 'class'])
    // What is not shown yet is as things are now.
    .where(({ or, eb }) => or([eb('state', '=', 'delivered'), eb('lease', 'is not', null)]))
    .where((card) => ('trust' in of ? isOfTrust(card, of.trust) : isOfCase(card, of.reference)))
    .execute();
}

type Card = ExpressionBuilder<Schema, 'deliveries'>;

const openCases = ({ selectFrom }: Card) => selectFrom('cases').where('cases.state', '=', 'open');

function isOfTrust(card: Card, trust: string) {
  const inClasses = openCases(card)
    .innerJoin('batch_cases', 'batch_cases.reference', 'cases.reference')
    .select('batch_cases.batch');
  return card.and([
    card('trust', '=', trust),
    card.or([card('reference', 'in', openCases(card).select('reference')), card('batch', 'in', inClasses)]),
  ]);
}

/** Its own cards, and the cards of its classes once no other learner's is about to arrive: one showing for all of them. */
function isOfCase(card: Card, reference: string) {
  const open = openCases(card).where('cases.reference', '=', reference);
  const classes = open
    .innerJoin('batch_cases', 'batch_cases.reference', 'cases.reference')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('batch_cases as other')
            .innerJoin('deliveries as handoff', 'handoff.reference', 'other.reference')
            .select('handoff.id')
            .whereRef('other.batch', '=', 'batch_cases.batch')
            .where('handoff.name', '=', 'handoff')
            .where('handoff.state', '=', 'owed')
            .where('handoff.shown_version', '=', 0)
            .where('handoff.attempts', '<=', 1)
            .where('handoff.reference', '<>', reference),
        ),
      ),
    )
    .select('batch_cases.batch');
  return card.or([card('reference', 'in', open.select('cases.reference')), card('batch', 'in', classes)]);
}
