import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { IS_NOT_HELD } from './held-deliveries.ts';

/**
 * The name of a reply that Teams did not take within its turn. The row holds the message itself, since nothing could render it
 * again, and is deleted when it has been sent or given up.
 */
export const REPLY = 'reply';

/** Above this the oldest are dropped. Somebody who writes faster than Teams accepts replies needs the newest most. */
const MOST_WAITING = 20;

/** A reply, or an update of a message, that Teams has not accepted yet. */
export interface WaitingReply {
  readonly chat: string;
  /** The message as JSON, without its addresses. */
  readonly activity: string;
  /** The message that it replaces, where it is an update. */
  readonly activityId?: string | undefined;
}

/** Must match the index word for word, or the index is not used. */
export const IS_WAITING = sql<boolean>`(state = 'paused' or name = 'reply')`;

/** Stores a reply: locked by its turn until `lockUntil`, or due together with the replies before it. */
export async function addReply(
  tx: Transaction<Schema>,
  { chat, activity, activityId }: WaitingReply,
  { now, lockUntil }: { now: string; lockUntil?: string | undefined },
) {
  const ahead = await tx
    .selectFrom('outbox')
    .select((select) => select.fn.max('run_at').as('due'))
    .where('conversation_id', '=', chat)
    .where(IS_WAITING)
    .where('name', '=', REPLY)
    .where(IS_NOT_HELD)
    .where('lock_token', 'is', null)
    .executeTakeFirst();
  await dropOldest(tx, chat);
  const due = ahead?.due ?? now;
  return tx
    .insertInto('outbox')
    .values({
      kind: 'message',
      name: REPLY,
      trust: '',
      conversation_id: chat,
      payload: JSON.stringify({ activity }),
      key: `${REPLY}:${randomUUID()}`,
      activity_id: activityId,
      state: 'pending',
      attempts: lockUntil === undefined ? 0 : 1,
      run_at: lockUntil ?? (due > now ? due : now),
      lock_token: lockUntil === undefined ? null : randomUUID(),
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Makes room for one more. Replies being sent stay. */
async function dropOldest(tx: Transaction<Schema>, chat: string): Promise<void> {
  const waiting = () =>
    tx
      .selectFrom('outbox')
      .select('id')
      .where('conversation_id', '=', chat)
      .where(IS_WAITING)
      .where('name', '=', REPLY)
      .where('lock_token', 'is', null);
  const newest = waiting()
    .orderBy('id', 'desc')
    .limit(MOST_WAITING - 1);
  const old = await waiting().where('id', 'not in', newest).execute();
  if (old.length === 0) return;
  await tx
    .deleteFrom('outbox')
    .where(
      'id',
      'in',
      old.map(({ id }) => id),
    )
    .execute();
}

/** A reply waits until `runAt`, and so do those after it in its chat: none overtakes it. */
export async function holdBack(
  tx: Transaction<Schema>,
  reply: { readonly id: number; readonly chat: string },
  runAt: string,
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ run_at: runAt })
    .where('conversation_id', '=', reply.chat)
    .where(IS_WAITING)
    .where('name', '=', REPLY)
    .where('id', '>', reply.id)
    .where('run_at', '<', runAt)
    .execute();
}

/** The chat no longer gets what waits for it: it was forgotten. */
export async function dropReplies(tx: Database['db'], chat: string): Promise<void> {
  await tx
    .deleteFrom('outbox')
    .where('conversation_id', '=', chat)
    .where(IS_WAITING)
    .where('name', '=', REPLY)
    .execute();
}
