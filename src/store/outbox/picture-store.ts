import type { Kysely } from 'kysely';
import type { Case, Person } from '../../cases/case.ts';
import { isSameReport } from '../../cases/sharing.ts';
import type { IsoInstant } from '../../time/clock.ts';
import { fromRow } from '../cases/case-row.ts';
import { linkedChat } from '../chats/linked-chat.ts';
import type { Database } from '../database.ts';
import { lockLinks } from '../postgres/locks.ts';
import type { Schema } from '../schema.ts';
import { readTexts } from '../stored-json.ts';
import { PICTURE, withdrawPictures } from './withdraw-pictures.ts';

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

/** Pictures on their way to ESR Teams. */
export class PictureStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];
  readonly #warnings: Database['warnings'];

  constructor({ db, kind, warnings }: Database) {
    this.#db = db;
    this.#kind = kind;
    this.#warnings = warnings;
  }

  /** Keeps a picture until it reaches Teams. False if its sender has no report in an open case any more. */
  async add(picture: CasePicture, now: IsoInstant): Promise<boolean> {
    const { trust, from, chat, key, png } = picture;
    const reference = await this.#goesWith(picture);
    return this.#db.transaction().execute(async (tx) => {
      const open = openCase(tx, reference, trust);
      // The row is locked: a concurrent change of the case comes before all of this or after it.
      const it = await (this.#kind === 'postgres' ? open.forUpdate() : open).executeTakeFirst();
      if (it === undefined || !this.#hasReport(fromRow(it, this.#warnings), picture)) return false;
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

  /** The picture's case, or the case that its sender's report was moved to since they were asked. */
  async #goesWith(picture: CasePicture): Promise<string> {
    const row = await openCase(this.#db, picture.reference, picture.trust).executeTakeFirst();
    const withdrawn = row && fromRow(row, this.#warnings).withdrawn;
    return withdrawn?.find((one) => isSameReport(one, reportOf(picture)))?.movedTo ?? picture.reference;
  }

  #hasReport({ requesters }: Case, picture: CasePicture): boolean {
    return requesters.some((one) => isSameReport(one, reportOf(picture)));
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
  forget(personId: string, now: IsoInstant): Promise<void> {
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

const reportOf = ({ from, chat }: CasePicture) => ({ person: from, chat });

const openCase = (db: Kysely<Schema>, reference: string, trust: string) =>
  db
    .selectFrom('cases')
    .selectAll()
    .where('reference', '=', reference)
    .where('trust', '=', trust)
    .where('state', '<>', 'closed');
