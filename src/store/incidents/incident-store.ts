import type { Selectable, Transaction } from 'kysely';
import type { Person } from '../../cases/case.ts';
import {
  FEWEST_PEOPLE,
  INCIDENT_ENDINGS,
  type Incident,
  isUnusual,
  type ProblemReport,
  QUIET_HOURS,
  usualPeople,
  WINDOW_MINUTES,
} from '../../cases/incidents.ts';
import type { Notice } from '../../cases/notice.ts';
import { type IsoInstant, shift } from '../../time/clock.ts';
import { linkedChat } from '../chats/linked-chat.ts';
import type { Database } from '../database.ts';
import { endNotice, type NoticeStore, putNotice } from '../notices/notice-store.ts';
import { enqueueMessage } from '../outbox/enqueue.ts';
import type { IncidentRow, Schema } from '../schema.ts';
import { bringIncidentCard, redrawIncidentsOf } from './incident-cards.ts';
import { ReportCounts } from './report-counts.ts';

type Tx = Transaction<Schema>;
type Ending = (typeof INCIDENT_ENDINGS)[number];

/** Problems that many more people than usual report, and whom to tell when one is over. */
export class IncidentStore {
  readonly #db: Database['db'];
  readonly #notices: NoticeStore;
  readonly #now: () => IsoInstant;
  readonly #counts: ReportCounts;

  constructor(database: Database, notices: NoticeStore, now: () => IsoInstant) {
    this.#db = database.db;
    this.#notices = notices;
    this.#now = now;
    this.#counts = new ReportCounts(database.db);
  }

  /** Keeps that this chat reported a problem, within the given transaction. */
  report(tx: Database['db'], report: ProblemReport, chat: string): Promise<void> {
    return this.#counts.add(tx, report, chat, this.#now());
  }

  /** Forgets what this chat reported: one problem that is solved, or all. */
  forget(tx: Database['db'], chat: string, report?: ProblemReport): Promise<void> {
    return this.#counts.forget(tx, chat, report);
  }

