import type { Selectable } from 'kysely';
import type { Person } from '../../cases/case.ts';
import type { PlannedNotice } from '../../cases/notice.ts';
import type { IsoInstant } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import { redrawIncidentsOf } from '../incidents/incident-cards.ts';
import { enqueueMessage, setTimer } from '../outbox/enqueue.ts';
import type { PlannedNoticeRow } from '../schema.ts';
import { type NoticeStore, putNotice } from './notice-store.ts';

/** For each Trust; more would be a mistake. */
export const MOST_PLANNED = 10;

/** Notices that have not started. Only their ESR Team sees them. */
export class PlannedNotices {
  readonly #db: Database['db'];
  readonly #notices: NoticeStore;
  readonly #now: () => IsoInstant;

  constructor(database: Database, notices: NoticeStore, now: () => IsoInstant) {
    this.#db = database.db;
    this.#notices = notices;
    this.#now = now;
  }

  /** Plans a notice, once however often it is typed; undefined where the Trust has {@link MOST_PLANNED}. */
  plan(
    trust: string,
    { text, from, until }: Pick<PlannedNotice, 'text' | 'from' | 'until'>,
    by: Person,
  ): Promise<PlannedNotice | undefined> {
    const now = this.#now();
    return this.#db.transaction().execute(async (tx) => {
      const known = await tx.selectFrom('planned_notices').selectAll().where('trust', '=', trust).execute();
      const same = known.find(
        (one) => one.text === text && one.starts_at === from && one.until === (until ?? null),
      );
      if (same !== undefined) return toPlanned(same);
      if (known.length >= MOST_PLANNED) return undefined;
      const row = await tx
        .insertInto('planned_notices')
        .values({ trust, text, ...setBy(by), set_at: now, starts_at: from, until: until ?? null })
        .returningAll()
        .executeTakeFirstOrThrow();
      await setTimer(tx, startOf(trust, row.id, from), now);
      return toPlanned(row);
    });
  }

  /** Changes a planned notice of this Trust; false where there is none, for example because it has started. */
  change(
    trust: string,
    id: number,
    { text, from, until }: Pick<PlannedNotice, 'text' | 'from' | 'until'>,
    by: Person,
  ): Promise<boolean> {
    const now = this.#now();
    return this.#db.transaction().execute(async (tx) => {
      const changed = await tx
        .updateTable('planned_notices')
        .set({ text, ...setBy(by), set_at: now, starts_at: from, until: until ?? null })
        .where('id', '=', id)
        .where('trust', '=', trust)
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) return false;
      await setTimer(tx, startOf(trust, id, from), now);
      return true;
    });
  }

  /** A Trust's planned notices, the next first. */
  async of(trust: string): Promise<readonly PlannedNotice[]> {
    const rows = await this.#db
      .selectFrom('planned_notices')
      .selectAll()
      .where('trust', '=', trust)
      .orderBy('starts_at')
      .orderBy('id')
      .execute();
    return rows.map(toPlanned);
  }

  /** Removes a planned notice of this Trust; false where there is none, for example because it has started. */
  async remove(trust: string, id: number): Promise<boolean> {
    const removed = await this.#db
      .deleteFrom('planned_notices')
      .where('id', '=', id)
      .where('trust', '=', trust)
      .executeTakeFirst();
    return removed.numDeletedRows > 0n;
  }

  /**
   * At its time a planned notice becomes the Trust's notice, once, and its team is told. One whose end has passed meanwhile is not
   * shown, and the team is told that.
   */
  async start(trust: string, id: number): Promise<void> {
    const now = this.#now();
    await this.#notices.changing(trust, async (tx) => {
      const row = await tx
        .deleteFrom('planned_notices')
        .where('id', '=', id)
        .where('trust', '=', trust)
        .where('starts_at', '<=', now)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return;
      const { text, until } = row;
      const before = await tx
        .selectFrom('notices')
        .select('text')
        .where('trust', '=', trust)
        .where('ended_at', 'is', null)
        .where((or) => or.or([or('until', 'is', null), or('until', '>', now)]))
        .executeTakeFirst();
      const isMissed = until !== null && until <= now;
      if (!isMissed) {
        const by = { name: row.set_by, ...(row.set_by_id !== null && { id: row.set_by_id }) };
        const values = { text, until: until ?? undefined, by };
        const { id: noticeId } = await putNotice(tx, trust, values, now);
        // An incident that showed the notice before must not end this one with "It's over".
        await redrawIncidentsOf(tx, noticeId, now, { notice_id: null });
      }
      const data = {
        text,
        by: row.set_by,
        ...(until !== null && { until }),
        ...(isMissed ? { missed: 'yes' } : before && { instead: before.text }),
      };
      const key = `notice-plan:${id}:started`;
      await enqueueMessage(tx, { name: 'notice-started', trust, to: 'team', key, data }, now);
    });
  }
}

const setBy = ({ id, name }: Person) => ({ set_by: name, set_by_id: id });

const startOf = (trust: string, id: number, runAt: IsoInstant) => ({
  name: 'notice-start',
  trust,
  runAt,
  key: `notice-plan:${id}`,
  data: { plan: String(id) },
});

const toPlanned = (row: Selectable<PlannedNoticeRow>): PlannedNotice => ({
  id: row.id,
  text: row.text,
  setBy: row.set_by,
  from: row.starts_at,
  until: row.until ?? undefined,
});
