import type { BranchId, TrustId } from '../guides/ids.ts';
import { type IsoDate, type IsoInstant, londonDay, londonInstant, shiftDay } from '../time/clock.ts';
import { mondayOf, type WorkingHours, workingClock } from '../time/working-days.ts';
import type { Case, Requester } from './case.ts';

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

/** Stands for the outcome of a case that was withdrawn before it had one. */
export const WITHDRAWN = 'withdrawn';

/** What a report needs of a case. */
export interface ReportedCase extends Pick<Case, 'reference' | 'problem' | 'openedAt'> {
  readonly raisedBy: Requester['kind'];
  /** Absent while it is not resolved, also where it was resolved by mistake; `WITHDRAWN` if it never was. */
  readonly outcome?: string | undefined;
  /** When it was first claimed. */
  readonly claimedAt?: IsoInstant | undefined;
  /** Of the resolution that held. */
  readonly resolvedAt?: IsoInstant | undefined;
}

/** A Trust's targets, in hours of working time. */
interface Targets {
  readonly claimHours?: number | undefined;
  readonly resolveHours?: number | undefined;
}

/** What figures are worked out with. */
export interface ReportRules {
  readonly now: IsoInstant;
  readonly hours: WorkingHours;
  readonly targets?: Targets | undefined;
}

/** Percentiles, in minutes of the team's working time. Absent where there is no case. */
export interface Times {
  readonly median?: number | undefined;
  readonly ninetieth?: number | undefined;
}

/** How cases stand against a target. Withdrawn cases, and those that still have time, are in neither. */
export interface AgainstTarget {
  readonly hours: number;
  readonly met: number;
  /** The references of those that took longer, or are still waiting past it; the newest first. */
  readonly missed: readonly string[];
}

/** What became of some cases by now. */
interface Tally {
  readonly raised: number;
  readonly raisedBy: Readonly<Record<Requester['kind'], number>>;
  readonly resolved: number;
  readonly withdrawn: number;
  readonly unresolved: number;
  readonly claim?: AgainstTarget | undefined;
  readonly resolve?: AgainstTarget | undefined;
}

/** The cases that were raised in one week. */
export interface Week extends Tally {
  /** Its Monday. */
  readonly from: IsoDate;
}

/** A Trust's cases over some days, by when they were raised, and its last four whole weeks, oldest first. */
export interface CaseFigures extends Tally {
  readonly byProblem: readonly { readonly problem: Case['problem']; readonly cases: number }[];
  /** `undefined` for cases that are not resolved yet, `WITHDRAWN` for those that were taken back before they were. */
  readonly byOutcome: readonly { readonly outcome: string | undefined; readonly cases: number }[];
  readonly toClaim: Times;
  readonly toResolve: Times;
  readonly weeks: readonly Week[];
}

/** How many walks through a branch ended at this step. */
interface StepCount {
  readonly branch: string;
  readonly step: string;
  readonly walks: number;
}

/** What happened at one Trust over some days: cases by when they were raised, branches by when they ended. */
export interface ReportFigures extends CaseFigures {
  readonly since: IsoInstant;
  /** The service desk's tickets of cases that missed a target, by reference. */
  readonly tickets?: ReadonlyMap<string, string> | undefined;
  readonly walks: Readonly<Record<BranchEnding, number>>;
  readonly feedback: Readonly<Record<Feedback, number>>;
  /** Where people said that it did not help, most often first. */
  readonly unhelpful: readonly StepCount[];
  /** Where branches ended without an answer, most often first. */
  readonly gaveUp: readonly StepCount[];
}

/** A case's reference as a report shows it: with its ticket, if it has one. */
export const namedWithTicket = ({ tickets }: Pick<ReportFigures, 'tickets'>, reference: string): string => {
  const ticket = tickets?.get(reference);
  return ticket === undefined ? reference : `${reference} (${ticket})`;
};

/** How many branches ended, in whichever way. */
export const endedWalks = ({ walks }: Pick<ReportFigures, 'walks'>): number =>
  BRANCH_ENDS.reduce((sum, end) => sum + walks[end], 0);

/** The share of ended branches that were solved without help: 0 to 1; undefined while there are none. */
export function shareSolved(figures: Pick<ReportFigures, 'walks'>): number | undefined {
  const all = endedWalks(figures);
  return all === 0 ? undefined : figures.walks.solved / all;
}

const WEEKS = 4;

