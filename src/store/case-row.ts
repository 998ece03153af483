import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { Case } from '../cases/case.ts';
import { BRANCH_IDS, LEARNER_TYPES, OUTCOMES, TRUST_IDS } from '../guides/ids.ts';
import type { CaseRow } from './schema.ts';

const Text = z.string();
const Person = z.object({ id: Text, name: Text });
const Requester = z.object({
  kind: z.enum(['staff', 'trainer']),
  person: Person,
  chat: Text,
  at: Text,
  batch: Text.optional(),
});

const Trail = z.array(
  z.object({ branch: z.enum(BRANCH_IDS), step: Text, answer: Text, shown: Text, answered: Text, at: Text }),
);
const Problem = z.enum([...BRANCH_IDS, 'other']);
const Details = z.object({
  esrUsername: Text.optional(),
  correctEmail: Text.optional(),
  smartcardNumber: Text.optional(),
  esrNumber: Text.optional(),
  name: Text.optional(),
  learnerType: z.enum(LEARNER_TYPES).optional(),
  words: Text.optional(),
});
const Resolution = z.object({ outcome: z.enum(OUTCOMES), note: Text.optional(), by: Person, at: Text });

/** What each requester gave, by person and chat, and who took their report back. */
export const StoredReports = z.object({
  given: z.array(
    z.object({
      person: Text,
      chat: Text,
      problem: Problem,
      details: Details,
      trail: Trail,
      replaced: z.object({ email: Text, at: Text }).optional(),
    }),
  ),
  withdrawn: z.array(Requester.extend({ by: Person })).optional(),
});

/** A case as the database may hold it: written by this code or an older one, or by a hand that mended something. */
export const StoredCase = z.object({
  reference: Text,
  trust: z.enum(TRUST_IDS),
  problem: Problem,
  state: z.enum(['open', 'claimed', 'waiting', 'resolved', 'closed']),
  version: z.int(),
  openedAt: Text,
  changedAt: Text,
  requesters: z.tuple([Requester], Requester),
  details: Details,
  trail: Trail,
  batch: z.object({ id: Text, position: z.int(), of: z.int() }).optional(),
  claim: z.object({ by: Person, at: Text, from: Person.optional() }).optional(),
  released: z.object({ by: Person, at: Text }).optional(),
  question: z
    .object({
      text: Text,
      by: Person,
      at: Text,
      answer: z.object({ text: Text, by: Person, at: Text }).optional(),
    })
    .optional(),
  resolution: Resolution.optional(),
  earlier: z.array(Resolution).optional(),
  reopened: z
    .object({
      why: Text,
      at: Text,
      by: Person.optional(),
      as: z.enum(['esr-team', 'requester', 'report']).optional(),
    })
    .optional(),
  closedAs: z.enum(['working', 'withdrawn', 'silent']).optional(),
  closedBy: Person.optional(),
  purgedAt: Text.optional(),
});

/** The columns that queries need, and the whole as JSON. */
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
    opened_at: it.openedAt,
    changed_at: it.changedAt,
    ...columnsOf(it),
  };
}

/** The case as it is stored: apart, what each requester gave, which a release before it would drop when it saves. */
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

/** The case of a row; throws when the row is not one, naming the reference. */
export function fromRow(row: Pick<Selectable<CaseRow>, 'reference' | 'body' | 'reports'>): Case {
  const parsed = StoredCase.safeParse(JSON.parse(row.body));
  const reports = StoredReports.safeParse(row.reports === null ? { given: [] } : JSON.parse(row.reports));
  const error = parsed.error ?? reports.error;
  if (!parsed.success || !reports.success) {
    const why = error === undefined ? '' : z.prettifyError(error);
    throw new TypeError(`Case ${row.reference} in the database is damaged: ${why}`);
  }
  return withReports(parsed.data, reports.data);
}

function withReports(it: Case, { given, withdrawn }: z.infer<typeof StoredReports>): Case {
  if (given.length === 0 && withdrawn === undefined) return it;
  const requesters = it.requesters.map((one) => {
    const found = given.find(({ person, chat }) => person === one.person.id && chat === one.chat);
    if (found === undefined) return one;
    const { person: _, chat: __, ...theirs } = found;
    return { ...one, given: theirs };
  }) as unknown as Case['requesters'];
  return { ...it, requesters, ...(withdrawn && { withdrawn }) };
}
