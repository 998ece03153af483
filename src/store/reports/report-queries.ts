import { sql } from 'kysely';
import {
  BRANCH_ENDS,
  caseFigures,
  FEEDBACK,
  neededSince,
  type ReportedCase,
  type ReportFigures,
  type ReportRules,
  WITHDRAWN,
} from '../../cases/reports.ts';
import { type IsoInstant, londonDay } from '../../time/clock.ts';
import { fromRow } from '../cases/case-row.ts';
import type { Database } from '../database.ts';

const STEPS_SHOWN = 5;

/** Works out a report, from what is needed of each case: nothing about anybody leaves the database. */
export class ReportQueries {
  readonly #db: Database['db'];
  readonly #kind: Database['kind'];

  constructor(database: Database) {
    this.#db = database.db;
    this.#kind = database.kind;
  }

  /** The figures of one Trust from `since` on. */
  async figures(trust: string, since: IsoInstant, rules: ReportRules): Promise<ReportFigures> {
    const [cases, walks] = await Promise.all([
      this.#cases(trust, neededSince(since, rules.now)),
      this.#walks(trust, since),
    ]);
    const figures = caseFigures(cases, since, rules);
    const tickets = await this.#ticketsOf([figures.claim, figures.resolve].flatMap((it) => it?.missed ?? []));
    return {
      since,
      ...figures,
      ...(tickets.size > 0 && { tickets }),
      walks: countEach(BRANCH_ENDS, walks),
      feedback: countEach(FEEDBACK, walks),
      unhelpful: mostOften(walks, 'unhelpful'),
      gaveUp: mostOften(walks, 'hand-over'),
    };
  }

  /** Asking, assigning and resolving claim an unclaimed case. A case closed without an outcome was withdrawn. */
  async #cases(trust: string, since: IsoInstant): Promise<ReportedCase[]> {
    const { rows } = await sql<CaseTimesRow>`
      select c.reference, c.problem, c.state, c.outcome, c.opened_at,
        ${this.#place('"kind":"trainer"')} as trainer_at, ${this.#place('"kind":"staff"')} as staff_at,
        (select min(e.at) from case_events e where e.reference = c.reference
          and e.type in ('claim', 'assign', 'ask', 'resolve')) as claimed_at,
        (select max(e.at) from case_events e where e.reference = c.reference and e.type = 'resolve') as resolved_at
      from cases c
      where c.trust = ${trust} and c.opened_at >= ${since}
    `.execute(this.#db);
    return rows.map((row) => ({
      reference: row.reference,
      problem: row.problem,
      openedAt: row.opened_at,
      raisedBy: isFirst(Number(row.trainer_at), Number(row.staff_at)) ? 'trainer' : 'staff',
      outcome: row.outcome ?? (row.state === 'closed' ? WITHDRAWN : undefined),
      claimedAt: row.claimed_at ?? undefined,
      resolvedAt: row.outcome === null ? undefined : (row.resolved_at ?? undefined),
    }));
  }

  /** The service desk's tickets of these cases, by reference. */
  async #ticketsOf(references: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (references.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('reference', 'in', references)
      .execute();
    return new Map(
      rows.flatMap((row) => {
        const { ticket } = fromRow(row);
        return ticket === undefined ? [] : [[row.reference, ticket.number] as const];
      }),
    );
  }

  /** Where a text first occurs in a stored case, from 1; 0 if nowhere. What people typed cannot match: its quotes are escaped. */
  #place(text: string) {
    return this.#kind === 'postgres' ? sql`strpos(c.body, ${text})` : sql`instr(c.body, ${text})`;
  }

  async #walks(trust: string, since: IsoInstant) {
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

interface CaseTimesRow {
  readonly reference: string;
  readonly problem: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly opened_at: string;
  readonly claimed_at: string | null;
  readonly resolved_at: string | null;
  readonly trainer_at: number;
  readonly staff_at: number;
}

/** Whether the trainer stands before any member of staff: the first requester raised the case. */
const isFirst = (trainerAt: number, staffAt: number) =>
  trainerAt > 0 && (staffAt === 0 || trainerAt < staffAt);

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
