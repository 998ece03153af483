import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { prepared } from '../sqlite/prepared.ts';
import { sendLimitKeyOf } from './send-limit-store.ts';
import { IS_WAITING } from './waiting-replies.ts';

/** What may be sent now: of each chat the oldest, where nothing of the chat is in flight. */
export const dueOf = ({ db, kind }: Pick<Database, 'db' | 'kind'>) =>
  prepared(({ now, limit }: { now: string; limit: number }) => {
    const due = db
      .selectFrom('deliveries as d')
      .leftJoin('chats', 'chats.conversation_id', 'd.conversation_id')
      .leftJoin('paces as of_chat', (join) => join.on('of_chat.key', '=', sendLimitKeyOf(kind)))
      .leftJoin('paces as of_tenant', 'of_tenant.key', 'chats.tenant_id')
      .select(['d.id', 'd.conversation_id as chat', 'chats.tenant_id as tenant'])
      .where('d.due_at', '<=', now)
      // Grouped first: a long queue of one chat is then one row to look at, and not each of its deliveries.
      .where('d.id', 'in', (oldest) =>
        oldest
          .selectFrom('deliveries as due')
          .select((select) => select.fn.min('due.id').as('id'))
          .where('due.due_at', '<=', now)
          .where('due.conversation_id', 'is not', null)
          .groupBy('due.conversation_id'),
      )
      .where((or) => or.or([or('of_chat.next_at', 'is', null), or('of_chat.next_at', '<=', now)]))
      .where((or) => or.or([or('of_tenant.next_at', 'is', null), or('of_tenant.next_at', '<=', now)]))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            // in flight: taken by a worker whose lease has not run out
            selectFrom('deliveries as other')
              .select('other.id')
              .whereRef('other.conversation_id', '=', 'd.conversation_id')
              .where('other.lease', 'is not', null)
              .where('other.due_at', '>', now),
          ),
        ),
      )
      .orderBy('d.due_at')
      .orderBy('d.id')
      .limit(limit);
    return kind === 'postgres' ? due.forUpdate('d').skipLocked() : due;
  });

/** When the next may be sent. */
export const nextOf = ({ db, kind }: Pick<Database, 'db' | 'kind'>) => {
  const latest = kind === 'postgres' ? sql`greatest` : sql`max`;
  const mayGo = sql<string>`${latest}(d.due_at, coalesce(of_chat.next_at, ''), coalesce(of_tenant.next_at, ''))`;
  return prepared(() =>
    db
      .selectFrom((first) =>
        first
          .selectFrom('deliveries')
          .select((select) => ['conversation_id', select.fn.min('due_at').as('due_at')])
          .where('due_at', 'is not', null)
          .where('conversation_id', 'is not', null)
          .groupBy('conversation_id')
          .as('d'),
      )
      .leftJoin('chats', 'chats.conversation_id', 'd.conversation_id')
      .leftJoin('paces as of_chat', (join) => join.on('of_chat.key', '=', sendLimitKeyOf(kind)))
      .leftJoin('paces as of_tenant', 'of_tenant.key', 'chats.tenant_id')
      .select(sql<string | null>`min(${mayGo})`.as('next')),
  );
};

/** What waits until the bot is back in a chat, or in a thread of it; and replies that Teams would not take yet. */
export const waitingOf = (db: Database['db']) =>
  prepared(
    (value: { chat: string; thread: string; length: number }) =>
      db
        .selectFrom('deliveries')
        .select(['id', 'name', 'conversation_id as chat'])
        .where(IS_WAITING)
        .where((or) =>
          or.or([
            or('conversation_id', '=', value.chat),
            or(sql<string>`substr(conversation_id, 1, ${value.length})`, '=', value.thread),
          ]),
        ),
    // Where there is one, it is written to.
    'at once',
  );
