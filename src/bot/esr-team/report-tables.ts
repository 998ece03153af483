import type { Case } from '../../cases/case.ts';
import type { ReportFigures } from '../../cases/reports.ts';
import { inWords, type Outcome } from '../../guides/ids.ts';
import { problemTitle } from '../../guides/problems.ts';
import type { CaseCardDeps } from '../cases/case-cards.ts';

/** The outcomes by the names that the ESR Team chooses them by. */
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

/** The same for any stored outcome, also one that this version does not have. */
export const outcomeName = (outcome: string): string =>
  (OUTCOME_NAMES as Readonly<Record<string, string>>)[outcome] ?? inWords(outcome);

/** What is counted, and how many. */
export type CountRow = readonly [name: string, count: number];

export interface ReportTables {
  readonly problems: readonly CountRow[];
  readonly outcomes: readonly CountRow[];
  /** Where the guide did not help. */
  readonly steps: readonly CountRow[];
}

/** A report's tables, in words. Nothing in them was typed by anybody. */
export function reportTables(deps: CaseCardDeps, figures: ReportFigures): ReportTables {
  const stepRow =
    (said: string) =>
    ({ branch, step, walks }: ReportFigures['gaveUp'][number]): CountRow => [
      `${problemName(deps, branch)}${step === '' ? '' : `: ${step.replaceAll('-', ' ')}`}${said}`,
      walks,
    ];
  return {
    problems: figures.byProblem.map(({ problem, cases }) => [problemName(deps, problem), cases]),
    outcomes: figures.byOutcome.map(({ outcome, cases }) => [
      outcome === undefined ? 'Not resolved yet' : outcomeName(outcome),
      cases,
    ]),
    steps: [
      ...figures.gaveUp.map(stepRow('')),
      ...figures.unhelpful.map(stepRow(' (they said: not helpful)')),
    ],
  };
}

const problemName = ({ problems }: CaseCardDeps, problem: Case['problem']) =>
  problem === 'other' ? 'Asked for the ESR Team' : problemTitle(problems, problem);
