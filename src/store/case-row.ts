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

/** A case as the database may hold it: written by this code or an older one, or by a hand that mended something. */
export const StoredCase = z.object({
  reference: Text,
  trust: z.enum(TRUST_IDS),
  problem: z.enum([...BRANCH_IDS, 'other']),
  state: z.enum(['open', 'claimed', 'waiting', 'resolved', 'closed']),
  version: z.int(),
  openedAt: Text,
  changedAt: Text,
  requesters: z.tuple([Requester], Requester),
  details: z.object({
    esrUsername: Text.optional(),
    correctEmail: Text.optional(),
    smartcardNumber: Text.optional(),
    esrNumber: Text.optional(),
    name: Text.optional(),
    learnerType: z.enum(LEARNER_TYPES).optional(),
    words: Text.optional(),
  }),
  trail: z.array(
    z.object({ branch: z.enum(BRANCH_IDS), step: Text, answer: Text, shown: Text, answered: Text, at: Text }),
  ),
  batch: z.object({ id: Text, position: z.int(), of: z.int() }).optional(),
  claim: z.object({ by: Person, at: Text }).optional(),
  question: z
    .object({
      text: Text,
      by: Person,
      at: Text,
      answer: z.object({ text: Text, by: Person, at: Text }).optional(),
    })
    .optional(),
  resolution: z.object({ outcome: z.enum(OUTCOMES), note: Text.optional(), by: Person, at: Text }).optional(),
  reopened: z.object({ why: Text, at: Text }).optional(),
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
    body: JSON.stringify(it),
  };
}

/** The case of a row; throws when the row is not one, naming the reference. */
export function fromRow(row: Pick<Selectable<CaseRow>, 'reference' | 'body'>): Case {
  const parsed = StoredCase.safeParse(JSON.parse(row.body));
  if (!parsed.success) {
    throw new TypeError(`Case ${row.reference} in the database is damaged: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
