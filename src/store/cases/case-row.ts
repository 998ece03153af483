import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import { type Case, REOPEN_REASONS } from '../../cases/case.ts';
import { unclaimedSince } from '../../cases/follow-ups.ts';
import { detailsOf, trailOf } from '../../cases/given.ts';
import { neededBy } from '../../cases/needed-by.ts';
import type { RowWarnings } from '../row-warnings.ts';
import type { CaseRow } from '../schema.ts';
import { isRecord, readJson, SOMEONE } from '../stored-json.ts';

const Text = z.string();
const Person = z.looseObject({ id: Text, name: Text });
const Requester = z.looseObject({
  kind: z.enum(['staff', 'trainer']),
  person: Person,
  chat: Text,
  at: Text,
  batch: Text.optional(),
  message: Text.optional(),
});

const Trail = z.array(
  z.looseObject({ branch: Text, step: Text, answer: Text, shown: Text, answered: Text, at: Text }),
);
const Details = z.looseObject({
  esrUsername: Text.optional(),
  correctEmail: Text.optional(),
  smartcardNumber: Text.optional(),
  esrNumber: Text.optional(),
  name: Text.optional(),
  learnerType: Text.optional(),
  words: Text.optional(),
  neededBy: Text.optional().catch(undefined),
});
const Resolution = z.looseObject({
  outcome: Text,
  note: Text.optional(),
  by: Person,
  at: Text,
  sent: z.literal('yes').optional().catch(undefined),
  mistaken: z.literal('yes').optional().catch(undefined),
});

const Report = z.looseObject({
  person: Text,
  chat: Text,
  problem: Text,
  details: Details,
  trail: Trail,
  signsIn: z.literal('yes').optional().catch(undefined),
  replaced: z.looseObject({ email: Text, at: Text }).optional(),
  named: z.literal('yes').optional().catch(undefined),
});
const Withdrawn = Requester.omit({ message: true }).extend({ by: Person, movedTo: Text.optional() });

/** What each requester gave, by person and chat, and who withdrew their report. */
export const StoredReports = z.object({
  given: z.array(Report),
  withdrawn: z.array(Withdrawn).optional(),
});
type Reports = z.output<typeof StoredReports>;

/**
 * A case as the database may hold it: written by this code, an older or a newer one. Ids of content are plain text, and fields
 * that this version does not know are kept.
 */
export const StoredCase = z.looseObject({
  reference: Text,
  trust: Text,
  problem: Text,
  state: z.enum(['open', 'claimed', 'waiting', 'resolved', 'closed']),
  version: z.int(),
  openedAt: Text,
  changedAt: Text,
  requesters: z.tuple([Requester], Requester),
  details: Details,
  trail: Trail,
  batch: z.looseObject({ id: Text, position: z.int(), of: z.int() }).optional(),
  claim: z.looseObject({ by: Person, at: Text, from: Person.optional() }).optional(),
  released: z.looseObject({ by: Person, at: Text }).optional(),
  question: z
    .object({
      text: Text,
      by: Person,
      at: Text,
      answer: z.looseObject({ text: Text, by: Person, at: Text, chat: Text.optional() }).optional(),
    })
    .optional(),
  resolution: Resolution.optional(),
  earlier: z.array(Resolution).optional(),
  reopened: z
    .looseObject({
      why: Text,
      at: Text,
      by: Person.optional(),
      as: z.enum(['esr-team', 'requester', 'report']).optional().catch(undefined),
      because: z.enum(REOPEN_REASONS).optional().catch(undefined),
    })
    .optional(),
  ticket: z.looseObject({ number: Text, url: Text.optional() }).optional().catch(undefined),
  deskNote: z.looseObject({ text: Text, by: Person, at: Text }).optional().catch(undefined),
  closedAs: z.enum(['working', 'withdrawn', 'silent']).optional(),
  closedBy: Person.optional(),
  purgedAt: Text.optional(),
});

/** What {@link fromRow} reads, for prepared queries. */
export const CASE_COLUMNS = [
  'cases.reference',
  'cases.trust',
  'cases.problem',
  'cases.state',
  'cases.version',
  'cases.esr_username',
  'cases.claimed_by',
  'cases.outcome',
  'cases.opened_at',
  'cases.changed_at',
  'cases.body',
  'cases.purged_at',
  'cases.reports',
  'cases.needed_by',
  'cases.unclaimed_since',
] as const;

/** The row of a case: the columns that queries need, and the whole case as JSON. */
export function toRow(it: Case): Insertable<CaseRow> {
  return {
    reference: it.reference,
    trust: it.trust,
    problem: it.problem,
    state: it.state,
    version: it.version,
    esr_username: it.details.esrUsername ?? null,
    claimed_by: it.claim?.by.id ?? null,
    outcome: it.resolution?.outcome ?? null,
    needed_by: neededBy(it) ?? null,
    opened_at: it.openedAt,
    changed_at: it.changedAt,
    unclaimed_since: it.state === 'open' ? unclaimedSince(it) : null,
    ...columnsOf(it),
  };
}

