import { BRANCH_IDS } from '../../dialogs/flow/branches.ts';
import { OWN_OUTCOME_IDS } from '../../src/guides/outcomes.ts';
import type { Database } from '../../src/store/database.ts';
import { TRUST_IDS } from './guides.ts';

/** A case as it was made up, to work the figures out from once more. */
export interface GeneratedCase {
  readonly reference: string;
  readonly trust: string;
  readonly problem: string;
  readonly raisedBy: 'staff' | 'trainer';
  readonly openedAt: string;
  readonly claimedAt: string | undefined;
  /** Of the last resolution, also of one that did not hold. */
  readonly resolvedAt: string | undefined;
  /** Absent where it is not resolved now. */
  readonly outcome: string | undefined;
}

/** What else stands in its history. */
interface Told extends GeneratedCase {
  readonly reopened: boolean;
  /** What the first colleague did, which makes the case theirs. */
  readonly first: 'claim' | 'assign' | 'ask' | 'resolve';
}

const MINUTE = 60_000;
const ROWS_AT_ONCE = 1000;
/** Most are claimed; some are resolved at once. */
const FIRSTS = ['resolve', 'claim', 'claim', 'claim', 'claim', 'assign', 'ask'] as const;

/** Fills the database with a year of cases up to `end`, the same ones every time; about half of them ESNEFT's. */
export async function generateYear(
  database: Database,
  { cases: count, end }: { readonly cases: number; readonly end: string },
): Promise<GeneratedCase[]> {
  const next = randomFrom(20_261_123);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const yearAgo = Date.parse(end) - 365 * 24 * 60 * MINUTE;
  const cases = Array.from({ length: count }, (_, index): Told => {
    const opened = yearAgo + next() * (Date.parse(end) - yearAgo);
    // Most are quick, some take days.
    const claimed = opened + MINUTE * (1 + 600 * next() ** 4);
    const resolved = claimed + MINUTE * (1 + 6000 * next() ** 3);
    const isClaimed = next() < 0.97 && claimed < Date.parse(end);
    const isResolved = isClaimed && next() < 0.93 && resolved < Date.parse(end);
    const reopened = isResolved && next() < 0.05;
    const first = pick(isResolved ? FIRSTS : FIRSTS.slice(1));
    return {
      reference: `G${String(index).padStart(6, '0')}`,
      trust: next() < 0.5 ? 'esneft' : pick(TRUST_IDS),
      problem: pick([...BRANCH_IDS, 'other', 'incorrect-details', 'incorrect-details']),
      raisedBy: index % 3 === 0 ? 'trainer' : 'staff',
      openedAt: iso(opened),
      claimedAt: isClaimed ? iso(first === 'resolve' ? resolved : claimed) : undefined,
      resolvedAt: isResolved ? iso(resolved) : undefined,
      outcome: isResolved && !reopened ? pick(OWN_OUTCOME_IDS) : undefined,
      reopened,
      first,
    };
  });
  await database.db.transaction().execute(async (tx) => {
    for (let from = 0; from < cases.length; from += ROWS_AT_ONCE) {
      const some = cases.slice(from, from + ROWS_AT_ONCE);
      await tx.insertInto('cases').values(some.map(toCaseRow)).execute();
      await tx.insertInto('case_events').values(some.flatMap(toEventRows)).execute();
    }
  });
  return cases;
}

function toCaseRow(it: GeneratedCase) {
  return {
    reference: it.reference,
    trust: it.trust,
    problem: it.problem,
    state: it.outcome !== undefined ? 'closed' : it.claimedAt !== undefined ? 'claimed' : 'open',
    version: 1,
    esr_username: null,
    claimed_by: null,
    outcome: it.outcome ?? null,
    opened_at: it.openedAt,
    changed_at: it.openedAt,
    // A trainer's words may say anything, and colleagues of another kind may join.
    body: JSON.stringify({
      trail: [{ answer: '"kind":"trainer"' }],
      requesters: [{ kind: it.raisedBy }, { kind: 'staff' }, { kind: 'trainer' }],
    }),
  };
}

function toEventRows(it: Told) {
  const rows: { type: string; at: string }[] = [{ type: 'raise', at: it.openedAt }];
  if (it.claimedAt !== undefined && it.first !== 'resolve') {
    rows.push({ type: it.first, at: it.claimedAt });
    if (it.first === 'claim') rows.push({ type: 'release', at: it.claimedAt });
    if (it.first === 'ask') rows.push({ type: 'claim', at: it.resolvedAt ?? it.claimedAt });
  }
  if (it.resolvedAt !== undefined) rows.push({ type: 'resolve', at: it.resolvedAt });
  if (it.reopened && it.resolvedAt !== undefined) rows.push({ type: 'reopen', at: it.resolvedAt });
  return rows.map((row, index) => ({ ...row, reference: it.reference, version: index + 1 }));
}

const iso = (ms: number) => new Date(ms).toISOString();

/** The same numbers from 0 to 1 every time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
