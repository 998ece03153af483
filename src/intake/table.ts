/** What the cells of a pasted table mean, by its heading row. */
export type Column =
  | 'username'
  | 'email'
  | 'old-email'
  | 'other-email'
  | 'name'
  | 'first-name'
  | 'last-name'
  | 'other';

export type Cell = { readonly text: string; readonly start: number; readonly column: Column };

/** A row under a heading: one learner. */
export type TableRow = { readonly cells: readonly Cell[]; readonly start: number; readonly end: number };

const SEVERAL_ROLES = /\b(trainer|manager|mentor|supervisor|tutor|assessor|requester|contact|booked by)\b/;
const COLUMNS: ReadonlyArray<readonly [Column, RegExp]> = [
  [
    'other-email',
    new RegExp(
      `${SEVERAL_ROLES.source}.*\\b(e-?mail|address)\\b|\\b(e-?mail|address)\\b.*${SEVERAL_ROLES.source}`,
    ),
  ],
  ['old-email', /\b(old|previous|wrong|incorrect|current esr)\b.*\be-?mail\b/],
  ['email', /\b(e-?mail|e-?mail address|nhs ?mail)\b/],
  [
    'username',
    /^(new |current )?(esr )?(user ?-?name|user ?id|login|log-?in|id|user)( name| id)?( \(?esr\)?)?$/,
  ],
  ['first-name', /^(first|given|fore) ?-?names?$/],
  ['last-name', /^(last ?-?name|surname|family ?-?name)$/],
  [
    'name',
    /^((learner|full|staff|employee|delegate|student)('?s)? )?names?$|^(learner|delegate|student|staff member)$/,
  ],
];
const PLACEHOLDER =
  /^(n\/?a|none|nil|unknown|not known|tbc|tba|no|\?+|-+|–|x|same|as above|don'?t know|not yet)?$/i;

/** The rows of every table with a heading in the text. Cells are parted by tabs, or by "|". */
export function tableRows(text: string): TableRow[] {
  const rows: TableRow[] = [];
  let columns: readonly Column[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const cells = cellsOf(line, start);
    const heading = line.includes('@') ? [] : cells.map((cell) => columnOf(cell.text));
    if (cells.length < 2) columns = [];
    else if (heading.filter((column) => column !== 'other').length >= 2) columns = heading;
    else if (columns.length > 0 && /[\p{L}\p{N}]/u.test(line)) {
      const named = cells.map((cell, at) => ({ ...cell, column: columns[at] ?? ('other' as const) }));
      rows.push({ cells: named, start, end: start + line.length });
    }
    start += line.length + 1;
  }
  return rows;
}

/** A cell with nothing in it, or with a word for nothing. */
export function isEmptyCell(text: string): boolean {
  return PLACEHOLDER.test(text.trim());
}

function cellsOf(line: string, start: number): { text: string; start: number }[] {
  const parted = line.includes('\t') ? '\t' : '|';
  let from = start;
  const cells = line.split(parted).map((text) => {
    const cell = { text, start: from };
    from += text.length + 1;
    return cell;
  });
  return cells;
}

function columnOf(cell: string): Column {
  const title = cell
    .trim()
    .toLowerCase()
    .replace(/[:*]+$/, '');
  if (title.length > 40) return 'other';
  return COLUMNS.find(([, pattern]) => pattern.test(title))?.[0] ?? 'other';
}
