import { localPart, readEmail } from '../fields/email-address.ts';
import { readUsername, type UsernameRules } from '../fields/esr-username.ts';
import type { Mention } from '../finding/mention.ts';
import { namesAnother, spells } from '../finding/name-evidence.ts';
import { isBare } from './gaps.ts';
import type { Pair } from './pair.ts';
import { type Cell, type Column, isEmptyCell, type TableRow } from './table.ts';

/** The learner in a row of a table; undefined where the row has no username, address or name. */
export function pairInRow(row: TableRow, inside: readonly Mention[], rules: UsernameRules): Pair | undefined {
  const column = (one: Mention) => row.cells.findLast((cell) => cell.start <= one.start)?.column;
  const usernames = unique(inside.filter((one) => one.kind === 'username').map((one) => one.value));
  // In a table with a column for them, an address elsewhere is a trainer's, a manager's, an old one.
  const titled = row.cells.some((cell) => cell.column === 'email');
  const theirs = inside.filter(
    (one) => one.kind === 'email' && (titled ? column(one) === 'email' : column(one) === 'other'),
  );
  const emails = unique(theirs.map((one) => one.value));
  if (usernames.length === 0)
    usernames.push(...typedIn(row.cells, 'username', (text) => readUsername(text, rules).value));
  if (emails.length === 0) emails.push(...typedIn(row.cells, 'email', (text) => readEmail(text).value));
  const name = nameOf(row.cells);
  const elses = emails.some((one) => isNamed(one, name) && usernames.some((own) => namesAnother(own, one)));
  if (usernames.length === 0 && emails.length === 0 && name === undefined) return undefined;
  const email = emails.length === 1 && !elses && !inDoubt(row, theirs, usernames) ? emails[0] : undefined;
  const unsure = usernames.length > 1 || (emails.length > 0 && email === undefined);
  return {
    username: usernames.length === 1 ? usernames[0] : undefined,
    email,
    unsure,
    choices: [...(usernames.length > 1 ? usernames : []), ...(email === undefined ? emails : [])],
    start: row.start,
    isRow: titled && row.cells.filter((cell) => cell.column === 'email').length === 1,
    ...(name === undefined ? {} : { name }),
  };
}

/** Whether the cell says more than the address. */
function saysMore(row: TableRow, email: Mention): boolean {
  const cell = row.cells.findLast((one) => one.start <= email.start);
  return cell !== undefined && !isBare(cell.text, email.start - cell.start, email.end - cell.start);
}

/** Whether the address is made of the name in the row. */
function isNamed(email: string, name: string | undefined): boolean {
  const parts = localPart(email).split(/[._-]/);
  return (name ?? '')
    .toLowerCase()
    .split(' ')
    .some((word) => word.length > 2 && parts.includes(word));
}

/** Whether the row's address is doubtful: there are several columns for addresses, or words cast doubt on it. */
function inDoubt(row: TableRow, theirs: readonly Mention[], usernames: readonly string[]): boolean {
  const several = row.cells.filter((cell) => cell.column === 'email').length > 1;
  const [username] = usernames;
  const spelled = theirs.some((one) => username && spells(username, one.value));
  const odd = several || theirs.some((one) => one.standing === 'unlikely' || saysMore(row, one));
  return theirs.some((one) => one.standing === 'doubtful') || (odd && !spelled);
}

/** Text in a username or email column that is not recognised as one: shown as typed, with the error. */
function typedIn(cells: readonly Cell[], column: Column, read: (text: string) => string): string[] {
  const typed = cells
    .filter((cell) => cell.column === column && !isEmptyCell(cell.text))
    .map((cell) => cell.text.trim())
    .filter((text) => text.length <= 60 && !/[ @[]/.test(text) && /[\d.]/.test(text));
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
