import { createHash, createHmac, randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { KeptWording, Unplaced } from '../../cases/unplaced.ts';
import { londonDay, shiftDay } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

type Db = Database['db'];

/** Words of fewer people could show who they are. */
const PEOPLE = 3;
const EIGHTHS = 8;
const EVERYBODY = 2 ** EIGHTHS - 1;

/**
 * What staff say that finds no problem, where their Trust wants that. Until three people have said something alike there are no words in the
 * database: a hash of what they have in common, made with a key that is not in there, and which eighths of all people they belong to. Three
 * eighths are three people at least, and nobody can be found by an eighth. The text that is kept is the third's, redacted.
 */
export class UnplacedStore {
  readonly #db: Database['db'];
  readonly #key: string | Buffer;
  readonly #now: () => string;

  /** Without a `key`, each start makes a new one, and begins to count anew. */
  constructor(database: Database, key: string | undefined, now: () => string) {
    this.#db = database.db;
    this.#key = key ?? randomBytes(32);
    this.#now = now;
  }

  /** Within the turn's transaction. */
  async keep(tx: Db, person: string, { trust, text, alike }: Unplaced): Promise<void> {
    const hash = alike === '' ? '' : this.#hashOf(trust, alike);
    const rows = await tx
      .selectFrom('unplaced_wordings')
      .select(['eighths', 'text'])
      .where('trust', '=', trust)
      .where('hash', '=', hash)
      .execute();
    const isKept = rows.some((row) => row.text !== null);
    const own = hash === '' || isKept ? 0 : eighthOf(hash, person);
    const all = rows.reduce((bits, row) => bits | row.eighths, own);
    const isThird = count(all) >= PEOPLE;
    await tx
      .insertInto('unplaced_wordings')
      .values({ trust, hash, day: this.#today(), times: 1, eighths: own, ...(isThird && { text }) })
      .onConflict((conflict) =>
        conflict.columns(['trust', 'hash', 'day']).doUpdateSet({
          times: sql<number>`unplaced_wordings.times + 1`,
          eighths: sql<number>`unplaced_wordings.eighths | excluded.eighths`,
          text: sql<string | null>`coalesce(unplaced_wordings.text, excluded.text)`,
        }),
      )
      .execute();
    if (isThird)
      await tx
        .updateTable('unplaced_wordings')
        .set({ eighths: 0 })
        .where('trust', '=', trust)
        .where('hash', '=', hash)
        .execute();
  }

  /** A Trust's wordings, those said most often first: only those nobody has placed yet, or all. */
  async kept(trust: string, which: 'open' | 'all' = 'open'): Promise<readonly KeptWording[]> {
    const rows = await this.#db
      .selectFrom('unplaced_wordings')
      .select(({ fn }) => [
        'hash as id',
        fn.max('text').as('text'),
        fn.max('meant').as('meant'),
        fn.sum<number>('times').as('times'),
      ])
      .where('trust', '=', trust)
      .groupBy('hash')
      .execute();
    return rows
      .flatMap(({ text, meant, times, ...row }) =>
        text === null ? [] : [{ ...row, text, meant: meant ?? undefined, times: Number(times) }],
      )
      .filter(({ meant }) => which === 'all' || meant === undefined)
      .sort((a, b) => b.times - a.times || a.text.localeCompare(b.text));
  }

  /** How many messages found no problem, or the wrong one, in the last days, today included. */
  async counted(trust: string, days: number): Promise<number> {
    const { times } = await this.#db
      .selectFrom('unplaced_wordings')
      .select(({ fn }) => fn.sum<number | null>('times').as('times'))
      .where('trust', '=', trust)
      .where('day', '>', shiftDay(this.#today(), -days))
      .executeTakeFirstOrThrow();
    return Number(times ?? 0);
  }

  /**
   * Which problem a wording means; undefined takes that back. Changes nothing where it does not mean `before` any more, or is another
   * Trust's.
   */
  async place(
    trust: string,
    id: string,
    { before, meant }: Readonly<Record<'before' | 'meant', string | undefined>>,
  ): Promise<void> {
    await this.#db
      .updateTable('unplaced_wordings')
      .set({ meant: meant ?? null })
      .where('trust', '=', trust)
      .where('hash', '=', id)
      .where('text', 'is not', null)
      .where((row) => (before === undefined ? row('meant', 'is', null) : row('meant', '=', before)))
      .execute();
  }

  /** Deletes the words and counts of Trusts that no longer want them. */
  async clear(trusts: readonly string[]): Promise<void> {
    if (trusts.length > 0)
      await this.#db.deleteFrom('unplaced_wordings').where('trust', 'in', trusts).execute();
  }

  /** Takes this person out of all wordings that are still being counted. */
  forget(tx: Db, person: string): Promise<void> {
    return forgetEighths(tx, person);
  }

  #hashOf(trust: string, alike: string): string {
    return createHmac('sha256', this.#key).update(`${trust}\n${alike}`).digest('hex').slice(0, 32);
  }

  #today(): string {
    return londonDay(this.#now());
  }
}

/** The rows in which this person may be counted: one in eight of all people may be. */
export async function rowsOfEighth(
  db: Db,
  person: string,
): Promise<Selectable<Schema['unplaced_wordings']>[]> {
  const rows = await db.selectFrom('unplaced_wordings').selectAll().where('eighths', '>', 0).execute();
  return rows.filter((row) => (row.eighths & eighthOf(row.hash, person)) !== 0);
}

/** Takes out of every count what may be from this person. */
export async function forgetEighths(db: Db, person: string): Promise<void> {
  for (const { trust, hash, day } of await rowsOfEighth(db, person)) {
    await db
      .updateTable('unplaced_wordings')
      .set({ eighths: sql<number>`eighths & ${EVERYBODY ^ eighthOf(hash, person)}` })
      .where('trust', '=', trust)
      .where('hash', '=', hash)
      .where('day', '=', day)
      .execute();
  }
}

/** One of eight bits. It depends on the wording too, so that nobody can tell which wordings are one person's. */
const eighthOf = (hash: string, person: string): number =>
  1 << ((createHash('sha256').update(`${hash}\n${person}`).digest()[0] ?? 0) % EIGHTHS);

const count = (bits: number): number => bits.toString(2).replaceAll('0', '').length;
