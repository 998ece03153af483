import type { Case } from '../../cases/case.ts';
import type { AgainstTarget, ReportFigures, Week } from '../../cases/reports.ts';
import type { BranchId } from '../../guides/ids.ts';
import { outcomeName } from '../../guides/outcomes.ts';
import { problemTitle } from '../../guides/problems.ts';
import { firstSentence } from '../../text/first-sentence.ts';
import { speakDay } from '../../time/speak-time.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

export type CountRow = readonly [name: string, count: number];

export interface ReportTables {
  readonly problems: readonly CountRow[];
  readonly outcomes: readonly CountRow[];
  /** Where the guide did not help. */
  readonly steps: readonly CountRow[];
}

/** A report's tables, with names for its ids. No text that people typed is in them. */
export function reportTables(deps: CaseCardDeps, trust: string, figures: ReportFigures): ReportTables {
  const stepRow =
    (said: string) =>
    ({ branch, step, walks }: ReportFigures['gaveUp'][number]): CountRow => [
      `${problemName(deps, branch)}${stepWords(deps, trust, branch, step)}${said}`,
      walks,
    ];
  return {
    problems: figures.byProblem.map(({ problem, cases }) => [problemName(deps, problem), cases]),
    outcomes: figures.byOutcome.map(({ outcome, cases }) => [
      outcome === undefined ? TEXTS.figures.notResolved : outcomeName(deps.guides.get(trust), outcome),
      cases,
    ]),
    steps: [...figures.gaveUp.map(stepRow('')), ...figures.unhelpful.map(stepRow(TEXTS.figures.unhelpful))],
  };
}

/** A week's column heading: "9 Nov". */
export function weekLabel({ from }: Week): string {
  const [, day = '', month = ''] =
    /(\d+) (\p{L}+)/u.exec(speakDay(from, `${from.slice(0, 4)}-06-15T12:00:00.000Z`)) ?? [];
  return `${day} ${month}`;
}

/** A row for each figure, with a column for each week. Targets have rows where any are set. */
export function weekTable({
  weeks,
}: Pick<ReportFigures, 'weeks'>): [name: string, ...values: (string | number)[]][] {
  const row = (name: string, value: (week: Week) => number | string): [string, ...(string | number)[]] => [
    name,
    ...weeks.map(value),
  ];
  const target = (name: string, of: (week: Week) => AgainstTarget | undefined) => {
    const met = (it: AgainstTarget | undefined) => {
      const all = it === undefined ? 0 : it.met + it.missed.length;
      return it === undefined || all === 0 ? '-' : TEXTS.figures.metShort(it.met, all);
    };
    return weeks.some((week) => of(week) !== undefined) ? [row(name, (week) => met(of(week)))] : [];
  };
  const { figures } = TEXTS;
  return [
    row(figures.raised, ({ raised }) => raised),
    row(figures.byStaff, ({ raisedBy }) => raisedBy.staff),
    row(figures.byTrainers, ({ raisedBy }) => raisedBy.trainer),
    row(figures.resolved, ({ resolved }) => resolved),
    row(figures.withdrawn, ({ withdrawn }) => withdrawn),
    row(figures.notResolved, ({ unresolved }) => unresolved),
    ...target(figures.claimedInTime, ({ claim }) => claim),
    ...target(figures.resolvedInTime, ({ resolve }) => resolve),
  ];
}

const problemName = ({ problems }: CaseCardDeps, problem: Case['problem']) =>
  problem === 'other' ? TEXTS.figures.noProblem : problemTitle(problems, problem);

/** A step's first sentence. The bot's own questions, and steps of an older guide, have none. */
function stepWords({ guides }: CaseCardDeps, trust: string, branch: string, step: string): string {
  if (step === '') return '';
  const text = guides.get(trust)?.branches[branch as BranchId]?.steps[step]?.text;
  if (text === undefined) return TEXTS.figures.atQuestion;
  const plain = text.replaceAll('**', '').replace(/\{\{.+?\}\}/g, '…');
  return TEXTS.figures.atStep(firstSentence(plain, LONGEST));
}

const LONGEST = 80;
