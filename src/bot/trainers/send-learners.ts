import type { Person } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { problemOf } from './check-row.ts';
import type { Draft, DraftRow } from './draft.ts';

/** Who sends, and where they follow it. */
export interface Sender {
  readonly person: Person;
  readonly chat: string;
}

type SentCase = NonNullable<DraftRow['sent']>;

/**
 * Raises a case for each row that is being sent, or joins the account's open one. Each is a transaction with its own key, so
 * a repeat continues where it broke off. Returns the cases by row id.
 */
export async function raiseCases(
  caseService: CaseService,
  id: string,
  draft: Draft,
  sender: Sender,
): Promise<ReadonlyMap<number, SentCase>> {
  const sent = new Map<number, SentCase>();
  for (const row of draft.rows) {
    if (row.sending && row.sent === undefined)
      sent.set(row.id, await raiseCase(caseService, id, draft, row, sender));
  }
  return sent;
}

/** Marks these rows as sent. Their personal data, and words for all of them, are now in the cases only. */
export function withCases(draft: Draft, sent: ReadonlyMap<number, SentCase>): Draft {
  if (!draft.rows.some((row) => row.sending && sent.has(row.id))) return draft;
  const rows = draft.rows.map((row) => {
    const known = row.sending ? sent.get(row.id) : undefined;
    if (known === undefined) return row;
    return { ...row, sent: known, sending: undefined, name: '', email: '', words: undefined, choices: [] };
  });
  const isAllSent = rows.every((row) => row.sent !== undefined);
  return { ...draft, rows, words: isAllSent ? '' : draft.words };
}

async function raiseCase(
  caseService: CaseService,
  id: string,
  draft: Draft,
  row: DraftRow,
  { person, chat }: Sender,
): Promise<SentCase> {
  const of = draft.rows.length;
  const raised = await caseService.raise({
    trust: draft.trust,
    problem: problemOf(draft, row) ?? 'other',
    requester: { kind: 'trainer', person, chat, message: draft.message },
    details: {
      esrUsername: given(row.username),
      correctEmail: given(row.email),
      name: given(row.name),
      learnerType: draft.learnerType,
      words: given([row.words ?? '', draft.words].filter((said) => said !== '').join('\n')),
      neededBy: draft.neededBy,
    },
    trail: [],
    batch: of > 1 ? { id, position: row.id, of } : undefined,
    key: `learner:${id}:${row.id}`,
  });
  const { joined, added, reopened } = raised;
  return { reference: raised.case.reference, joined, ...(joined && { added: [...added], reopened }) };
}

const given = (text: string) => (text === '' ? undefined : text);
