import { sql } from 'kysely';
import type { Change } from '../../cases/case.ts';
import {
  busierBy,
  daysLike,
  hourOf,
  hoursLike,
  type ProblemReport,
  type Usual,
  usualPeople,
  WEEKS,
  WINDOW_MINUTES,
  windowAt,
} from '../../cases/incidents.ts';
import { type IsoInstant, londonDay, shift } from '../../time/clock.ts';
import type { Database } from '../database.ts';
import { prepared, together } from '../prepared.ts';

/** Deletes the reports of people who confirm that their case is solved. */
export async function forgetSolved(tx: Database['db'], { case: it, events }: Change): Promise<void> {
  const chats = it.requesters.map(({ chat }) => chat);
  if (!events.some(({ type }) => type === 'confirm') || chats.length === 0) return;
  await tx
    .deleteFrom('problem_reports')
    .where('trust', '=', it.trust)
    .where('problem', '=', it.problem)
    .where('conversation_id', 'in', chats)
    .execute();
}

/** Who reports which problem, and how many are usual at that hour. */
export class ReportCounts {
  readonly #queries: ReturnType<typeof queriesOf>;

  constructor(db: Database['db']) {
    this.#queries = queriesOf(db);
  }

  /** Stores that this chat has the problem. A person counts once an hour; reports during an incident do not count as usual. */
  async add(
    tx: Database['db'],
    { trust, problem }: ProblemReport,
    chat: string,
    now: IsoInstant,
  ): Promise<void> {
    const start = `${now.slice(0, 'yyyy-mm-ddThh'.length)}:00:00.000Z`;
    await together([
      this.#queries.countOnce(tx, { trust, problem, chat, start, ...hourOf(now) }),
      this.#queries.report(tx, { trust, problem, chat, at: now }),
    ]);
  }

  /** Forgets what this chat reported: one problem, or all. */
  async forget(tx: Database['db'], chat: string, report?: ProblemReport): Promise<void> {
    if (report === undefined) await this.#queries.forgetAll(tx, { chat });
    else await this.#queries.forget(tx, { trust: report.trust, problem: report.problem, chat });
  }

  /** How many people reported it in the last hour, and since when. */
  async lately(
    db: Database['db'],
    { trust, problem }: ProblemReport,
    now: IsoInstant,
  ): Promise<{ people: number; since: IsoInstant }> {
    const after = shift(now, { minutes: -WINDOW_MINUTES });
    const [row] = (await this.#queries.lately(db, { trust, problem, after })).rows;
    return { people: Number(row?.people ?? 0), since: row?.since ?? now };
  }

  /** What the last weeks had at this time of day, as far as they are known. */
  async usual(db: Database['db'], { trust, problem }: ProblemReport, now: IsoInstant): Promise<Usual> {
    const totals = await db
      .selectFrom('problem_hours')
      .select((select) => ['day', select.fn.sum<number>('people').as('people')])
      .where('trust', '=', trust)
      .groupBy('day')
      .orderBy('day')
      .execute();
    const today = londonDay(now);
    const known = Date.parse(today) - Date.parse(totals[0]?.day ?? today);
    const days = daysLike(today, Math.min(WEEKS, Math.floor(known / WEEK_MS)));
    if (days.length === 0) return { people: 0, hours: 0, busier: 1 };
    const hours = hoursLike(now);
    const counts = await db
      .selectFrom('problem_hours')
      .select((select) => ['hour', select.fn.sum<number>('people').as('people')])
      .where('trust', '=', trust)
      .where('problem', '=', problem)
      .where('day', 'in', days)
      .groupBy('hour')
      .execute();
    const inHour = new Map(counts.map(({ hour, people }) => [hour, Number(people)]));
    const onDay = new Map(totals.map(({ day, people }) => [day, Number(people)]));
    return {
      people: hours.reduce((sum, { hour, share }) => sum + share * (inHour.get(hour) ?? 0), 0),
      hours: days.length,
      busier: busierBy(today, days, (day) => onDay.get(day) ?? 0),
    };
  }

  /** Counts the hours of an incident as usual ones, so that the next incident like it is noticed too. */
  async forgetExcess(
    tx: Database['db'],
    { trust, problem }: ProblemReport,
    usual: Usual,
    now: IsoInstant,
  ): Promise<void> {
    const people = Math.round(usualPeople(usual));
    for (const { day, hour } of windowAt(now)) {
      await tx
        .updateTable('problem_hours')
        .set({ people })
        .where('trust', '=', trust)
        .where('problem', '=', problem)
        .where('day', '=', day)
        .where('hour', '=', hour)
        .where('people', '>', people)
        .execute();
    }
  }
}

const WEEK_MS = 7 * 24 * 3_600_000;

/** Run whenever a problem is reported, or solved. */
const queriesOf = (db: Database['db']) => ({
  countOnce: prepared(
    ({
      trust,
      problem,
      chat,
      start,
      day,
      hour,
    }: ProblemReport & { chat: string; start: string; day: string; hour: number }) =>
      db
        .insertInto('problem_hours')
        .columns(['trust', 'problem', 'day', 'hour', 'people'])
        .expression(
          db
            .selectNoFrom(({ val, cast }) => [
              cast<string>(val(trust), 'text').as('trust'),
              cast<string>(val(problem), 'text').as('problem'),
              cast<string>(val(day), 'text').as('day'),
              cast<number>(val(hour), 'integer').as('hour'),
              sql<number>`1`.as('people'),
            ])
            .where(({ not, exists, selectFrom }) =>
              not(
                exists(
                  selectFrom('problem_reports')
                    .select('at')
                    .where('trust', '=', trust)
                    .where('problem', '=', problem)
                    .where('conversation_id', '=', chat)
                    .where('at', '>=', start),
                ),
              ),
            )
            .where(({ not, exists, selectFrom }) =>
              not(
                exists(
                  selectFrom('incidents')
                    .select('id')
                    .where('trust', '=', trust)
                    .where('problem', '=', problem)
                    .where('ended_at', 'is', null),
                ),
              ),
            ),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['trust', 'problem', 'day', 'hour'])
            .doUpdateSet({ people: sql<number>`problem_hours.people + 1` }),
        ),
  ),
  report: prepared(({ trust, problem, chat, at }: ProblemReport & { chat: string; at: string }) =>
    db
      .insertInto('problem_reports')
      .values({ trust, problem, conversation_id: chat, at })
      .onConflict((conflict) =>
        conflict
          .columns(['trust', 'problem', 'conversation_id'])
          .doUpdateSet({ at: sql<string>`excluded.at` }),
      ),
  ),
  forget: prepared(({ trust, problem, chat }: ProblemReport & { chat: string }) =>
    db
      .deleteFrom('problem_reports')
      .where('trust', '=', trust)
      .where('problem', '=', problem)
      .where('conversation_id', '=', chat),
  ),
  forgetAll: prepared(({ chat }: { chat: string }) =>
    db.deleteFrom('problem_reports').where('conversation_id', '=', chat),
  ),
  lately: prepared(({ trust, problem, after }: ProblemReport & { after: string }) =>
    db
      .selectFrom('problem_reports')
      .select((select) => [select.fn.countAll<number>().as('people'), select.fn.min('at').as('since')])
      .where('trust', '=', trust)
      .where('problem', '=', problem)
      .where('at', '>', after),
  ),
});
