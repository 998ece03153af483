import { ADDED, type Added } from './added.ts';
import {
  type ActedFrom,
  type Case,
  type CaseAction,
  type CaseDetails,
  type CaseEvent,
  type Change,
  type ClassPlace,
  type Given,
  type Instant,
  isActive,
  type Person,
  type Refusal,
  type Requester,
  type TrailEntry,
} from './case.ts';
import type { CaseStore } from './case-store.ts';
import { DEFAULT_RULES, type FollowUpRules, followUps } from './follow-ups.ts';
import { givenBy } from './given.ts';
import { withMoved, withoutMoved } from './joining.ts';
import { caseRoleOf } from './permissions.ts';
import { newReference } from './reference.ts';
import { isSameSide, joinsCase, type Reporter, sideIn } from './sharing.ts';
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

/** The world outside the domain. */
export interface CaseServiceDeps {
  readonly store: CaseStore;
  readonly now: () => Instant;
  readonly random: (below: number) => number;
  /** Called after the outbox got something new. */
  readonly dispatchSoon: () => void;
  /** When cases are followed up; DEFAULT_RULES where absent. */
  readonly rules?: FollowUpRules;
}

/** Raised when a case kept changing under every attempt; nothing was written, trying again is safe. */
export class CaseBusyError extends Error {
  readonly code = 'CASE_BUSY';
  constructor() {
    super('The case kept changing while it was being saved. Nothing was lost; try the same thing again.');
  }
}

/** Generous: each attempt that fails means another one succeeded. */
const ATTEMPTS = 20;

/** Raises cases and carries out actions on them. One call is one transaction. */
export class CaseService {
  readonly #deps: CaseServiceDeps;

  constructor(deps: CaseServiceDeps) {
    this.#deps = deps;
  }

  find(reference: string): Promise<Case | undefined> {
    return this.#deps.store.find(reference);
  }

  /**
   * Hands a problem to the ESR Team, or adds it to the account's active case where the two may share it (`joinsCase`).
   * Returns once it is safe on disk.
   */
  async raise(report: CaseReport): Promise<Raised> {
    return (await this.#raise(report)) as Raised;
  }

  /** With `about`, that case comes before others that it may join; undefined where it is no longer active. */
  async #raise(report: CaseReport, about?: string): Promise<Raised | undefined> {
    const { store } = this.#deps;
    const { esrUsername } = report.details;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await store.findByKey(report.key);
      if (before !== undefined) return this.#raisedBefore(before, report);
      const active = esrUsername === undefined ? [] : await store.findActive(report.trust, esrUsername);
      const reporter = { ...report.requester, given: givenIn(report) };
      const agreeing = active.filter((it) => joinsCase(it, reporter));
      if (about !== undefined && !active.some((it) => it.reference === about)) return undefined;
      // Their own first: what they give now replaces what they gave there.
      const shared =
        agreeing.find((it) => it.reference === about) ??
        agreeing.find((it) => isTheirs(it, report)) ??
        agreeing[0];
      const change = shared === undefined ? this.#open(report) : this.#join(shared, report);
      const others = active.filter((it) => it !== shared);
      // Their earlier details move too, if they no longer agree with the others there.
      const moved = others.flatMap((it) => (joinsCase(it, reporter) ? [] : reportsOf(it, reporter)));
      const news = shared === undefined || moved.length > 0 ? 'opened' : 'changed';
      const next = moved.length === 0 ? change.case : { ...change.case, ...withMoved(change.case, moved) };
      if (!(await this.#save(this.#among({ ...change, case: next }, others, news, reporter)))) continue;
      const joined = shared !== undefined && isTheirs(shared, report);
      return { case: next, joined, ...broughtIn(change.events[0]?.data) };
    }
    throw new CaseBusyError();
  }

  /** Does one action to a case; a refusal says who did what, when. Undefined when there is no such case. */
  async act(
    reference: string,
    action: CaseAction,
    by: Person | undefined,
    key?: string,
    from?: ActedFrom,
  ): Promise<{ case: Case } | Refusal | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const done = key === undefined ? undefined : await this.#deps.store.findByKey(key);
      if (done !== undefined) return { case: done };
      const it = await this.#deps.store.find(reference);
      if (it === undefined) return undefined;
      const at = this.#deps.now();
      const others = SHOWN_BESIDE.has(action.type) ? await this.#others(it) : [];
      const result = transition(goneOnElsewhere(it, others, at, from), action, { by, at, key, from });
      if ('refused' in result) return { ...result, case: it };
      const returns = isReturning(it, result.case);
      const own = returns ? others.find((other) => blocksReopening(it, other, by, from)) : undefined;
      if (own !== undefined) return { refused: 'open-elsewhere', elsewhere: own.reference, case: it };
      const change = this.#among(result, others, returns ? 'opened' : 'changed');
      if (await this.#save(change)) return { case: result.case };
    }
    throw new CaseBusyError();
  }