/** The Mondays of the last four whole weeks, and of the one that has begun. */
function mondays(now: IsoInstant): IsoDate[] {
  const monday = mondayOf(londonDay(now));
  return Array.from({ length: WEEKS + 1 }, (_, index) => shiftDay(monday, 7 * (index - WEEKS)));
}

/** The instant from which a report needs cases: `since`, or the start of the four weeks if that is earlier. */
export function neededSince(since: IsoInstant, now: IsoInstant): IsoInstant {
  const [first = ''] = mondays(now);
  const weeks = londonInstant(first, '00:00');
  return weeks < since ? weeks : since;
}

/** Works out the figures of the cases raised from `since` on, and of those in the last four whole weeks. */
export function caseFigures(
  cases: readonly ReportedCase[],
  since: IsoInstant,
  rules: ReportRules,
): CaseFigures {
  const timed = withTimes(cases, since, rules);
  const mine = timed.filter((it) => it.openedAt >= since);
  const tally = (some: readonly TimedCase[]) => tallyOf(some, rules.targets);
  const days = mondays(rules.now);
  const starts = days.map((day) => londonInstant(day, '00:00'));
  return {
    ...tally(mine),
    byProblem: counted(mine.map((it) => it.problem)).map(([problem, count]) => ({ problem, cases: count })),
    byOutcome: counted(mine.map((it) => it.outcome)).map(([outcome, count]) => ({ outcome, cases: count })),
    toClaim: timesOf(mine.flatMap(({ toClaim = [] }) => toClaim)),
    toResolve: timesOf(mine.flatMap(({ toResolve = [] }) => toResolve)),
    weeks: days.slice(0, WEEKS).map((from, index) => {
      const [start = '', end = ''] = starts.slice(index);
      return { from, ...tally(timed.filter(({ openedAt }) => openedAt >= start && openedAt < end)) };
    }),
  };
}

/** With minutes of working time since it was opened: until claimed, until resolved, and until now. */
interface TimedCase extends ReportedCase {
  readonly toClaim?: number | undefined;
  readonly toResolve?: number | undefined;
  readonly age: number;
}

function withTimes(
  cases: readonly ReportedCase[],
  since: IsoInstant,
  { now, hours }: ReportRules,
): TimedCase[] {
  const worked = workingClock(neededSince(since, now), now, hours);
  const end = worked(now);
  return cases.map((it) => {
    const start = worked(it.openedAt);
    const until = (at: IsoInstant | undefined) => (at === undefined ? undefined : worked(at) - start);
    return { ...it, toClaim: until(it.claimedAt), toResolve: until(it.resolvedAt), age: end - start };
  });
}

function tallyOf(cases: readonly TimedCase[], targets: Targets | undefined): Tally {
  const count = (is: (it: TimedCase) => boolean) => cases.filter(is).length;
  const withdrawn = count((it) => it.outcome === WITHDRAWN);
  const unresolved = count((it) => it.outcome === undefined);
  const against = (time: 'toClaim' | 'toResolve', hours: number | undefined): AgainstTarget | undefined => {
    if (hours === undefined) return undefined;
    const isLate = (it: TimedCase) => (it[time] ?? it.age) > hours * 60;
    const late = cases.filter((it) => isLate(it) && (it[time] !== undefined || it.outcome !== WITHDRAWN));
    return {
      hours,
      met: count((it) => it[time] !== undefined && !isLate(it)),
      missed: late.sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1)).map(({ reference }) => reference),
    };
  };
  return {
    raised: cases.length,
    raisedBy: {
      staff: count((it) => it.raisedBy === 'staff'),
      trainer: count((it) => it.raisedBy === 'trainer'),
    },
    resolved: cases.length - withdrawn - unresolved,
    withdrawn,
    unresolved,
    claim: against('toClaim', targets?.claimHours),
    resolve: against('toResolve', targets?.resolveHours),
  };
}

/** Nearest-rank percentiles. */
function timesOf(minutes: readonly number[]): Times {
  const sorted = minutes.toSorted((a, b) => a - b);
  const rank = (share: number) => sorted[Math.ceil(sorted.length * share) - 1];
  return { median: rank(0.5), ninetieth: rank(0.9) };
}

/** Each value with its count: the commonest first, then alphabetically, and `undefined` last. */
function counted<T extends string | undefined>(all: readonly T[]): [T, number][] {
  return [...Map.groupBy(all, (one) => one)]
    .map(([one, same]): [T, number] => [one, same.length])
    .sort(([a, m], [b, n]) => n - m || ((a ?? '\uffff') < (b ?? '\uffff') ? -1 : 1));
}
