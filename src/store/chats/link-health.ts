import { sql } from 'kysely';
import type { IsoInstant } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import { type ChatRole, channelOf } from './chat-store.ts';

/** A linked chat, and whether it can be reached. */
export interface LinkHealth {
  readonly id: number;
  readonly trust: string;
  readonly role: ChatRole;
  readonly chat: string;
  /** When it was last reached; when it was linked, where nothing was sent there since. */
  readonly reachedAt: IsoInstant;
  /** Since when the self-test could not reach it; kept until it says that it can again. */
  readonly missedSince?: IsoInstant | undefined;
  /** Not reached since the self-test missed it. */
  readonly unreachable: boolean;
}

/** How well the currently linked chats can be reached. */
export class LinkHealthStore {
  readonly #db: Database['db'];

  constructor(database: Database) {
    this.#db = database.db;
  }

  async all(): Promise<LinkHealth[]> {
    const rows = await this.#db
      .selectFrom('linked_chats')
      .selectAll()
      .where('unlinked_at', 'is', null)
      .orderBy('trust')
      .orderBy('role')
      .execute();
    return rows.map((row) => {
      const reachedAt = row.reached_at ?? row.linked_at;
      const missedSince = row.missed_since ?? undefined;
      return {
        id: row.id,
        trust: row.trust,
        role: row.role as ChatRole,
        chat: row.conversation_id,
        reachedAt,
        missedSince,
        unreachable: missedSince !== undefined && reachedAt <= missedSince,
      };
    });
  }

  /** Something reached the chat, or a thread of the channel. Without effect for a chat that is not linked. */
  async reached(chat: string, now: IsoInstant): Promise<void> {
    await this.#db
      .updateTable('linked_chats')
      .set({ reached_at: now, missed_since: sql`case when missed_since <= ${now} then missed_since end` })
      .where('conversation_id', '=', channelOf(chat))
      .where('unlinked_at', 'is', null)
      .execute();
  }

  /** The self-test reached it. */
  async found({ id }: LinkHealth, now: IsoInstant): Promise<void> {
    await this.#db
      .updateTable('linked_chats')
      .set({ reached_at: now, missed_since: null })
      .where('id', '=', id)
      .execute();
  }

  /** The self-test cannot reach it. Answers since when that is so. */
  async missed({ id, unreachable, missedSince }: LinkHealth, now: IsoInstant): Promise<IsoInstant> {
    if (unreachable && missedSince !== undefined) return missedSince;
    await this.#db
      .updateTable('linked_chats')
      // A future time was written while the clock was ahead, and would hide this.
      .set({ missed_since: now, reached_at: sql`case when reached_at <= ${now} then reached_at end` })
      .where('id', '=', id)
      .execute();
    return now;
  }
}
