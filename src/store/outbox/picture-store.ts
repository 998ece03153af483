import { sql, type Transaction } from 'kysely';
import type { Instant, Person } from '../../cases/case.ts';
import { linkedChat } from '../chats/linked-chat.ts';
import type { Database } from '../database.ts';
import { lockLinks } from '../postgres/link-lock.ts';
import type { Schema } from '../schema.ts';
import { readTexts } from '../stored-json.ts';
import { enqueueMessage } from './enqueue.ts';

/** The message that shows an ESR Team a picture. */
export const PICTURE = 'picture';

/** A picture that its sender allowed to go to the ESR Team with their case. */
export interface CasePicture {
  readonly reference: string;
  readonly trust: string;
  readonly from: Person;
  /** Where to notify them if it could not be shown. */
  readonly chat: string;
  /** The same key twice is the same picture. */
  readonly key: string;
  readonly png: Uint8Array;
}

/** Which of the messages with pictures. */
interface Which {
  readonly id?: number;
  readonly reference?: string;
  /** The person who sent it. */
  readonly from?: string;
  /** It was sent, or is being sent, to this chat. */
  readonly shownIn?: string;
}

/** Pictures on their way to ESR Teams. */
export class PictureStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];

  constructor({ db, kind }: Database) {
    this.#db = db;
    this.#kind = kind;
  }

  /** Keeps a picture until it reaches Teams. False if its case is closed. */
  add(picture: CasePicture, now: Instant): Promise<boolean> {
    const { reference, trust, from, chat, key, png } = picture;
    return this.#db.transaction().execute(async (tx) => {
      // A case that is being closed at this moment closes before or after this, and not in between.
      const open = tx.selectFrom('cases').select('reference').where('reference', '=', reference);
      const isOpen = open.where('state', '<>', 'closed').where('trust', '=', trust);
      const found = await (this.#kind === 'postgres' ? isOpen.forUpdate() : isOpen).execute();
      if (found.length === 0) return false;
      await lockLinks(tx, this.#kind, 'saving');
      const row = await tx
        .insertInto('outbox')
        .values({
          kind: 'message',
          name: PICTURE,
          reference,
          trust,
          role: 'esr-team',
          conversation_id: await linkedChat(tx, trust, 'esr-team'),
          payload: JSON.stringify({ from: from.id, by: from.name, chat }),
          key: `${reference}:picture:${key}`,
          state: 'pending',
          run_at: now,
          created_at: now,
        })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (row !== undefined) {
        const base64 = Buffer.from(png).toString('base64');
        await tx
          .insertInto('pictures')
          .values({ message_id: row.id, png: base64, created_at: now })
          .execute();
      }
      return true;
    });
  }

  /** A waiting picture, in base64. */
  async find(messageId: number): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('pictures')
      .select('png')
      .where('message_id', '=', messageId)
      .executeTakeFirst();
    return row?.png;
  }

  /** Deletes a sender's pictures that have not reached Teams. */
  forget(personId: string, now: Instant): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      const waiting = await tx
        .selectFrom('outbox')
        .innerJoin('pictures', 'pictures.message_id', 'outbox.id')
        .select(['outbox.id', 'outbox.payload'])
        .execute();
      for (const { id, payload } of waiting)
        if (readTexts(payload)?.from === personId) await withdrawPictures(tx, { id }, now);
    });
  }
}

/**
 * Withdraws pictures: those not yet in Teams are deleted, and the others are deleted there, even while being sent. With
 * `detached` nothing remains that says whose it was.
 */
export async function withdrawPictures(
  tx: Transaction<Schema>,
  which: Which,
  now: Instant,
  detached = false,
): Promise<void> {
  const { id, reference, from, shownIn } = which;
  let rows = tx.selectFrom('outbox').select(['id', 'payload']).where('name', '=', PICTURE);
  if (id !== undefined) rows = rows.where('id', '=', id);
  if (reference !== undefined) rows = rows.where('reference', '=', reference);
  if (shownIn !== undefined)
    rows = rows
      .where('conversation_id', '=', shownIn)
      .where(({ or, eb }) => or([eb('activity_id', 'is not', null), eb('lock_token', 'is not', null)]));
  const found = await rows.execute();
  const ids = found
    .filter(({ payload }) => from === undefined || readTexts(payload)?.from === from)
    .map((row) => row.id);
  if (ids.length === 0) return;
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
      // Deleted where it was shown, wherever the team has moved.
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
}

/** Deletes a picture that cannot be shown, and notifies its sender. */
export async function giveUpPicture(tx: Transaction<Schema>, messageId: number, now: Instant): Promise<void> {
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
  const { trust, key, reference } = message;
  const told = { name: 'picture-not-shown', trust, to: { chat }, key: `${key}:not-shown` } as const;
  await enqueueMessage(tx, { ...told, reference: reference ?? undefined }, now);
}

/** Gives up pictures that have waited since before then. */
export async function giveUpOldPictures(db: Database['db'], before: Instant, now: Instant): Promise<void> {
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
