import { type Card, type CardData, token, words } from '../../cards/render.ts';
import { BRANCH_ENDS, type ReportFigures, shareSolved, type Times } from '../../cases/reports.ts';
import { londonDay } from '../../time/clock.ts';
import { speakDay, speakDuration } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { reportSheet, toPaste } from './report-sheet.ts';
import { type CountRow, reportTables } from './report-tables.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

/** The days that a report can be about. */
export type ReportDays = 7 | 30;

/** The figures of some days, as a card: a chart where the client draws one, else a table; and as text for a spreadsheet. */
export function reportCard(
  deps: CaseCardDeps,
  trust: string,
  days: ReportDays,
  figures: ReportFigures,
): Card {
  const { problems, outcomes, steps } = reportTables(deps, trust, figures);
  return deps.cards.render('report', {
    title: words(TEXTS.lastDays(days)),
    sub: words(
      TEXTS.reportSince(
        deps.guides.get(trust)?.shortName ?? trust,
        speakDay(londonDay(figures.since), deps.now()),
      ),
    ),
    days,
    facts: factsOf(figures).map(([title, value]) => ({ title: words(title), value: words(value) })),
    problems: problems.map(rowData),
    outcomes: outcomes.map(rowData),
    steps: steps.map(rowData),
    sheet: token(toPaste(reportSheet(deps, trust, figures))),
    file: words(`report ${days === 7 ? '' : `${days} `}csv`),
  });
}

function factsOf(figures: ReportFigures): [title: string, value: string][] {
  const { walks } = figures;
  const share = shareSolved(figures);
  return [
    [TEXTS.figures.raised, String(figures.raised)],
    [TEXTS.figures.toClaim, spoken(figures.toClaim)],
    [TEXTS.figures.toResolve, spoken(figures.toResolve)],
    [
      TEXTS.figures.noCaseNeeded,
      share === undefined
        ? TEXTS.figures.noWalks
        : TEXTS.figures.solved(Math.round(share * 100), walks.solved, walked(figures)),
    ],
    [TEXTS.figures.helpful, helpful(figures)],
  ];
}

const helpful = ({ feedback }: ReportFigures) => {
  const all = feedback.helpful + feedback.unhelpful;
  return all === 0 ? TEXTS.figures.noFeedback : TEXTS.figures.helpfulOf(feedback.helpful, all);
};

const walked = ({ walks }: ReportFigures) => BRANCH_ENDS.reduce((sum, end) => sum + walks[end], 0);

const spoken = ({ median, ninetieth }: Times) =>
  median === undefined || ninetieth === undefined
    ? TEXTS.figures.noCases
    : TEXTS.figures.times(speakDuration(median), speakDuration(ninetieth));

/** `cases` for a chart, `count` for a table: a table shows text only. */
const rowData = ([name, cases]: CountRow): CardData => ({
  name: words(name),
  cases,
  count: words(String(cases)),
});
