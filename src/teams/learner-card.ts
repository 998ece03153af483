import { fieldProblem } from '../cards/field-problems.ts';
import { type Card, type Cards, token, words } from '../cards/render.ts';
import type { BranchId } from '../guides/ids.ts';

/** One learner on the trainer's check card: as read, as corrected, or as sent. */
export interface LearnerRow {
  readonly name: string;
  readonly username: string;
  readonly email: string;
  readonly problem: BranchId | undefined;
  readonly issues: readonly {
    readonly code: string;
    readonly blocking: boolean;
    readonly suggestion?: string;
  }[];
  /** Nothing blocks sending it. */
  readonly complete: boolean;
  /** The reference it was sent with. */
  readonly sent?: string;
  readonly joined?: boolean;
}

/** What was understood, one row a learner; complete rows are ticked, the others say what is missing. */
export function learnersCard(
  cards: Cards,
  rows: readonly LearnerRow[],
  notice: { readonly secret?: boolean; readonly more?: number },
): Card {
  const open = rows.filter((row) => row.sent === undefined);
  const complete = open.filter((row) => row.complete).length;
  return cards.render('learners', {
    count: open.length,
    single: rows.length === 1,
    sent: rows.length - open.length,
    complete,
    incomplete: open.length - complete,
    secret: notice.secret ?? false,
    more: notice.more ?? 0,
    problems: token(open.map((row) => row.problem ?? '').join(',')),
    rows: open.map((row, index) => ({
      index,
      number: index + 1,
      name: row.name,
      username: row.username,
      email: row.email,
      complete: row.complete,
      tick: row.complete ? 'true' : 'false',
      says: words(row.issues.map((issue) => fieldProblem(issue.code, issue.suggestion)).join(' ')),
    })),
    done: rows
      .filter((row) => row.sent !== undefined)
      .map((row) => ({
        reference: token(row.sent ?? ''),
        username: row.username,
        joined: row.joined ?? false,
      })),
  });
}
