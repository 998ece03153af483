import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Requesters' cards say whether the ESR Team has the case: when that changes they are shown again as they are now. */
export async function redrawRequestersCards(
  tx: Kysely<Schema>,
  of: { readonly trust: string } | { readonly reference: string },
  now: string,
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ state: 'owed', due_at: now, attempts: 0 })
    .where('kind', '=', 'card')
    .where('name', 'in', 'trust' in of ? ['status', 'class'] : ['status'])
    // What is not shown yet, or is being shown, is as things are now.
    .where('state', '=', 'delivered')
    .where('lease', 'is', null)
    .$if('trust' in of, (query) =>
      query.where('trust', '=', 'trust' in of ? of.trust : '').where(({ or, eb, selectFrom }) => {
        const open = selectFrom('cases').where('state', '=', 'open');
        const inClasses = open
          .innerJoin('batch_cases', 'batch_cases.reference', 'cases.reference')
          .select('batch_cases.batch');
        return or([eb('reference', 'in', open.select('reference')), eb('batch', 'in', inClasses)]);
      }),
    )
    .$if('reference' in of, (query) => query.where('reference', '=', 'reference' in of ? of.reference : ''))
    .execute();
}
