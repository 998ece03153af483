import { newReference } from '../text/reference.ts';
import type { IsoInstant } from '../time/clock.ts';
import {
  type Act,
  type ActedFrom,
  type Case,
  type CaseAction,
  type CaseDetails,
  type Change,
  isActive,
  type Person,
  type Refusal,
  type Requester,
} from './case.ts';
import {
  broughtIn,
  type CaseReport,
  isKnownThere,
  isTheirs,
  joinedBy,
  openedBy,
  type Raised,
  requesterOf,
} from './case-report.ts';
import type { CaseStore } from './case-store.ts';
import { DEFAULT_RULES, type FollowUpRules, followUps } from './follow-ups.ts';
import { givenBy, sameAddress } from './given.ts';
import { withMoved } from './joining.ts';
import { blocksReopening, goneOnElsewhere, isReturning, reportsOf, SHOWN_BESIDE } from './same-username.ts';
import { isSameReport, joinsCase, type Reporter } from './sharing.ts';
import { toldOnce } from './told-once.ts';
import { transition } from './transitions.ts';

/** What an action came to: the case as it is now, or why it was not done. */
export type Acted = { readonly case: Case } | Refusal;

/** The world outside the domain. */
export interface CaseServiceDeps {
  readonly store: CaseStore;
  readonly now: () => IsoInstant;
  readonly random: (below: number) => number;
  /** Called after the outbox got something new. */
  readonly dispatchSoon: () => void;
  /** The name that somebody signs in to Teams with, in small letters; undefined where Teams does not say. */
  readonly signInName?: (chat: string, person: string) => Promise<string | undefined>;
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
    const signsIn = await this.#signsIn(report);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await store.findByKey(report.key);
      if (before !== undefined) return this.#raisedBefore(before, report);
      const active = esrUsername === undefined ? [] : await store.findActive(report.trust, esrUsername);
      const at = this.#deps.now();
      const reporter = requesterOf(report, at, signsIn);
      const agreeing = active.filter((it) => joinsCase(it, reporter));
      if (about !== undefined && !active.some((it) => it.reference === about)) return undefined;
      // Their own first: what they give now replaces what they gave there.
      const shared =
        agreeing.find((it) => it.reference === about) ??
        agreeing.find((it) => isTheirs(it, report)) ??
        agreeing[0];
      const change =
        shared === undefined
          ? openedBy(report, newReference(this.#deps.random), at, signsIn)
          : joinedBy(shared, report, at, signsIn);
      const others = active.filter((it) => it !== shared);
      // Their earlier details move too, if they no longer agree with the others there.
      const moved = others.flatMap((it) => (joinsCase(it, reporter) ? [] : reportsOf(it, reporter)));
      const news = shared === undefined || moved.length > 0 ? 'opened' : 'changed';
      const next = moved.length === 0 ? change.case : { ...change.case, ...withMoved(change.case, moved) };
      if (!(await this.#save(this.#among({ ...change, case: next }, others, news, reporter)))) continue;
      const joined = shared !== undefined && isKnownThere(shared, report);
      return { case: next, joined, ...broughtIn(change.events[0]?.data) };
    }
    throw new CaseBusyError();
  }

  /** Whether staff gave the address that they sign in to Teams with: a username and an address are guessed easily. */
  async #signsIn({ requester, details }: CaseReport): Promise<'yes' | undefined> {
    const { kind, person, chat } = requester;
    const { esrUsername, correctEmail } = details;
    if (kind !== 'staff' || esrUsername === undefined || correctEmail === undefined) return undefined;
    const name = await this.#deps.signInName?.(chat, person.id);
    return name !== undefined && name === sameAddress(correctEmail) ? 'yes' : undefined;
  }

  /** Does one action to a case; a refusal says who did what, when. Undefined when there is no such case. */
  async act(
    reference: string,
    action: CaseAction,
    by: Person | undefined,
    key?: string,
    from?: ActedFrom,
  ): Promise<Acted | undefined> {
    return (await this.#actOn([{ reference, key }], action, by, from)).get(reference);
  }

  /** Does one action to several cases, each by its own rules, in one transaction; what came of each that there is. */
  actOnAll(
    references: readonly string[],
    action: CaseAction,
    by: Person,
    key: string,
    from?: ActedFrom,
  ): Promise<ReadonlyMap<string, Acted>> {
    const asked = references.map((reference) => ({ reference, key: `${key}:${reference}` }));
    return this.#actOn(asked, action, by, from);
  }

  async #actOn(
    asked: readonly { readonly reference: string; readonly key: string | undefined }[],
    action: CaseAction,
    by: Person | undefined,
    from: ActedFrom | undefined,
  ): Promise<ReadonlyMap<string, Acted>> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const acted = new Map<string, Acted>();
      const changes: Change[] = [];
      // Two of them may have one ESR username: the second is decided on what the first changed in it.
      const latest = new Map<string, Case>();
      for (const { reference, key } of asked) {
        const done = key === undefined ? undefined : await this.#deps.store.findByKey(key);
        const it = done ?? latest.get(reference) ?? (await this.#deps.store.find(reference));
        if (it === undefined) continue;
        const decided = done === undefined ? await this.#decide(it, action, { by, key, from }, latest) : it;
        if (!('events' in decided)) {
          acted.set(reference, 'refused' in decided ? { ...decided, case: it } : { case: it });
          continue;
        }
        changes.push(decided);
        for (const one of [decided, ...(decided.beside ?? [])]) latest.set(one.case.reference, one.case);
        acted.set(reference, { case: decided.case });
      }
      if (changes.length === 0 || (await this.#save(...changes))) return acted;
    }
    throw new CaseBusyError();
  }

  async #decide(
    it: Case,
    action: CaseAction,
    { by, key, from }: Omit<Act, 'at'>,
    latest: ReadonlyMap<string, Case>,
  ): Promise<Change | Refusal> {
    const at = this.#deps.now();
    const beside = SHOWN_BESIDE.has(action.type) ? await this.#others(it) : [];
    const others = beside.map((other) => latest.get(other.reference) ?? other);
    const result = transition(goneOnElsewhere(it, others, at, from), action, { by, at, key, from });
    if ('refused' in result) return result;
    const returns = isReturning(it, result.case);
    const own = returns ? others.find((other) => blocksReopening(it, other, by, from)) : undefined;
    if (own !== undefined) return { refused: 'open-elsewhere', elsewhere: own.reference, case: it };
    return this.#among(result, others, returns ? 'opened' : 'changed');
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
    const mine = it?.requesters.find((one) => isSameReport(one, by));
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
    const requester = requesterOf(report, at);
    const from = { chat, as: 'requester' } as const;
    const done = await this.act(reference, { type: 'join', requester }, person, key, from);
    return done === undefined || 'refused' in done ? undefined : done.case;
  }

  /** The other active cases with this ESR username. */
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
    // The event of a case that it opened names the problem; of one that it joined, what was added.
    const joined = data?.problem === undefined && isKnownThere(it, report);
    return { case: it, joined, ...broughtIn(data) };
  }

  async #save(...changes: readonly Change[]): Promise<boolean> {
    const { store, dispatchSoon, rules = DEFAULT_RULES } = this.#deps;
    const followed = toldOnce(changes).map((change) => ({ ...change, timers: followUps(change, rules) }));
    if ((await store.save(...followed)) === 'conflict') return false;
    dispatchSoon();
    return true;
  }
}
