import type { Person } from '../../cases/case.ts';
import type { CaseService } from '../../cases/case-service.ts';
import { problemOf } from './check-row.ts';
import type { Draft, DraftRow } from './draft.ts';

/** Who sends, and where they follow it. */
export interface Sender {
  readonly person: Person;
  readonly chat: string;
}

/**
 * Raises a case for each of these rows, or joins it to the account's open one. Each row is its own transaction with its
 * own key: whatever breaks off or comes twice is taken up where it ended.
 */
export async function sendLearners(
  caseService: CaseService,
  id: string,
  draft: Draft,
  ready: readonly DraftRow[],
  sender: Sender,
): Promise<Draft> {
  const sent = new Map<number, DraftRow['sent']>();
  for (const row of ready) sent.set(row.id, await sendOne(caseService, id, draft, row, sender));
  const rows = draft.rows.map((row) =>
    // From here on the case keeps what is personal.
    sent.has(row.id) ? { ...row, sent: sent.get(row.id), name: '', email: '', choices: [] } : row,
  );
  return { ...draft, rows };
}

async function sendOne(
  caseService: CaseService,
  id: string,
  draft: Draft,
  row: DraftRow,
  { person, chat }: Sender,
): Promise<NonNullable<DraftRow['sent']>> {
  const of = draft.rows.length;
  const key = `learner:${id}:${row.id}`;
  const raised = await caseService.raise({
    trust: draft.trust,
    problem: problemOf(draft, row) ?? 'other',
    requester: { kind: 'trainer', person, chat },
    details: {
      esrUsername: given(row.username),
      correctEmail: given(row.email),
      name: given(row.name),
      learnerType: draft.learnerType,
      words: given(draft.words),
    },
    trail: [],
    batch: of > 1 ? { id, position: row.id, of } : undefined,
    key,
  });
  const { joined, added, reopened } = raised;
  return { reference: raised.case.reference, joined, ...(joined && { added: [...added], reopened }) };
}

const given = (text: string) => (text === '' ? undefined : text);
