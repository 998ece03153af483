import { expect } from 'vitest';
import type { Database } from '../../../src/store/database.ts';
import { ReportQueries } from '../../../src/store/reports/report-queries.ts';
import { londonInstant } from '../../../src/time/clock.ts';
import { isWorkingDay } from '../../../src/time/working-days.ts';
import type { GeneratedCase } from '../../support/generated-year.ts';

export const END = '2026-11-23T10:00:00.000Z';
/** The ESR Team of the generated year works at these times. */
export const RULES = { now: END, hours: { start: '08:00', end: '17:00' } } as const;
export const daysBefore = (days: number) => new Date(Date.parse(END) - days * 86_400_000).toISOString();

const openings = new Map<string, readonly [opens: number, closes: number]>();

/** When the team works on a day, which in England is the same day in UTC. */
function openingOn(day: string): readonly [opens: number, closes: number] {
  const { start, end } = RULES.hours;
  const opening = openings.get(day) ?? [
    Date.parse(londonInstant(day, start)),
    Date.parse(londonInstant(day, isWorkingDay(day) ? end : start)),
  ];
  openings.set(day, opening);
  return opening;
}

/** Minutes of working time, a day at a time. */
function worked(from: string, to: string): number {
  let sum = 0;
  for (let at = Date.parse(`${from.slice(0, 10)}T00:00:00.000Z`); at <= Date.parse(to); at += 86_400_000) {
    const [opens, closes] = openingOn(new Date(at).toISOString().slice(0, 10));
    sum += Math.max(0, Math.min(closes, Date.parse(to)) - Math.max(opens, Date.parse(from)));
  }
  return sum / 60_000;
}

/** The same figures worked out the plain way, from the cases as they were generated. */
function expected(cases: readonly GeneratedCase[], trust: string, since: string) {
  const mine = cases.filter((it) => it.trust === trust && it.openedAt >= since);
  const tally = (key: (it: GeneratedCase) => string | undefined) => {
    const counts = new Map<string | undefined, number>();
    for (const it of mine) counts.set(key(it), (counts.get(key(it)) ?? 0) + 1);
    return counts;
  };
  const times = (at: (it: GeneratedCase) => string | undefined) => {
    const minutes = mine
      .flatMap((it) => {
        const end = at(it);
        return end === undefined ? [] : [worked(it.openedAt, end)];
      })
      .sort((a, b) => a - b);
    const rank = (share: number) => minutes[Math.ceil(minutes.length * share) - 1];
    return { median: rank(0.5), ninetieth: rank(0.9) };
  };
  return {
    raised: mine.length,
    raisedBy: {
      staff: mine.filter(({ raisedBy }) => raisedBy === 'staff').length,
      trainer: mine.filter(({ raisedBy }) => raisedBy === 'trainer').length,
    },
    byProblem: tally((it) => it.problem),
    byOutcome: tally((it) => it.outcome),
    toClaim: times((it) => it.claimedAt),
    toResolve: times((it) => (it.outcome === undefined ? undefined : it.resolvedAt)),
  };
}

/** Asserts that the report of these days has the figures of the cases. */
export async function check(database: Database, cases: readonly GeneratedCase[], days: number) {
  const figures = await new ReportQueries(database).figures('esneft', daysBefore(days), RULES);
  const want = expected(cases, 'esneft', daysBefore(days));
  expect(figures.raised).toBe(want.raised);
  expect(figures.raisedBy).toEqual(want.raisedBy);
  expect(new Map(figures.byProblem.map((row) => [row.problem, row.cases]))).toEqual(want.byProblem);
  expect(new Map(figures.byOutcome.map((row) => [row.outcome, row.cases]))).toEqual(want.byOutcome);
  for (const what of ['toClaim', 'toResolve'] as const) {
    expect(figures[what].median).toBeCloseTo(want[what].median ?? Number.NaN, 3);
    expect(figures[what].ninetieth).toBeCloseTo(want[what].ninetieth ?? Number.NaN, 3);
  }
  return figures;
}