/** The case as JSON. What each requester gave is in a column of its own: an earlier release would drop it from the body. */
function columnsOf(it: Case): Pick<Insertable<CaseRow>, 'body' | 'reports'> {
  const { withdrawn, ...rest } = it;
  const requesters = it.requesters.map(({ given, ...requester }) => requester);
  const given = it.requesters.flatMap((one) =>
    one.given === undefined ? [] : [{ person: one.person.id, chat: one.chat, ...one.given }],
  );
  return {
    body: JSON.stringify({ ...rest, requesters }),
    reports: given.length === 0 && withdrawn === undefined ? null : JSON.stringify({ given, withdrawn }),
  };
}

/**
 * The case of a row, whatever state it is in: what of it cannot be read is taken from the columns or left out, so that one row
 * never stops a page, a message or an erasure.
 */
export function fromRow(row: Selectable<CaseRow>, warnings?: RowWarnings): Case {
  const body = readJson(row.body);
  const parsed = StoredCase.safeParse(body);
  if (!parsed.success) warnings?.add({ table: 'cases', row: row.reference, why: 'damaged' });
  const reports = reportsOf(row, warnings);
  const saved = parsed.success ? parsed.data : salvaged(row, isRecord(body) ? body : {}, reports);
  const it = withReports(saved, reports);
  for (const id of contentIds(it)) warnings?.checkContent('cases', id);
  return it;
}

/** The reports of a row; where they are damaged, those that are valid. */
function reportsOf({ reports, reference }: Selectable<CaseRow>, warnings?: RowWarnings): Reports {
  if (reports === null) return { given: [] };
  const value = readJson(reports);
  const parsed = StoredReports.safeParse(value);
  if (parsed.success) return parsed.data;
  warnings?.add({ table: 'cases', row: reference, why: 'damaged' });
  const { given, withdrawn } = isRecord(value) ? value : {};
  const sound = soundOf(Withdrawn, withdrawn);
  return { given: soundOf(Report, given), ...(sound.length > 0 && { withdrawn: sound }) };
}

/** The valid entries of a list. */
const soundOf = <S extends z.ZodType>(shape: S, list: unknown): z.output<S>[] =>
  (Array.isArray(list) ? list : []).flatMap((one) => shape.safeParse(one).data ?? []);

function withReports(it: Case, { given, withdrawn }: Reports): Case {
  const requesters = it.requesters.map((one) => {
    const found = given.find(({ person, chat }) => person === one.person.id && chat === one.chat);
    if (found === undefined) return one;
    const { person: _, chat: __, ...theirs } = found;
    return { ...one, given: theirs };
  }) as unknown as Case['requesters'];
  return { ...it, requesters, ...(withdrawn && { withdrawn }) };
}

const contentIds = ({ trust, problem, details, resolution }: Case) =>
  [trust, problem, details.learnerType, resolution?.outcome].filter((id) => id !== undefined);

/**
 * A case from what is sound: the columns, the readable fields of the body, and the reports. Requesters whom the body has lost are
 * not written to, as the reports do not say who they are.
 */
function salvaged(row: Selectable<CaseRow>, body: Record<string, unknown>, { given }: Reports): Case {
  const { state } = readable({ state: StoredCase.shape.state }, row);
  const [first, ...others] = soundOf(Requester, body.requesters);
  const at = row.changed_at;
  return {
    ...(row.claimed_by !== null && { claim: { by: { id: row.claimed_by, name: SOMEONE.name }, at } }),
    ...(row.outcome !== null && { resolution: { outcome: row.outcome, by: SOMEONE, at } }),
    ...(row.purged_at !== null && { purgedAt: row.purged_at }),
    trail: trailOf(given),
    ...readable(StoredCase.shape, body),
    details: {
      ...detailsOf(given),
      esrUsername: row.esr_username ?? undefined,
      ...readable(StoredCase.shape.details.shape, isRecord(body.details) ? body.details : {}),
    },
    requesters: [first ?? { kind: 'staff', person: SOMEONE, chat: '', at: row.opened_at }, ...others],
    reference: row.reference,
    trust: row.trust,
    problem: row.problem,
    state: state ?? 'open',
    version: row.version,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
  };
}

/** The valid fields of an object. */
function readable<S extends z.ZodRawShape>(shape: S, from: object): Partial<z.output<z.ZodObject<S>>> {
  const values = from as Record<string, unknown>;
  const good = Object.entries(shape).flatMap(([name, one]) => {
    const parsed = z.safeParse(one, values[name]);
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
  });
  return Object.fromEntries(good) as Partial<z.output<z.ZodObject<S>>>;
}
