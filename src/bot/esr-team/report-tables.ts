import type { Case } from '../../cases/case.ts';
import { outcomeName } from '../../cases/outcome-names.ts';
import type { ReportFigures } from '../../cases/reports.ts';
import type { BranchId } from '../../guides/ids.ts';
import { problemTitle } from '../../guides/problems.ts';
import { firstSentence } from '../../text/first-sentence.ts';
import type { CaseCardDeps } from '../cases/case-card-deps.ts';
import { TEAM_TEXTS as TEXTS } from './texts.ts';

/** A label and its count. */
export type CountRow = readonly [name: string, count: number];

export interface ReportTables {
  readonly problems: readonly CountRow[];
  readonly outcomes: readonly CountRow[];
  /** Where the guide did not help. */
  readonly steps: readonly CountRow[];
}

/** A report's tables, in words. Nothing in them was typed by a person. */
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
      outcome === undefined ? TEXTS.figures.notResolved : outcomeName(outcome),
      cases,
    ]),
    steps: [...figures.gaveUp.map(stepRow('')), ...figures.unhelpful.map(stepRow(TEXTS.figures.unhelpful))],
  };
}

const problemName = ({ problems }: CaseCardDeps, problem: Case['problem']) =>
  problem === 'other' ? TEXTS.figures.noProblem : problemTitle(problems, problem);

/** A step by the first sentence that people read there; a question of the bot's own, or a step of an older guide, has none. */
function stepWords({ guides }: CaseCardDeps, trust: string, branch: string, step: string): string {
  if (step === '') return '';
  const text = guides.get(trust)?.branches[branch as BranchId]?.steps[step]?.text;
  if (text === undefined) return TEXTS.figures.atQuestion;
  const plain = text.replaceAll('**', '').replace(/\{\{.+?\}\}/g, '…');
  return TEXTS.figures.atStep(firstSentence(plain, LONGEST));
}

const LONGEST = 80;
