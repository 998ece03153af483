import { BRANCH_ENDS, type ReportFigures } from '../../cases/reports.ts';
import { type Cell, CSV_MARK, csvLine, inert } from '../../text/csv-line.ts';
import { londonDay } from '../../time/clock.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { type CountRow, reportTables } from './report-tables.ts';

/** A report as the rows of a spreadsheet: figures first, then one table under the other. About nobody. */
export type ReportSheet = readonly (readonly Cell[])[];

export function reportSheet(deps: CaseCardDeps, trust: string, figures: ReportFigures): ReportSheet {
  const { problems, outcomes, steps } = reportTables(deps, trust, figures);
  const { raised, toClaim, toResolve, walks } = figures;
  const minutes = (time: number | undefined) => (time === undefined ? '' : Math.round(time));
  const table = (title: string, rows: readonly CountRow[]): Cell[][] => [
    [],
    [title, 'Count'],
    ...rows.map((row) => [...row]),
  ];
  return [
    ['Trust', deps.guides.get(trust)?.name ?? trust],
    ['From', londonDay(figures.since)],
    ['To', londonDay(deps.now())],
    ['Cases raised', raised],
    ['Minutes to claim, median', minutes(toClaim.median)],
    ['Minutes to claim, 90th percentile', minutes(toClaim.ninetieth)],
    ['Minutes to resolve, median', minutes(toResolve.median)],
    ['Minutes to resolve, 90th percentile', minutes(toResolve.ninetieth)],
    ['Walks through the guide', BRANCH_ENDS.reduce((sum, end) => sum + walks[end], 0)],
    ['Solved without a case', walks.solved],
    ['Said it was helpful', figures.feedback.helpful],
    ['Said it was not helpful', figures.feedback.unhelpful],
    ...table('Problem', problems),
    ...table('Outcome', outcomes),
    ...table('Not helped by', steps),
  ];
}

/** As a CSV file (RFC 4180); the mark in front tells Excel that it is UTF-8. */
export function toCsv(sheet: ReportSheet): string {
  return CSV_MARK + sheet.map(csvLine).join('');
}

/** As text that falls into rows and columns when it is pasted into a spreadsheet. */
export function toPaste(sheet: ReportSheet): string {
  return sheet.map((row) => row.map((it) => inert(it).replace(/[\t\r\n]/g, ' ')).join('\t')).join('\n');
}
