import type { Transaction } from 'kysely';
import type { FollowUpTimer, Person } from '../../cases/case.ts';
import type { Notification } from '../../outbox/notification.ts';
import type { IsoInstant } from '../../time/clock.ts';
import { linkedChat } from '../chats/linked-chat.ts';
import type { Schema } from '../schema.ts';
import { redrawRequestersCards } from './redraw.ts';

/** A message that does not come from a change of a case. */
export type QueuedMessage = Notification & {
  readonly trust: string;
  /** `team` is the Trust's linked ESR Team chat. */
  readonly to: 'team' | { readonly chat: string };
  /** The same key twice is the same message. */
  readonly key: string;
  readonly reference?: string | undefined;
  readonly mention?: Person | undefined;
};

/** Queues a message in the transaction of what it is about. */
export type QueueMessage = (tx: Transaction<Schema>, message: QueuedMessage) => Promise<void>;

export async function enqueueMessage(
  tx: Transaction<Schema>,
  message: QueuedMessage,
  now: IsoInstant,
): Promise<void> {
  const { name, trust, to, key, reference, mention, data } = message;
  const chat = to === 'team' ? await linkedChat(tx, trust, 'esr-team') : to.chat;
  // A reminder for a team without a chat would be stale by the time it has one.
  if (chat === null) return;
  await tx
    .insertInto('outbox')
    .values({
      kind: 'message',
      name,
      reference,
      trust,
      role: to === 'team' ? 'esr-team' : null,
      conversation_id: chat,
      mention: asJson(mention),
      payload: asJson(data),
      key,
      state: 'pending',
      run_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  // The requesters' cards no longer say that it reached the team.
  if (name === 'undelivered' && reference !== undefined) await redrawRequestersCards(tx, { reference }, now);
}

/** Sets a timer, or moves the one with its key. */
export async function setTimer(
  tx: Transaction<Schema>,
  timer: FollowUpTimer,
  now: IsoInstant,
): Promise<void> {
  const { name, key, trust, reference, data, runAt } = timer;
  const payload = asJson(data);
  await tx
    .insertInto('timers')
    .values({ name, key, trust, reference, payload, run_at: runAt, created_at: now })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ run_at: runAt, payload, locked_until: null, lock_token: null, attempts: 0 }),
    )
    .execute();
}

/** Sets a timer unless there is one with its key. */
export async function ensureTimer(
  tx: Transaction<Schema>,
  timer: FollowUpTimer,
  now: IsoInstant,
): Promise<void> {
  const known = await tx.selectFrom('timers').select('id').where('key', '=', timer.key).execute();
  if (known.length === 0) await setTimer(tx, timer, now);
}

/** A value as a column holds it. */
export const asJson = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
