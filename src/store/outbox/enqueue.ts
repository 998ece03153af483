import type { Transaction } from 'kysely';
import type { FollowUpTimer, Instant, Person } from '../../cases/case.ts';
import { linkedChat } from '../chats/linked-chat.ts';
import type { Schema } from '../schema.ts';
import { redrawRequestersCards } from './redraw.ts';

/** A message owed to a chat once, that no change of a case brought about. */
export interface QueuedMessage {
  readonly name: string;
  readonly trust: string;
  /** `team` is the Trust's linked ESR Team chat. */
  readonly to: 'team' | { readonly chat: string };
  /** The same key twice is the same message. */
  readonly key: string;
  readonly reference?: string | undefined;
  readonly mention?: Person | undefined;
  readonly data?: Readonly<Record<string, string>> | undefined;
}

/** Sets a timer, or moves the one with its key. Without a chat of its own, no worker that sends will take it. */
export async function setTimer(tx: Transaction<Schema>, timer: FollowUpTimer, now: Instant): Promise<void> {
  const payload = timer.data === undefined ? null : JSON.stringify(timer.data);
  await tx
    .insertInto('deliveries')
    .values({
      kind: 'timer',
      name: timer.name,
      reference: timer.reference ?? null,
      trust: timer.trust,
      role: null,
      conversation_id: null,
      mention: null,
      payload,
      key: timer.key,
      state: 'owed',
      due_at: timer.dueAt,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ due_at: timer.dueAt, payload, lease: null, attempts: 0, state: 'owed' }),
    )
    .execute();
}

/** Sets a timer unless there is one with its key. */
export async function ensureTimer(
  tx: Transaction<Schema>,
  timer: FollowUpTimer,
  now: Instant,
): Promise<void> {
  const known = await tx.selectFrom('deliveries').select('id').where('key', '=', timer.key).execute();
  if (known.length === 0) await setTimer(tx, timer, now);
}

export async function enqueueMessage(
  tx: Transaction<Schema>,
  note: QueuedMessage,
  now: Instant,
): Promise<void> {
  const chat = note.to === 'team' ? await linkedChat(tx, note.trust, 'esr-team') : note.to.chat;
  // A reminder for a team without a chat would be stale by the time it has one.
  if (chat === null) return;
  await tx
    .insertInto('deliveries')
    .values({
      kind: 'message',
      name: note.name,
      reference: note.reference ?? null,
      trust: note.trust,
      role: note.to === 'team' ? 'esr-team' : null,
      conversation_id: chat,
      mention: note.mention === undefined ? null : JSON.stringify(note.mention),
      payload: note.data === undefined ? null : JSON.stringify(note.data),
      key: note.key,
      state: 'owed',
      due_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  // From now on the card does not say any more that the team has it.
  if (note.name === 'undelivered' && note.reference !== undefined)
    await redrawRequestersCards(tx, { reference: note.reference }, now);
}