  /**
   * Opens or updates an incident if this problem is reported unusually often. Call it after the report is stored, so that the
   * later of two processes sees both reports. Returns whether a card for the ESR Team was enqueued.
   */
  async look(report: ProblemReport): Promise<boolean> {
    const now = this.#now();
    const quietSince = shift(now, { hours: -QUIET_HOURS });
    const last = await this.#latest(report);
    if (last !== undefined && (last.ended?.at ?? last.lastAt) > quietSince)
      return last.ended === undefined && this.#grow(last, now);
    const { people, since } = await this.#counts.lately(this.#db, report, now);
    if (people < FEWEST_PEOPLE) return false;
    const usual = await this.#counts.usual(this.#db, report, now);
    if (!isUnusual(people, usual)) return false;
    return this.#db.transaction().execute(async (tx) => {
      if ((await linkedChat(tx, report.trust, 'esr-team')) === null) return false;
      if (last !== undefined) await this.#end(tx, last.partOf ?? last.id, 'quiet', now);
      const goingOn = await this.#goingOn(tx, report.trust, now);
      const isPart = goingOn !== undefined && (await this.#change(tx, goingOn, { last_at: now }, now));
      const opened = await tx
        .insertInto('incidents')
        .values({
          ...report,
          version: 1,
          since,
          last_at: now,
          people,
          usual: Math.round(usualPeople(usual)),
          part_of: isPart ? goingOn : null,
        })
        .onConflict((conflict) =>
          conflict.columns(['trust', 'problem']).where('ended_at', 'is', null).doNothing(),
        )
        .returningAll()
        .executeTakeFirst();
      if (opened === undefined) return false;
      await this.#counts.forgetExcess(tx, report, usual, now);
      if (!isPart) await bringIncidentCard(tx, opened, now);
      return true;
    });
  }

  async find(trust: string, id: number): Promise<Incident | undefined> {
    const rows = await this.#db
      .selectFrom('incidents')
      .selectAll()
      .where('trust', '=', trust)
      .where((or) => or.or([or('id', '=', id), or('part_of', '=', id)]))
      .orderBy('id')
      .execute();
    const row = rows.find((one) => Number(one.id) === id);
    return (
      row &&
      toIncident(
        row,
        rows.filter((one) => one !== row),
      )
    );
  }

  /** Sets the Trust's notice about an incident that goes on; undefined if it has ended. */
  setNotice(incident: Incident, text: string, by: Person): Promise<Notice | undefined> {
    const now = this.#now();
    return this.#notices.changing(incident.trust, async (tx) => {
      // Locks the incident's row: if it has just ended, no notice is set.
      if (!(await this.#change(tx, incident.id, {}, now))) return undefined;
      const notice = await putNotice(tx, incident.trust, { text, until: undefined, by }, now);
      await redrawIncidentsOf(tx, notice.id, now, { notice_id: null });
      await this.#change(tx, incident.id, { notice_id: notice.id }, now);
      return notice;
    });
  }

  /** The ESR Team says that it is no incident. Returns whether it was still going on. */
  dismiss({ id }: Incident, by: Person): Promise<boolean> {
    const now = this.#now();
    return this.#db.transaction().execute((tx) => this.#end(tx, id, 'dismissed', now, by));
  }

  /**
   * It is over: everybody who reported it, and has not said that it is solved, is told once; its notice ends. Whoever asked to be
   * told by the notice hears it from there. Returns whether it was still going on.
   */
  tell(incident: Incident, by: Person): Promise<boolean> {
    const { id, trust, noticeId } = incident;
    const now = this.#now();
    return this.#notices.changing(trust, async (tx) => {
      if (!(await this.#end(tx, id, 'over', now, by))) return false;
      const told = noticeId === undefined ? [] : (await endNotice(tx, trust, now, { id: noticeId })).told;
      const reported = await tx
        .selectFrom('incidents')
        .innerJoin('problem_reports as report', (join) =>
          join
            .onRef('report.trust', '=', 'incidents.trust')
            .onRef('report.problem', '=', 'incidents.problem')
            .onRef('report.at', '>=', 'incidents.since'),
        )
        .select(['report.conversation_id as chat', 'incidents.id as part'])
        .where((or) => or.or([or('incidents.id', '=', id), or('incidents.part_of', '=', id)]))
        .where('incidents.ended_at', '=', now)
        .orderBy('report.at')
        .execute();
      // Of several problems that one person reported, the latest.
      const latest = new Map(reported.map(({ chat, part }) => [chat, String(part)]));
      for (const [chat, incident] of latest) {
        if (told.includes(chat)) continue;
        const key = `incident:${id}:over:${chat}`;
        const message = { name: 'incident-over', trust, to: { chat }, key, data: { incident } } as const;
        await enqueueMessage(tx, message, now);
      }
      return true;
    });
  }

  /** Whether this chat is still to be told: it has not reported or solved the problem since, and no new incident is open. */
  async isToTell({ trust, problem, since, ended }: Incident, chat: string): Promise<boolean> {
    const report = await this.#db
      .selectFrom('problem_reports')
      .select('at')
      .where('trust', '=', trust)
      .where('problem', '=', problem)
      .where('conversation_id', '=', chat)
      .executeTakeFirst();
    if (report === undefined || ended?.as !== 'over') return false;
    const latest = await this.#latest({ trust, problem });
    return report.at >= since && report.at <= ended.at && latest?.ended !== undefined;
  }

  /** The last incident of this problem; a part lasts as long as its whole. */
  async #latest({ trust, problem }: ProblemReport): Promise<Known | undefined> {
    const row = await this.#db
      .selectFrom('incidents')
      .leftJoin('incidents as whole', 'whole.id', 'incidents.part_of')
      .selectAll('incidents')
      .select('whole.last_at as whole_last_at')
      .where('incidents.trust', '=', trust)
      .where('incidents.problem', '=', problem)
      .orderBy('incidents.id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { whole_last_at, ...own } = row;
    const partOf = own.part_of === null ? undefined : Number(own.part_of);
    return { ...toIncident({ ...own, last_at: whole_last_at ?? own.last_at }), partOf };
  }

  /** The Trust's incident that people still report: another problem that becomes unusual meanwhile counts as part of it. */
  async #goingOn(tx: Tx, trust: string, now: IsoInstant): Promise<number | undefined> {
    const row = await tx
      .selectFrom('incidents')
      .select('id')
      .where('trust', '=', trust)
      .where('part_of', 'is', null)
      .where('ended_at', 'is', null)
      .where('last_at', '>', shift(now, { minutes: -WINDOW_MINUTES }))
      .orderBy('id', 'desc')
      .executeTakeFirst();
    return row && Number(row.id);
  }

  async #grow(
    { id, partOf, trust, problem, since, people: before }: Known,
    now: IsoInstant,
  ): Promise<boolean> {
    return this.#db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('problem_reports')
        .select((select) => select.fn.countAll<number>().as('people'))
        .where('trust', '=', trust)
        .where('problem', '=', problem)
        .where('at', '>=', since)
        .executeTakeFirstOrThrow();
      const people = Math.max(before, Number(row.people));
      const both = [id, ...(partOf === undefined ? [] : [partOf])];
      await tx.updateTable('incidents').set({ last_at: now }).where('id', 'in', both).execute();
      return people > before && this.#change(tx, id, { people }, now, 'gathered');
    });
  }

  /** Ends an incident, and what it spread to. */
  async #end(tx: Tx, id: number, as: Ending, now: IsoInstant, by?: Person): Promise<boolean> {
    const set = {
      ended_at: now,
      ended_as: as,
      ended_by: by?.name ?? null,
      ended_by_id: by?.id ?? null,
    };
    if (!(await this.#change(tx, id, set, now))) return false;
    await tx
      .updateTable('incidents')
      .set(set)
      .where('part_of', '=', id)
      .where('ended_at', 'is', null)
      .execute();
    return true;
  }

  /** Changes an incident that has not ended, and the card that shows it. */
  async #change(
    tx: Tx,
    id: number,
    set: Partial<Selectable<IncidentRow>>,
    now: IsoInstant,
    when: 'now' | 'gathered' = 'now',
  ): Promise<boolean> {
    const row = await tx
      .updateTable('incidents')
      .set((before) => ({ ...set, version: before('version', '+', 1) }))
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return false;
    if (row.part_of !== null) return this.#change(tx, Number(row.part_of), {}, now, when);
    await bringIncidentCard(tx, row, now, when);
    return true;
  }
}

/** The last incident of a problem, and the one that it is part of. */
type Known = Incident & { readonly partOf: number | undefined };

const toIncident = (
  row: Selectable<IncidentRow>,
  parts: readonly Selectable<IncidentRow>[] = [],
): Incident => ({
  id: row.id,
  trust: row.trust,
  problem: row.problem,
  version: row.version,
  since: row.since,
  lastAt: row.last_at,
  people: row.people,
  usual: row.usual,
  noticeId: row.notice_id ?? undefined,
  spread: parts.map(({ problem, people }) => ({ problem, people })),
  ended:
    row.ended_at === null
      ? undefined
      : {
          as: INCIDENT_ENDINGS.find((one) => one === row.ended_as) ?? 'ended',
          at: row.ended_at,
          by: row.ended_by ?? undefined,
        },
});
