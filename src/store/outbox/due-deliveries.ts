import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database.ts';
import { prepared } from '../prepared.ts';
import { IS_NOT_HELD } from './held-deliveries.ts';
import { sendLimitKeyOf } from './send-limit-store.ts';
import { IS_WAITING } from './waiting-replies.ts';

/** What goes first where a tenant's limit allows few sends: replies, then news, then summaries. */
const URGENCY = sql<number>`case when name = 'reply' then 0 when name in ('morning-summary', 'weekly-report', 'idle') then 2 else 1 end`;

/** A reply that Teams refused keeps its place among the replies. Others go to the end, so that what fails holds nobody up. */
const placeOf = (id: RawBuilder<number>) => sql<number | null>`case when urgency = 0 then ${id} end`;

/**
 * Deliveries that may be sent now: the oldest due row of each chat with none being sent and limits to spare. Those of chats with
 * something urgent come first. Pending rows are read from their index: the rows themselves hold messages, and are many pages.
 */
export const dueOf = ({ db, kind }: Pick<Database, 'db' | 'kind'>) =>
  prepared(({ now, limit }: { now: string; limit: number }) => {
    const leastDue = <T>(value: RawBuilder<T>) => sql<T>`min(case when run_at <= ${now} then ${value} end)`;
    const oldestOfEachChat = db
      .selectFrom('outbox')
      .select('conversation_id')
      .select([
        leastDue(sql<number>`id`).as('id'),
        leastDue(sql<string>`run_at`).as('run_at'),
        leastDue(URGENCY).as('urgency'),
      ])
      .where('run_at', 'is not', null)
      .where('conversation_id', 'is not', null)
      .groupBy('conversation_id')
      .having(sql<boolean>`count(case when run_at > ${now} then lock_token end) = 0`);
    const first = db
      .selectFrom(oldestOfEachChat.as('d'))
      .leftJoin('chats', 'chats.conversation_id', 'd.conversation_id')
      .leftJoin('send_limits as of_chat', (join) => join.on('of_chat.key', '=', sendLimitKeyOf(kind)))
      .leftJoin('send_limits as of_tenant', 'of_tenant.key', 'chats.tenant_id')
      .select(['d.id', 'd.run_at', 'd.urgency', 'chats.tenant_id as tenant'])
      .where('d.id', 'is not', null)
      .where(sql<boolean>`coalesce(of_chat.next_at, '') <= ${now}`)
      .where(sql<boolean>`coalesce(of_tenant.next_at, '') <= ${now}`)
      .orderBy('d.urgency')
      .orderBy(placeOf(sql`d.id`))
      .orderBy('d.run_at')
      .orderBy('d.id');
    const due = db
      .selectFrom((kind === 'postgres' ? first : first.limit(limit)).as('first'))
      .innerJoin('outbox as d', 'd.id', 'first.id')
      .select(['d.id', 'd.conversation_id as chat', 'first.tenant'])
      // Repeated for PostgreSQL, which checks this again if another process took the row meanwhile.
      .where('d.run_at', '<=', now)
      .orderBy('first.urgency')
      .orderBy(placeOf(sql`first.id`))
      .orderBy('first.run_at')
      .orderBy('first.id');
    // What another process locks does not count towards the limit.
    return kind === 'postgres' ? due.limit(limit).forUpdate('d').skipLocked() : due;
  });

/** When the next row may be sent. */
export const nextOf = ({ db, kind }: Pick<Database, 'db' | 'kind'>) => {
  const latest = kind === 'postgres' ? sql`greatest` : sql`max`;
  const mayGo = sql<string>`${latest}(d.run_at, coalesce(of_chat.next_at, ''), coalesce(of_tenant.next_at, ''))`;
  return prepared(() =>
    db
      .selectFrom((first) =>
        first
          .selectFrom('outbox')
          .select((select) => ['conversation_id', select.fn.min('run_at').as('run_at')])
          .where('run_at', 'is not', null)
          .where('conversation_id', 'is not', null)
          .groupBy('conversation_id')
          .as('d'),
      )
      .leftJoin('chats', 'chats.conversation_id', 'd.conversation_id')
      .leftJoin('send_limits as of_chat', (join) => join.on('of_chat.key', '=', sendLimitKeyOf(kind)))
      .leftJoin('send_limits as of_tenant', 'of_tenant.key', 'chats.tenant_id')
      .select(sql<string | null>`min(${mayGo})`.as('next')),
  );
};

/** Rows that wait until the bot is back in a chat, and replies that Teams has not accepted yet; for a channel, its threads' too. */
export const waitingOf = (db: Database['db']) => ({
  chat: prepared((value: { chat: string }) => waiting(db).where('conversation_id', '=', value.chat), AT_ONCE),
  // No index finds what begins so; channels are few.
  channel: prepared(
    (value: { chat: string; thread: string; length: number }) =>
      waiting(db).where((or) =>
        or.or([
          or('conversation_id', '=', value.chat),
          or(sql<string>`substr(conversation_id, 1, ${value.length})`, '=', value.thread),
        ]),
      ),
    AT_ONCE,
  ),
});

/** Whoever reads a row here then writes it, and that waits for the disk. */
const AT_ONCE = 'at once';

const waiting = (db: Database['db']) =>
  db
    .selectFrom('outbox')
    .select(['id', 'name', 'conversation_id as chat'])
    .where(IS_WAITING)
    .where(IS_NOT_HELD);
