import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { isUndelivered } from './undelivered.ts';

/** How many deliveries are in which state, for operations. */
export type DeliveryCounts = Readonly<Record<string, number>>;

/** From this try on it is no passing hitch, and operations are told; it is tried on. */
export const STUCK_AFTER = 12;

const isStuck = ({ and, eb }: ExpressionBuilder<Schema, 'outbox'>) =>
  and([eb('state', '=', 'pending'), eb('attempts', '>=', STUCK_AFTER)]);

/** What is still tried after so long that somebody should look counts as failed. */
export async function countDeliveries(db: Kysely<Schema>): Promise<DeliveryCounts> {
  const rows = await db
    .selectFrom((each) =>
      each
        .selectFrom('outbox')
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
