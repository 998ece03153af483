import { nameInUsername } from '../fields/esr-username.ts';
import type { Mention } from '../finding/mention.ts';
import { lineStartsOf } from './gaps.ts';
import type { TableRow } from './table.ts';

/**
 * An address on several learners' lines is a trainer's, a manager's or a ward's: doubtful, or somebody else's where the line has
 * another address. In a table with one column for addresses, an address in it is trusted.
 */
export function sharedInDoubt(
  mentions: readonly Mention[],
  text: string,
  tables: readonly TableRow[],
): Mention[] {
  const lineStart = lineStartsOf(text);
  const lines = [...Map.groupBy(mentions, (one) => lineStart(one.start)).values()];
  const owners = new Map<string, Set<string>>();
  for (const line of lines) {
    const names = new Set(
      line.filter((one) => one.kind === 'username').map((one) => nameInUsername(one.value)),
    );
    const [name] = names;
    if (name === undefined || names.size > 1) continue;
    for (const { kind, value } of line)
      if (kind === 'email') owners.set(value, (owners.get(value) ?? new Set()).add(name));
  }
  const shared = (one: Mention) => one.kind === 'email' && (owners.get(one.value)?.size ?? 0) > 1;
  return lines.flatMap((line) => {
    const others = line.some((one) => one.kind === 'email' && !shared(one));
    const row = tables.find(({ start }) => start === lineStart(line[0]?.start ?? 0));
    return line.map((one) =>
      shared(one) && (others || row === undefined || !isInItsColumn(row, one))
        ? { ...one, standing: others ? 'someone-else' : 'doubtful' }
        : one,
    );
  });
}

/** Whether the table has one column for addresses, and this one is in it. */
function isInItsColumn(row: TableRow, { start }: Pick<Mention, 'start'>): boolean {
  const emails = row.cells.filter((cell) => cell.column === 'email');
  return emails.length === 1 && row.cells.findLast((cell) => cell.start <= start) === emails[0];
}
