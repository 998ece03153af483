import type { Transaction } from 'kysely';
import type { Person } from '../../cases/case.ts';
import type { Notice } from '../../cases/notice.ts';
import type { IsoInstant } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import { redrawIncidentsOf } from '../incidents/incident-cards.ts';
import { enqueueMessage, setTimer } from '../outbox/enqueue.ts';
import { lockNotice } from '../postgres/locks.ts';
import { prepared } from '../prepared.ts';
import type { NoticeRow, Schema } from '../schema.ts';

/** Known incidents, and who wants to be notified of their end. */
export class NoticeStore {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];
  readonly #now: () => IsoInstant;
  readonly #current: ReturnType<typeof currentOf>;
  readonly #recent = new Map<string, { readonly at: number; readonly notice: Promise<Notice | undefined> }>();

  constructor(database: Database, now: () => IsoInstant) {
    this.#db = database.db;
    this.#kind = database.kind;
    this.#now = now;
    this.#current = currentOf(database.db);
  }

  /**
   * The Trust's current notice. One that has expired is over even before notifications go out. Every card for staff asks for it,
   * so it is kept for a few seconds: a change by another process is seen after that.
   */
  async current(trust: string): Promise<Notice | undefined> {
    const now = this.#now();
    const at = performance.now();
    let recent = this.#recent.get(trust);
    if (recent === undefined || at - recent.at > RECENT_MS) {
      recent = { at, notice: this.#read(trust, now) };
      this.#recent.set(trust, recent);
    }
    const notice = await recent.notice.catch((error) => {
      this.#recent.delete(trust);
      throw error;
    });
    return notice?.until !== undefined && notice.until <= now ? undefined : notice;
  }

  async #read(trust: string, now: IsoInstant): Promise<Notice | undefined> {
    const [row] = (await this.#current(this.#db, { trust, now })).rows;
    return row && toNotice(row);
  }

  /** The notice with that id, over or not. */
  async find(id: number): Promise<Notice | undefined> {
    const row = await this.#db.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toNotice(row);
  }

  /** Sets the Trust's notice, or changes the existing one and keeps its subscribers. */
  put(trust: string, text: string, until: IsoInstant | undefined, by: Person): Promise<Notice> {
    const now = this.#now();
    return this.changing(trust, async (tx) => {
      const notice = await putNotice(tx, trust, { text, until, by }, now);
      await redrawIncidentsOf(tx, notice.id, now);
      return notice;
    });
  }

  /** Ends the Trust's notice and notifies its subscribers. Returns whether there was one. */
  end(trust: string): Promise<boolean> {
    return this.changing(trust, async (tx) => (await endNotice(tx, trust, this.#now())).ended > 0);
  }

  /** Ends this notice if it has expired; an extended one continues. */
  async endIfOver(trust: string): Promise<void> {
    const now = this.#now();
    await this.changing(trust, (tx) => endNotice(tx, trust, now, { upTo: now }));
  }

  /** Subscribes this chat to the notice's end; false if it has ended. */
  async listen(id: number, chat: string): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const row = await tx.selectFrom('notices').select('ended_at').where('id', '=', id).executeTakeFirst();
      if (row === undefined || row.ended_at !== null) return false;
      await tx
        .insertInto('notice_listeners')
        .values({ notice_id: id, conversation_id: chat })
        .onConflict((conflict) => conflict.columns(['notice_id', 'conversation_id']).doNothing())
        .execute();
      return true;
    });
  }

  /** Whether this chat has asked to be notified of the end of that notice. */
  async isListening(id: number, chat: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('notice_listeners')
      .select('notice_id')
      .where('notice_id', '=', id)
      .where('conversation_id', '=', chat)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** A transaction that may change the Trust's notice: this process sees it at once, and another waits for it. */
  async changing<T>(trust: string, change: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    try {
      return await this.#db.transaction().execute(async (tx) => {
        await lockNotice(tx, this.#kind, trust);
        return change(tx);
      });
    } finally {
      this.#recent.delete(trust);
    }
  }
}

const RECENT_MS = 3_000;

/** Asked for every card. */
const currentOf = (db: Database['db']) =>
  prepared(({ trust, now }: { trust: string; now: IsoInstant }) =>
    db
      .selectFrom('notices')
      .select(['id', 'trust', 'text', 'set_by', 'set_at', 'until'])
      .where('trust', '=', trust)
      .where('ended_at', 'is', null)
      .where((or) => or.or([or('until', 'is', null), or('until', '>', now)])),
  );

/** Sets the Trust's notice, or changes the existing one and keeps its subscribers. */
export async function putNotice(
  tx: Transaction<Schema>,
  trust: string,
  {
    text,
    until,
    by,
  }: { text: string; until: IsoInstant | undefined; by: Pick<Person, 'name'> & Partial<Person> },
  now: IsoInstant,
): Promise<Notice> {
  await endNotice(tx, trust, now, { upTo: now });
  const values = { text, set_by: by.name, set_by_id: by.id ?? null, set_at: now, until: until ?? null };
  const changed = await tx
    .updateTable('notices')
    .set(values)
    .where('trust', '=', trust)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  const row =
    changed ??
    (await tx
      .insertInto('notices')
      .values({ ...values, trust, ended_at: null })
      .returningAll()
      .executeTakeFirstOrThrow());
  if (until !== undefined) {
    const timer = { name: 'notice-over', trust, runAt: until, key: `notice:${row.id}:over` };
    await setTimer(tx, { ...timer, data: { notice: String(row.id) } }, now);
  }
  return toNotice(row);
}

/**
 * Ends the active notice (`id`: only this one; `upTo`: only if it was to end by then), and notifies its subscribers, once. Returns
 * how many notices ended, and the chats that are told.
 */
export async function endNotice(
  tx: Transaction<Schema>,
  trust: string,
  now: IsoInstant,
  { id: only, upTo }: { id?: number; upTo?: IsoInstant } = {},
): Promise<{ ended: number; told: string[] }> {
  const ended = await tx
    .updateTable('notices')
    .set({ ended_at: now })
    .where('trust', '=', trust)
    .where('ended_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? 0))
    .$if(upTo !== undefined, (query) => query.where('until', '<=', upTo ?? ''))
    .returning(['id', 'text'])
    .execute();
  const told: string[] = [];
  for (const { id, text } of ended) {
    await redrawIncidentsOf(tx, id, now, { notice_id: null });
    const listeners = await tx
      .deleteFrom('notice_listeners')
      .where('notice_id', '=', id)
      .returning('conversation_id')
      .execute();
    for (const { conversation_id: chat } of listeners) {
      const key = `notice:${id}:over:${chat}`;
      await enqueueMessage(tx, { name: 'notice-over', trust, to: { chat }, key, data: { text } }, now);
      told.push(chat);
    }
  }
  return { ended: ended.length, told };
}

const toNotice = (
  row: Pick<NoticeRow, 'trust' | 'text' | 'set_by' | 'set_at' | 'until'> & { id: number },
): Notice => ({
  id: row.id,
  trust: row.trust,
  text: row.text,
  setBy: row.set_by,
  setAt: row.set_at,
  until: row.until ?? undefined,
});