  /**
   * A requester's new address for their own case: it replaces the earlier one. Returns the case that has it now, which is another
   * where it no longer agrees with the others there. Undefined when theirs is closed or not theirs.
   */
  async correct(
    reference: string,
    details: Pick<CaseDetails, 'correctEmail'>,
    by: Pick<Requester, 'person' | 'chat'>,
    key: string,
  ): Promise<Case | undefined> {
    const it = await this.#deps.store.find(reference);
    const mine = it?.requesters.find((one) => one.person.id === by.person.id && one.chat === by.chat);
    const before = it && mine && givenBy(it, mine);
    if (it === undefined || mine === undefined || !isActive(it)) return undefined;
    const { words: _, ...given } = before?.details ?? {};
    const { kind, person, chat } = mine;
    const report: CaseReport = {
      trust: it.trust,
      problem: before?.problem ?? it.problem,
      requester: { kind, person, chat },
      details: { ...given, ...details },
      trail: [],
      key,
    };
    // Another's case can have the same username, and only a report says which of them theirs is.
    if (report.details.esrUsername !== undefined) return (await this.#raise(report, reference))?.case;
    const at = this.#deps.now();
    const requester = { ...report.requester, at, given: givenIn(report) };
    const from = { chat, as: 'requester' } as const;
    const done = await this.act(reference, { type: 'join', requester }, person, key, from);
    return done === undefined || 'refused' in done ? undefined : done.case;
  }

  /** The account's other active cases: other people's. */
  async #others(it: Case): Promise<readonly Case[]> {
    const { esrUsername } = it.details;
    if (esrUsername === undefined) return [];
    const active = await this.#deps.store.findActive(it.trust, esrUsername);
    return active.filter((other) => other.reference !== it.reference);
  }

  /** The cards of other people's cases with this username show this one: they change with it. */
  #among(change: Change, others: readonly Case[], news: 'opened' | 'changed', by?: Reporter): Change {
    const { reference, details } = change.case;
    const act = { at: change.case.changedAt };
    const beside = others.flatMap((other) => {
      const moved = by === undefined || joinsCase(other, by) ? [] : reportsOf(other, by);
      const result = transition(other, { type: 'same-username', other: reference, news, moved }, act);
      return 'refused' in result ? [] : [result];
    });
    const isDecidedAmong = news === 'opened' && details.esrUsername !== undefined;
    return { ...change, beside, among: isDecidedAmong ? others.map((other) => other.reference) : undefined };
  }

  async #raisedBefore(it: Case, report: CaseReport): Promise<Raised> {
    const data = await this.#deps.store.dataOfKey(report.key);
    // A case opened with it says which problem; one that it joined, what was added.
    const joined = data?.problem === undefined && isTheirs(it, report);
    return { case: it, joined, ...broughtIn(data) };
  }

  async #save(change: Change): Promise<boolean> {
    const { store, dispatchSoon, rules = DEFAULT_RULES } = this.#deps;
    if ((await store.save({ ...change, timers: followUps(change, rules) })) === 'conflict') return false;
    dispatchSoon();
    return true;
  }

  #open(report: CaseReport): Change {
    const at = this.#deps.now();
    const { batch } = report;
    const requester = { ...report.requester, at, batch: batch?.id, given: givenIn(report) };
    return {
      batch,
      case: {
        reference: newReference(this.#deps.random),
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
      events: [
        { type: 'raise', at, by: requester.person, key: report.key, data: { problem: report.problem } },
      ],
      messages: [],
    };
  }

  #join(active: Case, report: CaseReport): Change {
    const at = this.#deps.now();
    const { batch } = report;
    const requester = { ...report.requester, at, batch: batch?.id, given: givenIn(report) };
    const action = { type: 'join', requester } as const;
    const result = transition(active, action, { by: report.requester.person, at, key: report.key });
    if ('refused' in result) throw new TypeError(`An active case refused a second report: ${result.refused}`);
    return { ...result, batch };
  }
}

const isReturning = (before: Case, after: Case) => !isActive(before) && isActive(after);

/** What changes what another case's card says of this one. */
const SHOWN_BESIDE: ReadonlySet<CaseAction['type']> = new Set([
  'reopen',
  'resolve',
  'confirm',
  'withdraw',
  'close-silent',
]);

const givenIn = ({ problem, details, trail }: CaseReport): Given => ({ problem, details, trail });

const isTheirs = (it: Case, { requester }: CaseReport) =>
  it.requesters.some((one) => isSameSide(one, requester));

/**
 * Whether another case continues instead of reopening this one: for the ESR Team, if one of its people has another; for a
 * requester, only one they can act on from here. Cases of others stay private.
 */
const blocksReopening = (it: Case, other: Case, by: Person | undefined, from: ActedFrom | undefined) =>
  from?.as === 'requester'
    ? caseRoleOf(other, { personId: by?.id ?? '', chat: from.chat }) !== undefined
    : it.requesters.some((one) => other.requesters.some((another) => isSameSide(one, another)));

/** The reports of this person's side in a case, with what each gave. */
const reportsOf = (it: Case, by: Reporter): readonly Requester[] =>
  sideIn(it.requesters, by).map((one) => ({ ...one, given: givenBy(it, one) }));

/** When a requester reopens a shared case, those who have another case by now stay with that one. */
function goneOnElsewhere(it: Case, others: readonly Case[], at: Instant, from: ActedFrom | undefined): Case {
  if (isActive(it) || from?.as !== 'requester') return it;
  let left = it;
  for (const other of others) {
    const gone = left.requesters.filter(
      (one) => one.chat !== from.chat && other.requesters.some((theirs) => isSameSide(one, theirs)),
    );
    if (gone.length > 0) left = { ...left, ...withoutMoved(left, gone, other.reference, at) };
  }
  return left;
}

const broughtIn = (data: CaseEvent['data']): Pick<Raised, 'added' | 'reopened'> => ({
  added: ADDED.filter((what) => data?.added?.split(',').includes(what)),
  reopened: data?.reopened !== undefined,
});
