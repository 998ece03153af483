import { type AgainstTarget, endedWalks, namedWithTicket, type ReportFigures } from '../../cases/reports.ts';
import { type Cell, CSV_MARK, csvLine, inert } from '../../text/csv-line.ts';
import { londonDay } from '../../time/clock.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { type CountRow, reportTables, weekTable } from './report-tables.ts';
import { TEAM_TEXTS } from './texts.ts';

const HEADINGS = TEAM_TEXTS.sheet;

/** A report as the rows of a spreadsheet: the figures, then one table below the other. It has no names of people. */
export type ReportSheet = readonly (readonly Cell[])[];

export function reportSheet(deps: CaseCardDeps, trust: string, figures: ReportFigures): ReportSheet {
  const { problems, outcomes, steps } = reportTables(deps, trust, figures);
  const { raised, toClaim, toResolve, walks } = figures;
  const minutes = (time: number | undefined) => (time === undefined ? '' : Math.round(time));
  const table = (title: string, rows: readonly CountRow[]): Cell[][] => [
    [],
    [title, HEADINGS.count],
    ...rows.map((row) => [...row]),
  ];
  return [
    [HEADINGS.trust, deps.guides.get(trust)?.name ?? trust],
    [HEADINGS.from, londonDay(figures.since)],
    [HEADINGS.to, londonDay(deps.now())],
    [HEADINGS.raised, raised],
    [HEADINGS.byStaff, figures.raisedBy.staff],
    [HEADINGS.byTrainers, figures.raisedBy.trainer],
    [HEADINGS.resolved, figures.resolved],
    [HEADINGS.withdrawn, figures.withdrawn],
    [HEADINGS.notResolved, figures.unresolved],
    [HEADINGS.claimMedian, minutes(toClaim.median)],
    [HEADINGS.claimNinetieth, minutes(toClaim.ninetieth)],
    [HEADINGS.resolveMedian, minutes(toResolve.median)],
    [HEADINGS.resolveNinetieth, minutes(toResolve.ninetieth)],
    ...targetRows(HEADINGS.claimHours, HEADINGS.claimMet, HEADINGS.claimMissed, figures, figures.claim),
    ...targetRows(
      HEADINGS.resolveHours,
      HEADINGS.resolveMet,
      HEADINGS.resolveMissed,
      figures,
      figures.resolve,
    ),
    [HEADINGS.walks, endedWalks(figures)],
    [HEADINGS.solved, walks.solved],
    [HEADINGS.helpful, figures.feedback.helpful],
    [HEADINGS.unhelpful, figures.feedback.unhelpful],
    ...table(HEADINGS.problem, problems),
    ...table(HEADINGS.outcome, outcomes),
    ...table(HEADINGS.notHelped, steps),
    [],
    [HEADINGS.week, ...figures.weeks.map(({ from }) => from)],
    ...weekTable(figures).map((row) => [...row]),
  ];
}

/** A target, how many cases met it, and which did not. */
function targetRows(
  hours: string,
  met: string,
  missed: string,
  figures: ReportFigures,
  of: AgainstTarget | undefined,
): Cell[][] {
  if (of === undefined) return [];
  const cases =
    of.missed.length === 0 ? [] : [of.missed.map((one) => namedWithTicket(figures, one)).join(' ')];
  return [
    [hours, of.hours],
    [met, of.met],
    [missed, of.missed.length, ...cases],
  ];
}

/** As a CSV file (RFC 4180); the byte order mark tells Excel that it is UTF-8. */
export function toCsv(sheet: ReportSheet): string {
  return CSV_MARK + sheet.map(csvLine).join('');
}

/** As tab-separated text, to paste into a spreadsheet. */
export function toPaste(sheet: ReportSheet): string {
  return sheet.map((row) => row.map((it) => inert(it).replace(/[\t\r\n]/g, ' ')).join('\t')).join('\n');
}
