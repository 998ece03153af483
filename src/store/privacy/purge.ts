import { type Selectable, sql } from 'kysely';
import { cutoffsAt, forgottenConversation, type Retention } from '../../privacy/retention.ts';
import { londonDay } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import { IS_WAITING, REPLY } from '../outbox/waiting-replies.ts';
import { giveUpOldPictures } from '../outbox/withdraw-pictures.ts';
import type { CaseRow } from '../schema.ts';
import { readJson } from '../stored-json.ts';
import { purgeCase } from './purge-case.ts';
import { purgeIncidents } from './purge-incidents.ts';

/** How much of each kind was purged. `more` where the run stopped before the end. */
export interface Purged {
  readonly cases: number;
  readonly history: number;
  readonly conversations: number;
  readonly drafts: number;
  readonly messages: number;
  readonly codes: number;
  readonly more: boolean;
  /** Whether it was removed from the file too, as far as the database allows. */
  readonly vacuumed: boolean;
}

const AT_ONCE = 200;
/** A run is short, so that turns do not wait for it and its timer stays locked. */
const ROUNDS = 25;

/** Purges expired data, a few rows at a time: turns run in between. */
export class Purge {
  readonly #database: Database;
  readonly #db: Database['db'];
  readonly #warnings: Database['warnings'];
  readonly #retention: Retention;

  constructor(database: Database, retention: Retention) {
    this.#database = database;
    this.#db = database.db;
    this.#warnings = database.warnings;
    this.#retention = retention;
  }

  async run(now: string): Promise<Purged> {
    const cutoffs = cutoffsAt(now, this.#retention);
    const cases = await this.#cases(cutoffs.cases, now);
    // An older release beside this one does not purge these.
    await this.#db
      .updateTable('cases')
      .set({ reports: null })
      .where('purged_at', 'is not', null)
      .where('reports', 'is not', null)
      .execute();
    await giveUpOldPictures(this.#db, cutoffs.pictures, now);
    const history = await this.#rounds(() => this.#history(cutoffs.history));
    // A future time was written while the clock was ahead: the row would be kept for that much longer.
    await this.#db
      .updateTable('dialog_state')
      .set({ updated_at: now })
      .where('updated_at', '>', now)
      .execute();
    const conversations = await this.#conversations(cutoffs.dialogs, now);
    const idle = (kind: 'like' | 'not like', key: string) =>
      this.#db.deleteFrom('dialog_state').where('key', kind, key).where('updated_at', '<=', cutoffs.dialogs);
    const drafts = await this.#deleted(idle('like', 'learners/%'));
    await idle('not like', 'talk/%').execute();
    // After as long as a history is kept, the person's organisation is forgotten too.
    await this.#db.deleteFrom('dialog_state').where('updated_at', '<=', cutoffs.history).execute();
    const messages = await this.#messages(cutoffs.cases);
    await purgeIncidents(this.#db, cutoffs, now);
    const codes = await this.#deleted(
      this.#db.deleteFrom('link_codes').where('expires_at', '<=', cutoffs.codes),
    );
    await this.#db.deleteFrom('linked_chats').where('unlinked_at', '<=', cutoffs.history).execute();
    // A person who comes back after a year is stored again. Deliveries to a chat go with their case.
    await this.#db
      .deleteFrom('chats')
      .where('kind', '=', 'personal')
      .where('updated_at', '<=', cutoffs.history)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('outbox')
              .select('id')
              .whereRef('outbox.conversation_id', '=', 'chats.conversation_id'),
          ),
        ),
      )
      .execute();
    // A reply is deleted with its conversation: a person who blocked the bot never got it.
    await this.#db
      .deleteFrom('outbox')
      .where(IS_WAITING)
      .where('name', '=', REPLY)
      .where('created_at', '<=', cutoffs.dialogs)
      .execute();
    await this.#db.deleteFrom('desk_requests').where('at', '<=', cutoffs.codes).execute();
    await this.#db.deleteFrom('send_limits').where('next_at', '<=', cutoffs.codes).execute();
    await this.#db.deleteFrom('unplaced_wordings').where('day', '<=', londonDay(cutoffs.wordings)).execute();
    await this.#db.deleteFrom('refusals').where('day', '<', cutoffs.history.slice(0, 10)).execute();
    const more = cases.more || history.more;
    const vacuumed = !more && (await this.#database.vacuum());
    return {
      cases: cases.count,
      history: history.count,
      conversations,
      drafts,
      messages,
      codes,
      more,
      vacuumed,
    };
  }

