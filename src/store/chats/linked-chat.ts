import type { Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** The chat that has this role for the Trust now; null while none is linked, and then the delivery waits for one. */
export async function linkedChat(
  tx: Transaction<Schema>,
  trust: string,
  role: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('linked_chats')
    .select('conversation_id')
    .where('trust', '=', trust)
    .where('role', '=', role)
    .where('unlinked_at', 'is', null)
    .executeTakeFirst();
  return row?.conversation_id ?? null;
}
