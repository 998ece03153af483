import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';
import type { ChatRow } from '../schema.ts';

const findOf =
  (db: Database['db']) =>
  ({ id }: { id: string }) =>
    db
      .selectFrom('chats')
      .select([
        'conversation_id',
        'kind',
        'tenant_id',
        'service_url',
        'bot_id',
        'bot_name',
        'person_id',
        'updated_at',
      ])
      .where('conversation_id', '=', id);

/** The queries about chats of most turns, and of every delivery. */
export const queriesOf = (db: Database['db']) => ({
  linkOf: prepared(({ id }: { id: string }) =>
    db
      .selectFrom('linked_chats')
      .select(['trust', 'role'])
      .where('conversation_id', '=', id)
      .where('unlinked_at', 'is', null),
  ),
  linkedChat: prepared(({ trust, role }: { trust: string; role: string }) =>
    db
      .selectFrom('linked_chats')
      .select('conversation_id')
      .where('trust', '=', trust)
      .where('role', '=', role)
      .where('unlinked_at', 'is', null),
  ),
  linkedTeams: prepared(
    () =>
      db
        .selectFrom('linked_chats')
        .select('trust')
        .where('role', '=', 'esr-team')
        .where('unlinked_at', 'is', null),
    'at once',
  ),
  find: prepared(findOf(db)),
  // The next step is on disk before any answer.
  findAtOnce: prepared(findOf(db), 'at once'),
  keep: prepared(
    ({ conversation_id, kind, tenant_id, service_url, bot_id, bot_name, person_id, updated_at }: ChatRow) => {
      const row = { kind, tenant_id, service_url, bot_id, bot_name, person_id, updated_at };
      return db
        .insertInto('chats')
        .values({ conversation_id, ...row })
        .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(row));
    },
  ),
});