  async #rounds(round: () => Promise<number>): Promise<{ count: number; more: boolean }> {
    let count = 0;
    for (let left = ROUNDS; left > 0; left -= 1) {
      const done = await round();
      count += done;
      if (done < AT_ONCE) return { count, more: false };
    }
    return { count, more: true };
  }

  /** The oldest expired closed cases. One that cannot be purged is reported, without blocking others. */
  async #cases(before: string, now: string): Promise<{ count: number; more: boolean }> {
    let count = 0;
    let after = '';
    for (let left = ROUNDS; left > 0; left -= 1) {
      const rows = await this.#db
        .selectFrom('cases')
        .selectAll()
        .where('state', '=', 'closed')
        .where('purged_at', 'is', null)
        .where('changed_at', '<=', before)
        .where(sql<string>`changed_at || reference`, '>', after)
        .orderBy('changed_at')
        .orderBy('reference')
        .limit(AT_ONCE)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return { count, more: false };
      count += await this.#purgeAll(rows, now).catch(() => this.#purgeEach(rows, now));
      if (rows.length < AT_ONCE) return { count, more: false };
      after = `${last.changed_at}${last.reference}`;
    }
    return { count, more: true };
  }

  async #purgeAll(rows: readonly Selectable<CaseRow>[], now: string): Promise<number> {
    await this.#db.transaction().execute(async (tx) => {
      for (const row of rows) await purgeCase(tx, row, now);
    });
    return rows.length;
  }

  async #purgeEach(rows: readonly Selectable<CaseRow>[], now: string): Promise<number> {
    let count = 0;
    for (const row of rows) {
      try {
        count += await this.#purgeAll([row], now);
      } catch {
        this.#warnings.add({ table: 'cases', row: row.reference, why: 'damaged' });
      }
    }
    return count;
  }

  /** Deletes what is left of purged cases, with their history, and classes without cases. */
  #history(before: string): Promise<number> {
    return this.#db.transaction().execute(async (tx) => {
      const rows = await tx
        .selectFrom('cases')
        .select('reference')
        .where('purged_at', 'is not', null)
        .where('changed_at', '<=', before)
        .limit(AT_ONCE)
        .execute();
      const references = rows.map((row) => row.reference);
      if (references.length === 0) return 0;
      await tx.deleteFrom('class_cases').where('reference', 'in', references).execute();
      await tx.deleteFrom('case_events').where('reference', 'in', references).execute();
      await tx.deleteFrom('cases').where('reference', 'in', references).execute();
      await tx
        .deleteFrom('classes')
        .where('opened_at', '<=', before)
        .where('id', 'not in', (used) => used.selectFrom('class_cases').select('class_id'))
        .execute();
      return references.length;
    });
  }

  /** Idle conversations keep their organisation. One that resumes meanwhile is left alone: its eTag has changed. */
  async #conversations(before: string, now: string): Promise<number> {
    let count = 0;
    for (let after = 'talk/'; ; ) {
      const rows = await this.#db
        .selectFrom('dialog_state')
        .select(['key', 'body', 'etag'])
        .where('key', '>', after)
        .where('key', 'like', 'talk/%')
        .where('updated_at', '<=', before)
        .orderBy('key')
        .limit(AT_ONCE)
        .execute();
      for (const row of rows) {
        const rest = forgottenConversation(readJson(row.body), now);
        const body = rest === undefined ? row.body : JSON.stringify(rest);
        if (body === row.body) continue;
        const forgotten = await this.#db
          .updateTable('dialog_state')
          .set({ body, etag: row.etag + 1 })
          .where('key', '=', row.key)
          .where('etag', '=', row.etag)
          .executeTakeFirst();
        count += Number(forgotten.numUpdatedRows);
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < AT_ONCE) return count;
      after = last.key;
    }
  }

  /** Deletes messages about no case, and notices that have ended. */
  async #messages(before: string): Promise<number> {
    await this.#db
      .deleteFrom('notice_listeners')
      .where('notice_id', 'in', (over) =>
        over.selectFrom('notices').select('id').where('ended_at', '<=', before),
      )
      .execute();
    await this.#db.deleteFrom('notices').where('ended_at', '<=', before).execute();
    return this.#deleted(
      this.#db
        .deleteFrom('outbox')
        .where('kind', '=', 'message')
        .where('reference', 'is', null)
        .where('class_id', 'is', null)
        .where('state', '<>', 'pending')
        .where('created_at', '<=', before),
    );
  }

  async #deleted(query: { executeTakeFirst(): Promise<{ numDeletedRows: bigint }> }): Promise<number> {
    return Number((await query.executeTakeFirst()).numDeletedRows);
  }
}
