import { readEmail } from './email-address.ts';
import type { UsernameRules } from './esr-username.ts';
import { readUsername } from './esr-username.ts';
import type { Mention } from './mention.ts';
import type { Pair } from './pairing.ts';
import { type Cell, type Column, isEmptyCell, type TableRow } from './table.ts';

/** The learner in a row of a table with a heading. A row without anything to go by is none. */
export function pairInRow(
  row: TableRow,
  mentions: readonly Mention[],
  rules: UsernameRules,
): Pair | undefined {
  const inside = mentions.filter((one) => one.start >= row.start && one.end <= row.end);
  const column = (one: Mention) => row.cells.findLast((cell) => cell.start <= one.start)?.column;
  const usernames = unique(inside.filter((one) => one.kind === 'username').map((one) => one.value));
  const emails = unique(
    inside
      .filter((one) => one.kind === 'email' && column(one) !== 'other-email' && column(one) !== 'old-email')
      .map((one) => one.value),
  );
  if (usernames.length === 0)
    usernames.push(...typedIn(row.cells, 'username', (text) => readUsername(text, rules).value));
  if (emails.length === 0) emails.push(...typedIn(row.cells, 'email', (text) => readEmail(text).value));
  const name = nameOf(row.cells);
  if (usernames.length === 0 && emails.length === 0 && name === undefined) return undefined;
  const unsure = usernames.length > 1 || emails.length > 1;
  return {
    username: usernames.length === 1 ? usernames[0] : undefined,
    email: emails.length === 1 ? emails[0] : undefined,
    unsure,
    choices: [...(usernames.length > 1 ? usernames : []), ...(emails.length > 1 ? emails : [])],
    start: row.start,
    ...(name === undefined ? {} : { name }),
  };
}

/** What stands in a username or email column and looks like neither: it is shown as typed, with what is wrong. */
function typedIn(cells: readonly Cell[], column: Column, read: (text: string) => string): string[] {
  const typed = cells
    .filter((cell) => cell.column === column && !isEmptyCell(cell.text))
    .map((cell) => cell.text.trim())
    .filter((text) => text.length <= 60 && !text.includes(' ') && !text.includes('[') && /[\d.@]/.test(text));
  return unique(typed.map(read));
}

function nameOf(cells: readonly Cell[]): string | undefined {
  const textOf = (column: Column) =>
    cells.find((cell) => cell.column === column && !isEmptyCell(cell.text))?.text.trim();
  const parts = [
    textOf('name') ?? textOf('first-name'),
    textOf('name') === undefined ? textOf('last-name') : undefined,
  ];
  const name = parts.filter((part) => part !== undefined).join(' ');
  return name === '' || name.includes('@') || /\d/.test(name) ? undefined : name.slice(0, 80);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
