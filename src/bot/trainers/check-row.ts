import type { UsernameRules } from '../../intake/fields/esr-username.ts';
import { type IssueOf, mayBeRight } from '../../intake/fields/issues.ts';
import { readTypedEmail, readTypedUsername } from '../../intake/fields/typed-fields.ts';
import { repeatedAddresses } from '../../intake/learners/repeated-addresses.ts';
import type { Draft, DraftRow } from './draft.ts';

/** The fields of a learner's row. */
export const ROW_FIELDS = ['username', 'email', 'name'] as const;
export type RowField = (typeof ROW_FIELDS)[number];

/** A row with its missing or doubtful values. */
export interface CheckedRow {
  readonly row: DraftRow;
  readonly issues: readonly IssueOf<string>[];
  /** Nothing prevents sending it. */
  readonly ready: boolean;
  /** Only doubtful values prevent sending: the trainer can confirm them. */
  readonly confirmable: boolean;
  /** The fields that prevent sending. */
  readonly odd: readonly RowField[];
}

/** Missing or doubtful values of a learner by the Trust's rules, and whether they can be sent. */
export function checkRow(draft: Draft, row: DraftRow, rules: UsernameRules): CheckedRow {
  const issues = issuesOf(draft, row, rules);
  const blocking = issues.filter((issue) => issue.blocking);
  const confirmable = blocking.length > 0 && blocking.every((issue) => mayBeRight(issue.code, row.email));
  const ready = blocking.length === 0 || (confirmable && row.right === oddValues(row));
  const isUnsure = issues.some((issue) => issue.code === 'unsure-which');
  const odd = ROW_FIELDS.filter(
    (field) =>
      blocking.some((issue) => isAbout(issue, field)) || (isUnsure && field !== 'name' && row[field] === ''),
  );
  return { row, issues, ready, confirmable: confirmable && !ready, odd: ready ? [] : odd };
}

/** Whether an issue is about this field of the row. */
export const isAbout = ({ code }: IssueOf<string>, field: RowField): boolean =>
  code.startsWith(field === 'name' ? 'learner-name-' : `${field}-`);

/** The values that a confirmation (`row.right`) is about: with other values it does not count. */
export const oddValues = (row: DraftRow) => `${row.username} ${row.email}`;

/** The problem of a row: its own, or the one that was chosen for all. */
export const problemOf = (draft: Draft, row: DraftRow) => row.problem ?? draft.problem;

function issuesOf(draft: Draft, row: DraftRow, rules: UsernameRules): IssueOf<string>[] {
  // A learner without a username yet is found by name.
  const nameless = row.username === '' && problemOf(draft, row) === 'new-record';
  const username = nameless ? [] : readTypedUsername(row.username, rules).issues;
  const issues: IssueOf<string>[] = [...username, ...readTypedEmail(row.email).issues];
  if (nameless && row.name === '') issues.push({ code: 'learner-name-missing', blocking: true });
  const rows = draft.rows.map((one) => (one.id === row.id ? row : one));
  if (repeatedAddresses(rows).has(row)) issues.push({ code: 'email-repeated', blocking: true });
  if (row.unsure && issues.some((issue) => issue.code.endsWith('-missing'))) {
    return [
      { code: 'unsure-which', blocking: true },
      ...issues.filter((one) => !one.code.endsWith('-missing')),
    ];
  }
  if (row.repeated) issues.push({ code: 'duplicate-learner', blocking: false });
  return issues;
}

/** Other values have to be typed. */
const MOST_OFFERED = 4;

/** Values to offer as buttons for a field: its correction, or the values that the message left open. */
export function offersFor({ row, issues }: CheckedRow, field: RowField): readonly string[] {
  const meant = issues.find((issue) => isAbout(issue, field) && issue.suggestion)?.suggestion;
  if (meant !== undefined) return [meant];
  if (!row.unsure || row[field] !== '' || field === 'name') return [];
  return row.choices.filter((one) => one.includes('@') === (field === 'email')).slice(0, MOST_OFFERED);
}
