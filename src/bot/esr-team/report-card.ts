import { plainText } from '../../cards/plain-text.ts';
import { type Card, type CardData, token, words } from '../../cards/render.ts';
import {
  type AgainstTarget,
  endedWalks,
  namedWithTicket,
  type ReportFigures,
  shareSolved,
  type Times,
} from '../../cases/reports.ts';
import { londonDay } from '../../time/clock.ts';
import { speakDay, speakWorkingTime } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import type { ReportDays } from './report-figures.ts';
import { reportSheet, toPaste } from './report-sheet.ts';
import { type CountRow, reportTables, weekLabel, weekTable } from './report-tables.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

/** A report as a card: charts where the client draws them, else tables, and the same as text to paste into a spreadsheet. */
export function reportCard(
  deps: CaseCardDeps,
  trust: string,
  days: ReportDays,
  figures: ReportFigures,
  /** The report on Mondays is switched on. */
  monday = false,
): Card {
  const { problems, outcomes, steps } = reportTables(deps, trust, figures);
  return deps.cards.render('report', {
    title: words(TEXTS.lastDays(days)),
    sub: words(
      (monday ? TEXTS.onMondays : String)(
        TEXTS.reportSince(
          deps.guides.get(trust)?.shortName ?? trust,
          speakDay(londonDay(figures.since), deps.now()),
        ),
      ),
    ),
    days,
    daysSent: token(String(days)),
    monday,
    missed: missedLines(figures),
    ...weeksOf(figures),
    facts: factsOf(figures).map(([title, value]) => ({ title: words(title), value: words(value) })),
    problems: problems.map(rowData),
    outcomes: outcomes.map(rowData),
    steps: steps.map(rowData),
    sheet: token(toPaste(reportSheet(deps, trust, figures))),
    file: words(`report ${days === 7 ? '' : `${days} `}csv`),
  });
}

/** A line for each target that cases missed, with their references. */
function missedLines(figures: ReportFigures): CardData[] {
  const { claim, resolve } = figures;
  const line = (say: (hours: number, cases: string) => string, target: AgainstTarget | undefined) => {
    if (target === undefined || target.missed.length === 0) return [];
    const { hours, missed } = target;
    const more = missed.length - MOST_MISSED;
    const named = missed
      .slice(0, MOST_MISSED)
      .map((one) => plainText(namedWithTicket(figures, one)))
      .join(', ');
    return [{ line: words(say(hours, more > 0 ? TEXTS.figures.andMore(named, more) : named)) }];
  };
  return [...line(TEXTS.figures.notClaimedIn, claim), ...line(TEXTS.figures.notResolvedIn, resolve)];
}

const MOST_MISSED = 12;

/** The last four weeks side by side, as a table and as bars. */
function weeksOf(figures: ReportFigures): CardData {
  const columns = <T>(of: readonly T[], data: (one: T) => CardData[string]) =>
    Object.fromEntries(of.map((one, index) => [`week${index + 1}`, data(one)]));
  const bars = (legend: string, of: (week: ReportFigures['weeks'][number]) => number) => ({
    legend: words(legend),
    values: figures.weeks.map((week) => ({ x: words(weekLabel(week)), y: of(week) })),
  });
  return {
    ...columns(figures.weeks, (week) => words(weekLabel(week))),
    weeks: weekTable(figures).map(([name, ...values]) => ({
      name: words(name),
      ...columns(values, (value) => words(String(value))),
    })),
    bars: [
      bars(TEXTS.figures.raised, ({ raised }) => raised),
      bars(TEXTS.figures.resolved, ({ resolved }) => resolved),
    ],
  };
}

function factsOf(figures: ReportFigures): [title: string, value: string][] {
  const { walks } = figures;
  const share = shareSolved(figures);
  return [
    [TEXTS.figures.raised, TEXTS.figures.raisedBy(figures.raised, figures.raisedBy)],
    [TEXTS.figures.now, TEXTS.figures.becameOf(figures)],
    [TEXTS.figures.toClaim, spoken(figures.toClaim)],
    [TEXTS.figures.toResolve, spoken(figures.toResolve)],
    ...against(TEXTS.figures.claimedInTime, figures.claim),
    ...against(TEXTS.figures.resolvedInTime, figures.resolve),
    [
      TEXTS.figures.noCaseNeeded,
      share === undefined
        ? TEXTS.figures.noWalks
        : TEXTS.figures.solved(Math.round(share * 100), walks.solved, endedWalks(figures)),
    ],
    [TEXTS.figures.helpful, helpful(figures)],
  ];
}

const against = (title: string, target: AgainstTarget | undefined): [title: string, value: string][] =>
  target === undefined
    ? []
    : [[title, TEXTS.figures.metOf(target.met, target.met + target.missed.length, target.hours)]];

const helpful = ({ feedback }: ReportFigures) => {
  const all = feedback.helpful + feedback.unhelpful;
  return all === 0 ? TEXTS.figures.noFeedback : TEXTS.figures.helpfulOf(feedback.helpful, all);
};

const spoken = ({ median, ninetieth }: Times) =>
  median === undefined || ninetieth === undefined
    ? TEXTS.figures.noCases
    : TEXTS.figures.times(speakWorkingTime(median), speakWorkingTime(ninetieth));

/** `cases` is for a chart, `count` for a table, which shows text only. */
const rowData = ([name, cases]: CountRow): CardData => ({
  name: words(name),
  cases,
  count: words(String(cases)),
});
