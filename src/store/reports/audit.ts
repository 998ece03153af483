import type { Kysely } from 'kysely';
import { z } from 'zod';
import { REFUSAL_REASONS } from '../../monitoring/refusal-reasons.ts';
import type { IsoDate, IsoInstant } from '../../time/clock.ts';
import type { Schema } from '../schema.ts';
import { readJson } from '../stored-json.ts';

/** One recorded action and its author, as far as still stored. */
export interface AuditEntry {
  /** When; the day alone for daily counts. */
  readonly at: IsoInstant | IsoDate;
  readonly trust: string;
  /** The case's reference; empty where it is about none. */
  readonly reference: string;
  /** A case's action; `link` or `unlink` of a chat; `purge` of what a case said about people; `refused`. */
  readonly what: string;
  /** Entra object id and name. Empty where the bot acted by itself, and once they were purged. */
  readonly byId: string;
  readonly byName: string;
  /** The choice: an outcome, an assignee's id, a chat's role, a reason. No free text. */
  readonly detail: string;
  readonly count: number;
}

/** Which part of the audit: days in England, both included, and one Trust. */
export interface AuditRange {
  /** The first day's first instant. */
  readonly from: IsoInstant;
  /** The instant at which the last day ends. */
  readonly before: IsoInstant;
  readonly firstDay: IsoDate;
  readonly lastDay: IsoDate;
  readonly trust?: string | undefined;
}

const AT_ONCE = 1000;

/** What the history keeps of an action (`dataOf` in src/cases/transitions.ts). */
const Detail = z.object({ outcome: z.string().optional(), to: z.string().optional() }).catch({});

/**
 * Who did what to which case when, then which chat was linked by whom, then what was purged, then how much was refused; each
 * in its own order, the oldest first. A few rows at a time, however many there are.
 */
export async function* auditTrail(db: Kysely<Schema>, range: AuditRange): AsyncGenerator<AuditEntry> {
  yield* actions(db, range);
  yield* links(db, range);
  yield* purges(db, range);
  // Refusals belong to no Trust.
  if (range.trust === undefined) yield* refusals(db, range);
}

async function* actions(db: Kysely<Schema>, range: AuditRange): AsyncGenerator<AuditEntry> {
  for (let after = 0; ; ) {
    let query = db
      .selectFrom('case_events')
      .innerJoin('cases', 'cases.reference', 'case_events.reference')
      .select(['case_events.id', 'case_events.at', 'cases.trust', 'case_events.reference'])
      .select(['case_events.type', 'case_events.by_id', 'case_events.by_name', 'case_events.data'])
      .where('case_events.id', '>', after)
      .where('case_events.at', '>=', range.from)
      .where('case_events.at', '<', range.before)
      .orderBy('case_events.id')
      .limit(AT_ONCE);
    if (range.trust !== undefined) query = query.where('cases.trust', '=', range.trust);
    const rows = await query.execute();
    for (const { at, trust, reference, type, by_id, by_name, data } of rows) {
      const { outcome, to } = Detail.parse(readJson(data));
      const by = { byId: by_id ?? '', byName: by_name ?? '' };
      yield { at, trust, reference, what: type, ...by, detail: outcome ?? to ?? '', count: 1 };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    after = last.id;
  }
}

/** All in one query: there are few links for each Trust. Who ended a link is not stored. */
async function* links(db: Kysely<Schema>, range: AuditRange): AsyncGenerator<AuditEntry> {
  const rows = await db.selectFrom('linked_chats').selectAll().orderBy('id').execute();
  for (const { trust, role, linked_by, linked_at, unlinked_at } of rows) {
    if (range.trust !== undefined && trust !== range.trust) continue;
    const entry = { trust, reference: '', byName: '', detail: role, count: 1 };
    const inRange = (at: string) => at >= range.from && at < range.before;
    if (inRange(linked_at)) yield { ...entry, at: linked_at, what: 'link', byId: linked_by };
    if (unlinked_at !== null && inRange(unlinked_at)) {
      yield { ...entry, at: unlinked_at, what: 'unlink', byId: '' };
    }
  }
}

async function* purges(db: Kysely<Schema>, range: AuditRange): AsyncGenerator<AuditEntry> {
  for (let after = ''; ; ) {
    let query = db
      .selectFrom('cases')
      .select(['reference', 'trust', 'purged_at'])
      .where('reference', '>', after)
      .where('purged_at', '>=', range.from)
      .where('purged_at', '<', range.before)
      .orderBy('reference')
      .limit(AT_ONCE);
    if (range.trust !== undefined) query = query.where('trust', '=', range.trust);
    const rows = await query.execute();
    for (const { reference, trust, purged_at } of rows) {
      const by = { byId: '', byName: '', detail: '' };
      yield { at: purged_at ?? '', trust, reference, what: 'purge', ...by, count: 1 };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < AT_ONCE) return;
    after = last.reference;
  }
}

async function* refusals(db: Kysely<Schema>, range: AuditRange): AsyncGenerator<AuditEntry> {
  const rows = await db
    .selectFrom('refusals')
    .selectAll()
    .where('day', '>=', range.firstDay)
    .where('day', '<=', range.lastDay)
    .orderBy('day')
    .orderBy('reason')
    .execute();
  const nobody = { trust: '', reference: '', byId: '', byName: '' };
  for (const { day, reason, count } of rows) {
    // Another version may have written a reason missing from this list. Its text stays hidden.
    const detail = REFUSAL_REASONS.find((one) => one === reason) ?? 'unknown reason';
    yield { at: day, ...nobody, what: 'refused', detail, count: Number(count) };
  }
}
