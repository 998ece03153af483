import type { BranchId, TrustId } from '../guides/ids.ts';
import type { Case, Instant } from './case.ts';

/** How a branch of the guide ended. */
export const BRANCH_ENDS = ['solved', 'done', 'referred', 'hand-over'] as const;
type BranchEnding = (typeof BRANCH_ENDS)[number];

/** Feedback given afterwards, in one tap. */
export const FEEDBACK = ['helpful', 'unhelpful'] as const;
export type Feedback = (typeof FEEDBACK)[number];

/** One branch that ended, and at which step: nothing about the person. */
export interface EndedBranch {
  readonly trust: TrustId;
  readonly branch: BranchId;
  /** The last step that was answered; empty when none was. */
  readonly step: string;
  readonly ended: BranchEnding | Feedback;
}

/** Stands for the outcome of a case that was taken back before it had one. */
export const WITHDRAWN = 'withdrawn';

/** A middle and a slow case, in minutes by the clock, nights and weekends included. Absent where there is no case. */
export interface Times {
  readonly median?: number | undefined;
  /** Nine in ten were at least this quick. */
  readonly ninetieth?: number | undefined;
}

/** What happened at one Trust over some days: cases by when they were raised, branches by when they ended. */
export interface ReportFigures {
  readonly since: Instant;
  readonly raised: number;
  readonly byProblem: readonly { readonly problem: Case['problem']; readonly cases: number }[];
  /** `undefined` for cases that are not resolved yet, `WITHDRAWN` for those that were taken back before they were. */
  readonly byOutcome: readonly { readonly outcome: string | undefined; readonly cases: number }[];
  /** From raised to the first colleague on it. */
  readonly toClaim: Times;
  /** From raised to the resolution that held. */
  readonly toResolve: Times;
  readonly walks: Readonly<Record<BranchEnding, number>>;
  readonly feedback: Readonly<Record<Feedback, number>>;
  /** Where people said that it did not help, most often first. */
  readonly unhelpful: readonly {
    readonly branch: string;
    readonly step: string;
    readonly walks: number;
  }[];
  /** Where branches ended without an answer, most often first. */
  readonly gaveUp: readonly { readonly branch: string; readonly step: string; readonly walks: number }[];
}

/** The share of ended branches that were solved without help: 0 to 1; undefined while there are none. */
export function shareSolved({ walks }: ReportFigures): number | undefined {
  const all = BRANCH_ENDS.reduce((sum, end) => sum + walks[end], 0);
  return all === 0 ? undefined : walks.solved / all;
}
