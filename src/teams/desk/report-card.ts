import { type Card, type CardData, token, words } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import { type ReportFigures, shareSolved, type Times, WALK_ENDS } from '../../cases/reports.ts';
import { londonDay } from '../../guides/clock.ts';
import type { BranchId, Outcome, TrustId } from '../../guides/ids.ts';
import { speakDay, speakDuration } from '../../guides/speak-time.ts';
import type { CaseCardParts } from '../case-cards.ts';

export const OUTCOME_NAMES: Readonly<Record<Outcome, string>> = {
  'password-reset-sent': 'Password reset sent',
  'email-corrected-reset-sent': 'Email corrected and reset sent',
  'record-corrected': 'Record corrected',
  'username-sent': 'Username sent',
  'smartcard-linked': 'Smartcard linked',
  'referred-to-it': 'Referred to IT',
  'not-our-trust': 'Not our Trust',
  'could-not-help': 'Could not help',
};

type Row = readonly [name: string, cases: number];

/** The figures of some days, as a card: a chart where the client draws one, else a table; and as text for a spreadsheet. */
export function reportCard(parts: CaseCardParts, trust: TrustId, days: 7 | 30, figures: ReportFigures): Card {
  const problems = figures.byProblem.map(({ problem, cases }): Row => [problemName(parts, problem), cases]);
  const outcomes = figures.byOutcome.map(
    ({ outcome, cases }): Row => [outcome === undefined ? 'Not resolved yet' : OUTCOME_NAMES[outcome], cases],
  );
  const stepRow =
    (said: string) =>
    ({ branch, step, walks }: ReportFigures['gaveUp'][number]): Row => [
      `${problemName(parts, branch)}${step === '' ? '' : `: ${step.replaceAll('-', ' ')}`}${said}`,
      walks,
    ];
  const steps = [
    ...figures.gaveUp.map(stepRow('')),
    ...figures.unhelpful.map(stepRow(' (they said: not helpful)')),
  ];
  const facts = factsOf(figures);
  return parts.cards.render('report', {
    title: words(`The last ${days} days`),
    sub: words(
      `${parts.guides.get(trust)?.shortName ?? trust}, since ${speakDay(londonDay(figures.since), parts.now())}`,
    ),
    days,
    facts: facts.map(([title, value]) => ({ title: words(title), value: words(value) })),
    problems: problems.map(rowData),
    outcomes: outcomes.map(rowData),
    steps: steps.map(rowData),
    csv: token(toCsv(figures, { Problem: problems, Outcome: outcomes, 'Not helped by': steps })),
  });
}

function factsOf(figures: ReportFigures): [title: string, value: string][] {
  const { walks } = figures;
  const share = shareSolved(figures);
  return [
    ['Cases raised', String(figures.raised)],
    ['Claimed in', spoken(figures.toClaim)],
    ['Resolved in', spoken(figures.toResolve)],
    [
      'No case needed',
      share === undefined
        ? 'Nobody has walked through the guide yet'
        : `${Math.round(share * 100)}% (${walks.solved} of ${walked(figures)} people)`,
    ],
    ['Said it was helpful', helpful(figures)],
  ];
}

const helpful = ({ feedback }: ReportFigures) => {
  const all = feedback.helpful + feedback.unhelpful;
  return all === 0 ? 'Nobody has said yet' : `${feedback.helpful} of ${all}`;
};

const walked = ({ walks }: ReportFigures) => WALK_ENDS.reduce((sum, end) => sum + walks[end], 0);

const spoken = ({ median, ninetieth }: Times) =>
  median === undefined || ninetieth === undefined
    ? 'No case yet'
    : `Typical: ${speakDuration(median)}. 9 in 10: ${speakDuration(ninetieth)}`;

const problemName = ({ problems }: CaseCardParts, problem: Case['problem'] | BranchId) =>
  problem === 'other' ? 'Asked for the ESR Team' : (problems.branches.get(problem)?.title ?? problem);

/** `cases` for a chart, `count` for a table: a table shows text only. */
const rowData = ([name, cases]: Row): CardData => ({ name: words(name), cases, count: words(String(cases)) });

/** Comma-separated, quoted, one table under the other. Nothing in it was typed by anybody. */
function toCsv(figures: ReportFigures, tables: Readonly<Record<string, readonly Row[]>>): string {
  const line = (...cells: (string | number)[]) =>
    cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',');
  const minutes = (time: number | undefined) => (time === undefined ? '' : Math.round(time));
  const { raised, toClaim, toResolve, walks } = figures;
  return [
    line('Cases raised', raised),
    line('Minutes to claim, median', minutes(toClaim.median)),
    line('Minutes to claim, 90th percentile', minutes(toClaim.ninetieth)),
    line('Minutes to resolve, median', minutes(toResolve.median)),
    line('Minutes to resolve, 90th percentile', minutes(toResolve.ninetieth)),
    line('Walks through the guide', walked(figures)),
    line('Solved without a case', walks.solved),
    ...Object.entries(tables).flatMap(([title, rows]) => [
      '',
      line(title, 'Count'),
      ...rows.map(([name, cases]) => line(name, cases)),
    ]),
  ].join('\n');
}
