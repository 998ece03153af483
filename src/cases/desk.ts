import type { TrustId } from '../guides/ids.ts';
import type {
  Case,
  CaseAction,
  CaseDetails,
  Change,
  Instant,
  Person,
  Refusal,
  Requester,
  TrailEntry,
} from './case.ts';
import { newReference } from './reference.ts';
import type { CaseStore } from './store.ts';
import { transition } from './transitions.ts';

/** A problem as it comes in, checked by whoever asked the person. */
export interface Report {
  readonly trust: TrustId;
  readonly problem: Case['problem'];
  readonly requester: Omit<Requester, 'at'>;
  readonly details: CaseDetails;
  readonly trail: readonly TrailEntry[];
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
      if (before !== undefined) return { case: before, joined: before.requesters.length > 1 };
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
      if (await this.#save(result)) return { case: result.case };
    }
    throw new CaseBusyError();
  }

  async #save(change: Change): Promise<boolean> {
    if ((await this.#parts.store.save(change)) === 'conflict') return false;
    this.#parts.owed();
    return true;
  }

  #open(report: Report): Change {
    const at = this.#parts.now();
    const requester = { ...report.requester, at };
    return {
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
      },
      events: [
        { type: 'raise', at, by: requester.person, key: report.key, data: { problem: report.problem } },
      ],
      messages: [],
    };
  }

  #join(active: Case, report: Report): Change {
    const at = this.#parts.now();
    const { details, trail } = report;
    const action = { type: 'join', requester: { ...report.requester, at }, details, trail } as const;
    const result = transition(active, action, { by: report.requester.person, at, key: report.key });
    if ('refused' in result) throw new TypeError(`An active case refused a second report: ${result.refused}`);
    return result;
  }
}
