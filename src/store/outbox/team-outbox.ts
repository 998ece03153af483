import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';
import { redrawRequestersCards } from './redraw.ts';

/** Forgets what a chat showed: the card is posted anew wherever it goes next. */
const AFRESH = { lock_token: null, activity_id: null, shown_version: 0, attempts: 0 } as const;

/** What an ESR Team has open goes to the chat that is linked now: cards are posted anew, messages follow. */
export async function moveTeamWork(
  tx: Transaction<Schema>,
  trust: string,
  chat: string,
  now: string,
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ ...AFRESH, conversation_id: chat, state: 'pending', run_at: now })
    .where('trust', '=', trust)
    .where('role', '=', 'esr-team')
    .where((or) => or.or([or('conversation_id', 'is', null), or('conversation_id', '<>', chat)]))
    .where((or) =>
      or.or([
        or('kind', '=', 'card'),
        // Messages say what was news then: sent once, or still worth sending.
        or('state', '<>', 'delivered'),
      ]),
    )
    .where('reference', 'in', (cases) =>
      cases.selectFrom('cases').select('reference').where('trust', '=', trust).where('state', '<>', 'closed'),
    )
    .execute();
  await redrawRequestersCards(tx, { trust }, now);
}

/** A chat is this ESR Team's no more: nothing of theirs goes there; it waits for the chat that is linked next. */
export async function leaveTeamWork(
  tx: Transaction<Schema>,
  trust: string,
  chat: string,
  now: string,
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ ...AFRESH, conversation_id: null })
    .where('trust', '=', trust)
    .where('role', '=', 'esr-team')
    .where('conversation_id', '=', chat)
    .execute();
  await redrawRequestersCards(tx, { trust }, now);
}
