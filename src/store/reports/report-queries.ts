import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../cases/case.ts';
import { BRANCH_ENDS, FEEDBACK, type ReportFigures, type Times, WITHDRAWN } from '../../cases/reports.ts';
import { londonDay } from '../../time/clock.ts';
import type { Database } from '../database.ts';

const STEPS_SHOWN = 5;

/** Works out a report in the database: no case leaves it. */
export class ReportQueries {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];

  constructor(database: Database) {
    this.#db = database.db;
    this.#kind = database.kind;
  }

  /** The figures of one Trust from `since` on. */
  async figures(trust: string, since: Instant): Promise<ReportFigures> {
    const byProblem = await this.#count(trust, since, 'problem');
    const byOutcome = await this.#count(trust, since, 'outcome');
    const times = await this.#times(trust, since);
    const walks = await this.#walks(trust, since);
    return {
      since,
      raised: byProblem.reduce((sum, row) => sum + row.cases, 0),
      byProblem: byProblem.map(({ value, cases }) => ({ problem: value ?? 'other', cases })),
      byOutcome: byOutcome.map(({ value, cases }) => ({ outcome: value ?? undefined, cases })),
      toClaim: times('claim'),
      toResolve: times('resolve'),
      walks: countEach(BRANCH_ENDS, walks),
      feedback: countEach(FEEDBACK, walks),
      unhelpful: mostOften(walks, 'unhelpful'),
      gaveUp: mostOften(walks, 'hand-over'),
    };
  }

  async #count(trust: string, since: Instant, column: 'problem' | 'outcome') {
    // A case closed without an outcome was withdrawn.
    const value =
      column === 'problem'
        ? sql<string | null>`problem`
        : sql<
            string | null
          >`case when outcome is null and state = 'closed' then ${WITHDRAWN} else outcome end`;
    const rows = await this.#db
      .selectFrom('cases')
      .select((select) => [value.as('value'), select.fn.countAll<number>().as('cases')])
      .where('trust', '=', trust)
      .where('opened_at', '>=', since)
      .groupBy('value')
      .orderBy('cases', 'desc')
      .orderBy('value')
      .execute();
    return rows.map((row) => ({ value: row.value, cases: Number(row.cases) }));
  }

  /** Nearest-rank percentiles. Asking, assigning and resolving claim an unclaimed case. */
  async #times(trust: string, since: Instant): Promise<(what: 'claim' | 'resolve') => Times> {
    const { rows } = await sql<{ what: string; rank: number; cases: number; minutes: number }>`
      with spans as (
        select c.outcome, c.opened_at,
          min(e.at) as claimed_at,
          max(case when e.type = 'resolve' then e.at end) as resolved_at
        from cases c join case_events e on e.reference = c.reference
        where c.trust = ${trust} and c.opened_at >= ${since}
          and e.type in ('claim', 'assign', 'ask', 'resolve') and e.at >= ${since}
        group by c.reference, c.outcome, c.opened_at
      ), times as (
        select 'claim' as what, ${this.#minutes('claimed_at')} as minutes from spans
        union all
        select 'resolve', ${this.#minutes('resolved_at')} from spans
        where outcome is not null and resolved_at is not null
      ), ranked as (
        select what, minutes, row_number() over (partition by what order by minutes) as rank,
          count(*) over (partition by what) as cases
        from times
      )
      select * from ranked where rank = (cases + 1) / 2 or rank = (cases * 9 + 9) / 10
    `.execute(this.#db);
    return (what) => {
      const at = (rankOf: (cases: number) => number) =>
        rows.find((row) => row.what === what && Number(row.rank) === rankOf(Number(row.cases)));
      const minutes = (row: { minutes: number } | undefined) => row && Number(row.minutes);
      return {
        median: minutes(at((cases) => Math.ceil(cases / 2))),
        ninetieth: minutes(at((cases) => Math.ceil((cases * 9) / 10))),
      };
    };
  }

  #minutes(to: 'claimed_at' | 'resolved_at'): RawBuilder<number> {
    const end = sql.ref(to);
    return this.#kind === 'postgres'
      ? sql`extract(epoch from (${end}::timestamptz - opened_at::timestamptz)) / 60`
      : sql`(unixepoch(${end}, 'subsec') - unixepoch(opened_at, 'subsec')) / 60.0`;
  }

  async #walks(trust: string, since: Instant) {
    const rows = await this.#db
      .selectFrom('branch_ends')
      .select((select) => ['branch', 'step', 'ended', select.fn.sum<number>('count').as('walks')])
      .where('trust', '=', trust)
      .where('day', '>=', londonDay(since))
      .groupBy(['branch', 'step', 'ended'])
      .orderBy('walks', 'desc')
      .orderBy('branch')
      .orderBy('step')
      .execute();
    return rows.map((row) => ({ ...row, walks: Number(row.walks) }));
  }
}

interface WalkRow {
  readonly branch: string;
  readonly step: string;
  readonly ended: string;
  readonly walks: number;
}

function countEach<T extends string>(ends: readonly T[], rows: readonly WalkRow[]): Record<T, number> {
  const count = (end: T) => rows.reduce((sum, row) => sum + (row.ended === end ? row.walks : 0), 0);
  return Object.fromEntries(ends.map((end) => [end, count(end)])) as Record<T, number>;
}

const mostOften = (rows: readonly WalkRow[], ended: string) =>
  rows
    .filter((row) => row.ended === ended)
    .slice(0, STEPS_SHOWN)
    .map(({ branch, step, walks }) => ({ branch, step, walks }));
