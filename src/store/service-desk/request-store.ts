import { z } from 'zod';
import type { Database } from '../database.ts';
import { readJsonAs } from '../stored-json.ts';

const Answer = z.object({ status: z.int(), body: z.record(z.string(), z.unknown()) });
export type DeskAnswer = z.output<typeof Answer>;

/** The requests of service desks, so that none is done twice. */
export class DeskRequestStore {
  readonly #db: Database['db'];

  constructor({ db }: Database) {
    this.#db = db;
  }

  /**
   * Stores a request by its id. `new`: it has not been done yet, even if it came before; `other`: another request had this id
   * before. Otherwise the answer that it got.
   */
  async begin(
    trust: string,
    webhookId: string,
    { digest, now }: { readonly digest: string; readonly now: string },
  ): Promise<'new' | 'other' | DeskAnswer> {
    await this.#db
      .insertInto('desk_requests')
      .values({ trust, webhook_id: webhookId, digest, at: now })
      .onConflict((conflict) => conflict.columns(['trust', 'webhook_id']).doNothing())
      .execute();
    const row = await this.#db
      .selectFrom('desk_requests')
      .select(['digest', 'answer'])
      .where('trust', '=', trust)
      .where('webhook_id', '=', webhookId)
      .executeTakeFirst();
    if (row !== undefined && row.digest !== digest) return 'other';
    return readJsonAs(Answer, row?.answer ?? null) ?? 'new';
  }

  async answered(trust: string, webhookId: string, answer: DeskAnswer): Promise<void> {
    await this.#db
      .updateTable('desk_requests')
      .set({ answer: JSON.stringify(answer) })
      .where('trust', '=', trust)
      .where('webhook_id', '=', webhookId)
      .execute();
  }
}
