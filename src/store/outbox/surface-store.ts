import type { Instant } from '../../cases/case.ts';
import { linkedChat } from '../chats/linked-chat.ts';
import type { Database } from '../database.ts';

/** Where the cards of cases are shown. */
export class SurfaceStore {
  readonly #db: Database['db'];

  constructor(database: Database) {
    this.#db = database.db;
  }

  /**
   * Owes the case's handoff card to its team's chat anew, at the end; the message that showed it until now is no longer
   * kept up to date. Returns that message's activity id, if the card was in this chat already.
   */
  async showAnew(reference: string, trust: string, now: Instant): Promise<string | undefined> {
    return this.#db.transaction().execute(async (tx) => {
      const chat = await linkedChat(tx, trust, 'esr-team');
      const before = await tx
        .selectFrom('outbox')
        .select(['activity_id', 'conversation_id'])
        .where('key', '=', `${reference}:handoff`)
        .executeTakeFirst();
      await tx
        .updateTable('outbox')
        .set({
          conversation_id: chat,
          activity_id: null,
          shown_version: 0,
          state: 'pending',
          run_at: now,
          attempts: 0,
          lock_token: null,
        })
        .where('key', '=', `${reference}:handoff`)
        .execute();
      return before?.conversation_id === chat ? (before.activity_id ?? undefined) : undefined;
    });
  }
}
