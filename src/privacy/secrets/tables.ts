import { STATUS, TALK } from './secret-words.ts';
import type { Span } from './words.ts';

const OF_WHAT =
  '(?:(?:esr|nhs|temp|temporary|new|old|current|initial|default|first|windows|login|smartcard|user|my|your|the) )*';
const COLUMNS = (
  [
    ['password', 'pass ?word|passwd|pass|pword|pwd|pw|p/w|pass ?phrase'],
    ['date-of-birth', 'dob|d\\.o\\.b\\.?|date of birth|birth ?date|birthday'],
    ['national-insurance', 'ni|ni ?no\\.?|nino|ni number|national insurance(?: number| no\\.?)?'],
    ['pin', 'pin|pin (?:number|code|no\\.?)|pass ?code'],
    ['personal-number', '(?:nhs|passport|bank account|account) ?(?:number|no\\.?)'],
    ['security-answer', "(?:mother'?s? )?maiden name|security answer|memorable word"],
  ] as const
).map(([kind, titles]) => ({ kind, title: new RegExp(`^${OF_WHAT}(?:${titles})$`) }));
/** Headings beside a secret's. Commas stand in sentences too, so that a line of other words is none of headings. */
const OTHER_COLUMN =
  /^(?:(?:esr|nhs|user|staff|employee|assignment|first|last|full|sur|fore|work|job|account|trust|start|end|expiry) ?)*(?:user ?(?:name|id)|user|log ?(?:in|on)|e-?mail(?: address)?|name|id|number|no\.?|system|site|url|link|website|app|role|job|title|ward|dept|department|team|trust|notes?|comments?|status|phone|mobile|tel|date|learner|trainee|staff|account|#)$/;
const LONGEST_TITLE = 40;
const SEPARATORS = ['\t', '|', ';', ','];

type Kind = (typeof COLUMNS)[number]['kind'];
type TableSecret = Span & { readonly kind: Kind };
type Table = { readonly separator: string; readonly kinds: readonly (Kind | undefined)[] };

/** Every cell under a "Password" or "DOB" heading of a pasted table, and the line under one where each cell has a line. */
export function secretColumns(text: string): TableSecret[] {
  const found: TableSecret[] = [];
  let table: Table | undefined;
  let start = 0;
  for (const line of text.split('\n')) {
    const headings = headingsOf(line);
    if (headings !== undefined) table = headings;
    else if (table !== undefined) {
      const cells = line.split(table.separator);
      const fits = table.separator === '\t' ? cells.length > 1 : cells.length === table.kinds.length;
      if (fits) found.push(...cellsUnder(table, cells, start));
      else table = undefined;
    }
    start += line.length + 1;
  }
  return [...found, ...linesUnder(text)];
}

/** "Username", "432DAYL01", "Password", "…", each on its own line. */
function linesUnder(text: string): TableSecret[] {
  const lines = [...text.matchAll(/[^\n]+/g)].filter(([line]) => line.trim() !== '');
  return lines.flatMap(({ index, 0: line }, at) => {
    const kind = columnKind(lines[at - 1]?.[0] ?? '');
    const beside = [lines[at - 3], lines[at + 1]].some((other) => other !== undefined && isTitle(other[0]));
    if (kind === undefined || !beside || isTitle(line) || line.trim().split(/\s+/, 3).length > 2) return [];
    return cellsUnder({ separator: '\n', kinds: [kind] }, [line], index);
  });
}

/** The columns of a line of headings, one of which is a secret's. */
function headingsOf(line: string): Table | undefined {
  for (const separator of SEPARATORS) {
    const cells = line.split(separator);
    const kinds = cells.length > 1 ? cells.map(columnKind) : [];
    if (!kinds.some((kind) => kind !== undefined)) continue;
    const areTitles = separator === '\t' || cells.every((cell) => cell.trim() === '' || isTitle(cell));
    if (areTitles) return { separator, kinds };
  }
  return undefined;
}

const isTitle = (cell: string) => columnKind(cell) !== undefined || OTHER_COLUMN.test(titleOf(cell));

function columnKind(cell: string): Kind | undefined {
  const title = titleOf(cell);
  return COLUMNS.find((column) => column.title.test(title))?.kind;
}

/** "**Password** (temp):" is "password". */
function titleOf(cell: string): string {
  const title = cell.trim().toLowerCase();
  if (title.length > LONGEST_TITLE) return '';
  return title.replace(/\([^()]*\)/g, '').replace(/^[\s*_"'`]+|[\s*_"'`:]+$/g, '');
}

function cellsUnder({ separator, kinds }: Table, cells: readonly string[], lineStart: number): TableSecret[] {
  const found: TableSecret[] = [];
  let start = lineStart;
  cells.forEach((cell, at) => {
    const kind = kinds[at];
    const value = cell.trim();
    if (kind !== undefined && isSecret(value, kind, separator)) {
      const from = start + cell.indexOf(value);
      found.push({ kind, start: from, end: from + value.length });
    }
    start += cell.length + 1;
  });
  return found;
}

/** "n/a", "expired" and "thanks, Bob" under a heading are none. */
function isSecret(value: string, kind: Kind, separator: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(value) || value.includes('@') || value.includes('[removed]')) return false;
  const said = value.toLowerCase();
  // Long and Strong are surnames.
  if (kind === 'security-answer') return !/^(?:n\/a|none|unknown|no|yes)$/.test(said);
  const first = /[,;\n]/.test(separator) ? (said.split(/[\s.,!?]/, 1)[0] ?? '') : said;
  return !(STATUS.has(first) || TALK.has(first));
}
