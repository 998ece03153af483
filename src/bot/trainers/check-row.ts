import type { UsernameRules } from '../../intake/fields/esr-username.ts';
import { type IssueOf, mayBeRight } from '../../intake/fields/issues.ts';
import { readTypedEmail, readTypedUsername } from '../../intake/fields/typed-fields.ts';
import type { Draft, DraftRow } from './draft.ts';

/** A row with its missing or doubtful values. */
export interface CheckedRow {
  readonly row: DraftRow;
  readonly issues: readonly IssueOf<string>[];
  /** Nothing prevents sending it. */
  readonly ready: boolean;
  /** Only doubtful values prevent sending: the trainer can confirm them. */
  readonly confirmable: boolean;
}

/** Missing or doubtful values of a learner by the Trust's rules, and whether they can be sent. */
export function checkRow(draft: Draft, row: DraftRow, rules: UsernameRules): CheckedRow {
  const issues = issuesOf(draft, row, rules);
  const blocking = issues.filter((issue) => issue.blocking);
  const confirmable = blocking.length > 0 && blocking.every((issue) => mayBeRight(issue.code, row.email));
  const ready = blocking.length === 0 || (confirmable && row.right === oddValues(row));
  return { row, issues, ready, confirmable: confirmable && !ready };
}

/** What a confirmation is about: with another value it says nothing. */
export const oddValues = (row: DraftRow) => `${row.username} ${row.email}`;

/** The problem of a row: its own, or the one that was chosen for all. */
export const problemOf = (draft: Draft, row: DraftRow) => row.problem ?? draft.problem;

function issuesOf(draft: Draft, row: DraftRow, rules: UsernameRules): IssueOf<string>[] {
  // A learner without a username yet is found by name.
  const nameless = row.username === '' && problemOf(draft, row) === 'new-record';
  const username = nameless ? [] : readTypedUsername(row.username, rules).issues;
  const issues: IssueOf<string>[] = [...username, ...readTypedEmail(row.email).issues];
  if (nameless && row.name === '') issues.push({ code: 'learner-name-missing', blocking: true });
  if (row.unsure && issues.some((issue) => issue.code.endsWith('-missing'))) {
    return [
      { code: 'unsure-which', blocking: true },
      ...issues.filter((one) => !one.code.endsWith('-missing')),
    ];
  }
  if (row.repeated) issues.push({ code: 'duplicate-learner', blocking: false });
  return issues;
}

/** The field that a row leaves open and its possible values. */
export function choicesFor(row: DraftRow): { field: 'username' | 'email'; values: readonly string[] } {
  const field = row.email === '' ? 'email' : 'username';
  if (!row.unsure || row[field] !== '') return { field, values: [] };
  return { field, values: row.choices.filter((one) => one.includes('@') === (field === 'email')) };
}

/** The correction of a field to offer as one press. */
export function meantBy(checked: CheckedRow, field: 'username' | 'email'): string | undefined {
  return checked.issues.find((issue) => issue.code.startsWith(field) && issue.suggestion)?.suggestion;
}
