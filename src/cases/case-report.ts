import type { IsoInstant } from '../time/clock.ts';
import { ADDED, type Added } from './added.ts';
import type {
  Case,
  CaseDetails,
  CaseEvent,
  Change,
  ClassPlace,
  Given,
  Requester,
  TrailEntry,
} from './case.ts';
import { isSameSide } from './sharing.ts';
import { transition } from './transitions.ts';

/** A problem as reported. The caller has checked it. */
export interface CaseReport {
  readonly trust: string;
  readonly problem: Case['problem'];
  readonly requester: Omit<Requester, 'at' | 'batch' | 'given'>;
  readonly details: CaseDetails;
  readonly trail: readonly TrailEntry[];
  /** The class it is raised with. */
  readonly batch?: ClassPlace | undefined;
  /** The same key twice is the same report: a press that Teams repeats raises one case. */
  readonly key: string;
}

export interface Raised {
  readonly case: Case;
  /** True when the same person, or their trainers' chat, had this case already. Other people's reports stay private. */
  readonly joined: boolean;
  /** What this report added to that case or changed in it. */
  readonly added: readonly Added[];
  /** It was resolved, and this report opened it again. */
  readonly reopened?: boolean | undefined;
}

type SignsIn = Given['signsIn'];

/** The case that this report opens. */
export function openedBy(report: CaseReport, reference: string, at: IsoInstant, signsIn?: SignsIn): Change {
  const { batch } = report;
  const requester = requesterOf(report, at, signsIn);
  return {
    batch,
    case: {
      reference,
      trust: report.trust,
      problem: report.problem,
      state: 'open',
      version: 1,
      openedAt: at,
      changedAt: at,
      requesters: [requester],
      details: report.details,
      trail: report.trail,
      batch,
    },
    events: [{ type: 'raise', at, by: requester.person, key: report.key, data: { problem: report.problem } }],
    messages: [],
  };
}

/** The active case that this report joins. Throws TypeError for a closed one. */
export function joinedBy(active: Case, report: CaseReport, at: IsoInstant, signsIn?: SignsIn): Change {
  const action = { type: 'join', requester: requesterOf(report, at, signsIn) } as const;
  const result = transition(active, action, { by: report.requester.person, at, key: report.key });
  if ('refused' in result) throw new TypeError(`An active case refused a second report: ${result.refused}`);
  return { ...result, batch: report.batch };
}

/** The requester that a report adds to a case, with what they gave. */
export const requesterOf = (
  { requester, batch, problem, details, trail }: CaseReport,
  at: IsoInstant,
  signsIn?: SignsIn,
) => ({
  ...requester,
  at,
  batch: batch?.id,
  given: { problem, details, trail, signsIn } satisfies Given,
});

/** Whether the case has a report of the same person already, or of their trainers' chat. */
export const isTheirs = (it: Case, { requester }: CaseReport) =>
  it.requesters.some((one) => isSameSide(one, requester));

/** Whether they may be told that it was sent before: to a trainers' chat that is what was sent from there. */
export const isKnownThere = (it: Case, report: CaseReport) =>
  report.requester.kind === 'staff'
    ? isTheirs(it, report)
    : it.requesters.some(({ chat }) => chat === report.requester.chat);

/** What a `join` event's data says that its report did. */
export const broughtIn = (data: CaseEvent['data']): Pick<Raised, 'added' | 'reopened'> => ({
  added: ADDED.filter((what) => data?.added?.split(',').includes(what)),
  reopened: data?.reopened !== undefined,
});
