import {
  type BatchPlace,
  type Case,
  type CaseAction,
  type CaseDetails,
  type Change,
  type Instant,
  isActive,
  type Person,
  type Refusal,
  type Requester,
  type TrailEntry,
} from './case.ts';
import { DEFAULT_RULES, type FollowUpRules, followUps } from './follow-ups.ts';
import { newReference } from './reference.ts';
import type { CaseStore } from './store.ts';
import { transition } from './transitions.ts';

/** A problem as it comes in, checked by whoever asked the person. */
export interface Report {
  readonly trust: string;
  readonly problem: Case['problem'];
  readonly requester: Omit<Requester, 'at' | 'batch'>;
  readonly details: CaseDetails;
  readonly trail: readonly TrailEntry[];
  /** The class it is raised with. */
  readonly batch?: BatchPlace | undefined;
  /** The same key twice is the same report: a press that Teams repeats raises one case. */
  readonly key: string;
}

export interface Raised {
  readonly case: Case;
  /** True when the account already had an active case, which this report joined. */
  readonly joined: boolean;
}

/** The world outside the domain. */
export interface DeskParts {
  readonly store: CaseStore;
  readonly now: () => Instant;
  readonly random: (below: number) => number;
  /** Called after something new is owed to chats. */
  readonly owed: () => void;
  /** When cases are looked at again; the product's own where none is given. */
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

/** Raises cases and does what people ask of them. One call is one transaction. */
export class Desk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  find(reference: string): Promise<Case | undefined> {
    return this.#parts.store.find(reference);
  }

  /** Hands a problem to the ESR Team, or joins it to the account's active case. Returns once it is safe on disk. */
  async raise(report: Report): Promise<Raised> {
    const { store } = this.#parts;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await store.findByKey(report.key);
      if (before !== undefined) return { case: before, joined: !raisedBy(before, report) };
      const active =
        report.details.esrUsername === undefined
          ? undefined
          : await store.findActive(report.trust, report.details.esrUsername);
      const change = active === undefined ? this.#open(report) : this.#join(active, report);
      if (await this.#save(change)) return { case: change.case, joined: active !== undefined };
    }
    throw new CaseBusyError();
  }

  /** Does one action to a case; a refusal says who did what, when. Undefined when there is no such case. */
  async act(
    reference: string,
    action: CaseAction,
    by: Person | undefined,
    key?: string,
  ): Promise<{ case: Case } | Refusal | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const done = key === undefined ? undefined : await this.#parts.store.findByKey(key);
      if (done !== undefined) return { case: done };
      const it = await this.#parts.store.find(reference);
      if (it === undefined) return undefined;
      const result = transition(it, action, { by, at: this.#parts.now(), key });
      if ('refused' in result) return result;
      const other = isReturning(it, result.case) ? await this.#activeElsewhere(it) : undefined;
      if (other !== undefined) return { refused: 'open-elsewhere', elsewhere: other.reference, case: it };
      if (await this.#save(result)) return { case: result.case };
    }
    throw new CaseBusyError();
  }

  /** The account's active case, when a closed one would become a second. */
  async #activeElsewhere(it: Case): Promise<Case | undefined> {
    const { esrUsername } = it.details;
    return esrUsername === undefined ? undefined : this.#parts.store.findActive(it.trust, esrUsername);
  }

  async #save(change: Change): Promise<boolean> {
    const { store, owed, rules = DEFAULT_RULES } = this.#parts;
    if ((await store.save({ ...change, timers: followUps(change, rules) })) === 'conflict') return false;
    owed();
    return true;
  }

  #open(report: Report): Change {
    const at = this.#parts.now();
    const { batch } = report;
    const requester = { ...report.requester, at, batch: batch?.id };
    return {
      batch,
      case: {
        reference: newReference(this.#parts.random),
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

  #join(active: Case, report: Report): Change {
    const at = this.#parts.now();
    const { details, trail, batch } = report;
    const requester = { ...report.requester, at, batch: batch?.id };
    const action = { type: 'join', requester, details, trail } as const;
    const result = transition(active, action, { by: report.requester.person, at, key: report.key });
    if ('refused' in result) throw new TypeError(`An active case refused a second report: ${result.refused}`);
    return { ...result, batch };
  }
}

const isReturning = (before: Case, after: Case) => !isActive(before) && isActive(after);

const raisedBy = ({ requesters: [first] }: Case, { requester }: Report) =>
  first.person.id === requester.person.id && first.chat === requester.chat;
