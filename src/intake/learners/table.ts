/** What the cells of a pasted table mean, by its heading row. */
export type Column =
  | 'username'
  | 'email'
  | 'old-email'
  | 'other-email'
  | 'name'
  | 'first-name'
  | 'last-name'
  /** How far a learner's request is, and whether it is done. */
  | 'status'
  | 'done'
  | 'other';

export type Cell = { readonly text: string; readonly start: number; readonly column: Column };

/** A row of a table: one learner. */
export type TableRow = { readonly cells: readonly Cell[]; readonly start: number; readonly end: number };

const SEVERAL_ROLES = /\b(trainer|manager|mentor|supervisor|tutor|assessor|requester|contact|booked by)\b/;
const COLUMNS: ReadonlyArray<readonly [Column | 'right-email', RegExp]> = [
  [
    'other-email',
    new RegExp(
      `${SEVERAL_ROLES.source}.*\\b(e-?mail|address)\\b|\\b(e-?mail|address)\\b.*${SEVERAL_ROLES.source}`,
    ),
  ],
  [
    'old-email',
    /\b(old|previous|wrong|incorrect|existing|recorded|current esr)\b.*\be-?mail\b|\be-?mail\b.*\b(on|in|held)\b|\b(esr|record) e-?mail\b/,
  ],
  ['right-email', /\b(correct|right|new|updated|preferred)\b.*\b(e-?mail|address)\b/],
  ['email', /\b(e-?mail|e-?mail address|nhs ?mail)\b/],
  [
    'username',
    /^(new |current )?(esr )?(user ?-?name|user ?id|login|log-?in|id|user)( name| id)?( \(?esr\)?)?$/,
  ],
  ['status', /^((issue|request|reset|case|current|esr) )?(status|state|outcome|progress)$/],
  ['done', /^((issue|reset) )?(done|sorted|resolved|fixed)\??( \(?y ?\/ ?n\)?)?$/],
  ['first-name', /^(first|given|fore) ?-?names?$/],
  ['last-name', /^(last ?-?name|surname|family ?-?name)$/],
  [
    'name',
    /^((learner|full|staff|employee|delegate|student)('?s)? )?names?$|^(learner|delegate|student|staff member)$/,
  ],
];
const PLACEHOLDER =
  /^(n\/?a|none|nil|unknown|not known|tbc|tba|no|\?+|-+|–|x|same|as above|don'?t know|not yet|[.\s]+)?\.?$/i;
const USERNAME_INSIDE = /(^|[^\p{L}\p{N}@.])\d{3}[ -]?\p{L}[\p{L}'-]+ ?\d/u;
const MOST_ROWS_CHECKED = 40;
const MOST_COLUMNS = 30;
const MOST_WORDS = 5;
const SEPARATORS = ['\t', '|', ';', ','] as const;
type Separator = (typeof SEPARATORS)[number];

type Line = { readonly text: string; readonly start: number };
type Heading = {
  readonly separator: Separator;
  readonly columns: readonly Column[];
  /** A line with more or fewer cells is not a row of the table. */
  readonly exact: boolean;
};

/** The rows of every table in the text: under a heading, or in lines whose cells are in the same columns. */
export function tableRows(text: string): TableRow[] {
  const rows: TableRow[] = [];
  let heading: Heading | undefined;
  const lines = linesOf(text);
  lines.forEach((line, at) => {
    const titled = headingIn(line);
    heading = titled ?? (heading && rowUnder(heading, line) ? heading : headless(lines, at));
    const row = titled || !heading ? undefined : rowUnder(heading, line);
    if (row && /[\p{L}\p{N}]/u.test(line.text)) rows.push(row);
  });
  return rows;
}

/** A cell with nothing in it, or with a word for nothing. */
export function isEmptyCell(text: string): boolean {
  return PLACEHOLDER.test(text.trim());
}

/** Alone, or with when or by whom: "Done 12/11", "sorted by IT". */
const DONE =
  /^(?:(?:all )?(?:done|sorted|resolved|fixed|completed?|closed|working|cancell?ed|withdrawn|reset done|no longer needed|not (?:needed|required)|no action (?:needed|required))(?: (?:now|ok|today|thanks))?[.!]?|(?:all )?(?:done|sorted|resolved|fixed|completed)\b[ ,(:–-]+(?!.*\b(?:still|not|again|but|needs?|locked|cannot|\p{L}+n['’]?t|except|partly|half|tbc)\b).{1,40})$/iu;
const TICKED = /^(y|yes|x|true|✓|✔|✅|☑)\ufe0f?$/iu;

/** Whether the row says that nothing is left to do for its learner. */
export const isDone = ({ cells }: TableRow): boolean =>
  cells.some(({ text, column }) => {
    const said = text.replace(/["*]/g, '').trim();
    return (
      (column === 'status' && DONE.test(said)) ||
      (column === 'done' && (DONE.test(said) || TICKED.test(said)))
    );
  });

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const at = start;
    start += line.length + 1;
    return { text: line, start: at };
  });
}

function headingIn(line: Line): Heading | undefined {
  if (line.text.includes('@') || line.text.length > 400) return undefined;
  for (const separator of SEPARATORS) {
    if (!line.text.includes(separator)) continue;
    const titles = cellsOf(line, separator).map((cell) => columnOf(cell.text));
    if (titles.filter((column) => column !== 'other').length >= 2) {
      return { separator, columns: oneEmail(titles), exact: separator === ',' || separator === ';' };
    }
  }
  return undefined;
}

/** Where one column is said to hold the right address, the other email columns count as old. */
function oneEmail(titles: ReadonlyArray<Column | 'right-email'>): Column[] {
  const said = titles.includes('right-email');
  return titles.map((title) => {
    if (title === 'right-email') return 'email';
    return said && title === 'email' ? 'old-email' : title;
  });
}

/**
 * A table without a heading: lines with the same number of cells, one column of usernames and one of addresses. Checked only where
 * such lines begin, so that the work stays linear.
 */
function headless(lines: readonly Line[], from: number): Heading | undefined {
  for (const separator of SEPARATORS) {
    const width = widthOf(lines[from], separator);
    if (width < 2 || width > MOST_COLUMNS || widthOf(lines[from - 1], separator) === width) continue;
    const run: string[][] = [];
    for (let at = from; run.length < MOST_ROWS_CHECKED && widthOf(lines[at], separator) === width; at += 1) {
      run.push(cellsOf(lines[at], separator).map((cell) => cell.text));
    }
    const told = run.filter((cells) =>
      cells.some((cell) => cell.includes('@') || USERNAME_INSIDE.test(cell)),
    );
    if (told.length < 2) continue;
    const kinds = Array.from({ length: width }, (_, at) => kindOf(run.map((cells) => cells[at] ?? '')));
    const email = kinds.indexOf('email');
    const username = kinds.indexOf('username');
    const clear = email === kinds.lastIndexOf('email') && username === kinds.lastIndexOf('username');
    if (email < 0 || username < 0 || !clear || kinds.includes('mixed')) continue;
    const columns = kinds.map((kind, at): Column => {
      if (kind !== 'other' && kind !== 'mixed') return kind;
      return run.some((cells) => DONE.test((cells[at] ?? '').trim())) ? 'status' : 'other';
    });
    return { separator, columns, exact: true };
  }
  return undefined;
}

function widthOf(line: Line | undefined, separator: Separator): number {
  return line?.text.includes(separator) ? cellsOf(line, separator).length : 1;
}

function kindOf(cells: readonly string[]): 'email' | 'username' | 'other' | 'mixed' {
  const emails = cells.filter((cell) => cell.includes('@'));
  const usernames = cells.filter((cell) => USERNAME_INSIDE.test(cell));
  const alone = emails.every((cell) => cell.indexOf('@') === cell.lastIndexOf('@'));
  // A sentence with a comma is no row.
  const short = [...emails, ...usernames].every((cell) => cell.trim().split(/\s+/).length <= MOST_WORDS);
  if (!alone || !short || (emails.length > 0 && usernames.length > 0)) return 'mixed';
  if (emails.length > 0) return 'email';
  return usernames.length > 0 ? 'username' : 'other';
}

function rowUnder({ separator, columns, exact }: Heading, line: Line): TableRow | undefined {
  const cells = cellsOf(line, separator);
  if (cells.length < 2 || (exact && cells.length !== columns.length)) return undefined;
  const named = cells.map((cell, at) => ({ ...cell, column: columns[at] ?? ('other' as const) }));
  return { cells: named, start: line.start, end: line.start + line.text.length };
}

/** Split at the separator, but not inside quotation marks. */
function cellsOf(line: Line | undefined, separator: Separator): { text: string; start: number }[] {
  if (!line) return [];
  const { text, start } = line;
  const cells: { text: string; start: number }[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at <= text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    if (at < text.length && (text[at] !== separator || quoted)) continue;
    cells.push({ text: text.slice(from, at), start: start + from });
    from = at + 1;
  }
  return cells;
}

function columnOf(cell: string): Column | 'right-email' {
  const title = cell
    .trim()
    .toLowerCase()
    .replace(/[:*"]+/g, '');
  if (title.length > 40) return 'other';
  return COLUMNS.find(([, pattern]) => pattern.test(title))?.[0] ?? 'other';
}
