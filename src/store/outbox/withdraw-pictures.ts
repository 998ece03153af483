import { sql, type Transaction } from 'kysely';
import type { Case, Person } from '../../cases/case.ts';
import type { IsoInstant } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { readTexts } from '../stored-json.ts';
import { enqueueMessage } from './enqueue.ts';

/** The message that shows an ESR Team a picture. */
export const PICTURE = 'picture';

/** Whose report, and from which chat. */
interface Reported {
  readonly person: Pick<Person, 'id'>;
  readonly chat: string;
}

/** Which pictures: those that match all that is given. */
interface Which {
  readonly id?: number;
  readonly reference?: string;
  /** The report it came with. */
  readonly report?: Reported;
  /** It was sent, or is being sent, to this chat. */
  readonly shownIn?: string;
}

/**
 * A picture goes when its case closes, and when the report that it came with leaves its case. Whoever goes on with another case
 * is told that it has no picture.
 */
export async function withdrawPicturesOf(tx: Transaction<Schema>, it: Case): Promise<void> {
  const { reference, trust, state, changedAt, withdrawn = [] } = it;
  if (state === 'closed') return void (await withdrawPictures(tx, { reference }, changedAt));
  for (const { person, chat, movedTo } of withdrawn) {
    const gone = await withdrawPictures(tx, { reference, report: { person, chat } }, changedAt);
    if (gone === 0 || movedTo === undefined) continue;
    const key = `${movedTo}:picture-of:${reference}:not-shown`;
    const message = { name: 'picture-not-shown', trust, to: { chat }, reference: movedTo, key } as const;
    await enqueueMessage(tx, message, changedAt);
  }
}

/**
 * Withdraws pictures: those not yet in Teams are deleted, and the others are deleted there, even while being sent. With
 * `detached` nothing remains that says whose it was. How many there were.
 */
export async function withdrawPictures(
  tx: Transaction<Schema>,
  which: Which,
  now: IsoInstant,
  detached = false,
): Promise<number> {
  const { id, reference, report, shownIn } = which;
  let rows = tx.selectFrom('outbox').select(['id', 'payload']).where('name', '=', PICTURE);
  if (id !== undefined) rows = rows.where('id', '=', id);
  if (reference !== undefined) rows = rows.where('reference', '=', reference);
  if (shownIn !== undefined)
    rows = rows
      .where('conversation_id', '=', shownIn)
      .where(({ or, eb }) => or([eb('activity_id', 'is not', null), eb('lock_token', 'is not', null)]));
  const found = await rows.execute();
  const ids = found
    .filter(({ payload }) => report === undefined || isOf(readTexts(payload), report))
    .map((row) => row.id);
  if (ids.length === 0) return 0;
  await tx.deleteFrom('pictures').where('message_id', 'in', ids).execute();
  await tx
    .deleteFrom('outbox')
    .where('id', 'in', ids)
    .where('activity_id', 'is', null)
    .where('lock_token', 'is', null)
    .execute();
  await tx
    .updateTable('outbox')
    .set({
      // It is deleted in the chat that shows it, even if another chat is linked to the team since.
      role: null,
      wanted_version: sql`wanted_version + 1`,
      state: 'pending',
      run_at: sql`case when lock_token is null then ${now} else run_at end`,
      attempts: sql`case when lock_token is null then 0 else attempts end`,
      payload: null,
      ...(detached && { reference: null }),
    })
    .where('id', 'in', ids)
    .execute();
  return ids.length;
}

const isOf = (payload: Readonly<Record<string, string>> | undefined, { person, chat }: Reported) =>
  payload?.from === person.id && payload.chat === chat;

/** Deletes a picture that cannot be shown, and notifies its sender. */
export async function giveUpPicture(
  tx: Transaction<Schema>,
  messageId: number,
  now: IsoInstant,
): Promise<void> {
  const row = await tx
    .deleteFrom('pictures')
    .where('message_id', '=', messageId)
    .returning('message_id')
    .executeTakeFirst();
  const message = await tx
    .selectFrom('outbox')
    .select(['reference', 'trust', 'payload', 'key'])
    .where('id', '=', messageId)
    .executeTakeFirst();
  const chat = readTexts(message?.payload ?? null)?.chat;
  if (row === undefined || message === undefined || chat === undefined) return;
  const { trust } = message;
  const [key, reference] = [`${message.key}:not-shown`, message.reference ?? undefined];
  await enqueueMessage(tx, { name: 'picture-not-shown', trust, to: { chat }, reference, key }, now);
}

/** Gives up pictures that have waited since before then. */
export async function giveUpOldPictures(
  db: Database['db'],
  before: IsoInstant,
  now: IsoInstant,
): Promise<void> {
  const old = await db
    .selectFrom('pictures')
    .innerJoin('outbox', 'outbox.id', 'pictures.message_id')
    .select('outbox.id')
    .where('pictures.created_at', '<=', before)
    .where('outbox.lock_token', 'is', null)
    .execute();
  for (const { id } of old) {
    await db.transaction().execute(async (tx) => {
      await giveUpPicture(tx, id, now);
      await withdrawPictures(tx, { id }, now);
    });
  }
}
