import { type Kysely, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** The `last_error` of rows whose chat is held: nothing about a case may be shown there now. */
export const HELD = 'the chat is held';

/** Other rows do not queue behind held ones: meanwhile replies say why the chat is held. */
export const IS_NOT_HELD = sql<boolean>`(last_error is null or last_error <> ${sql.lit(HELD)})`;

/** Held rows of this chat, or of its threads, are due now. */
export async function releaseHeld(db: Kysely<Schema>, chat: string, now: string): Promise<void> {
  const waiting = await db
    .selectFrom('outbox')
    .select(['id', 'conversation_id'])
    .where('last_error', '=', HELD)
    .where('lock_token', 'is', null)
    .where('run_at', 'is not', null)
    .execute();
  const ids = waiting
    .filter(({ conversation_id: its }) => its === chat || its?.startsWith(`${chat};`))
    .map(({ id }) => id);
  if (ids.length === 0) return;
  await db
    .updateTable('outbox')
    .set({ run_at: now })
    .where('id', 'in', ids)
    .where('lock_token', 'is', null)
    .execute();
}
