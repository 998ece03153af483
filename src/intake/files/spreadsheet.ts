import { csvRows } from './csv-rows.ts';
import { MOST_COLUMNS, MOST_ROWS, SheetError, type SheetProblem } from './sheet.ts';
import { xlsxRows } from './xlsx-rows.ts';

/** The files that are read, by the end of their names. */
export type SheetKind = 'xlsx' | 'csv';

/** In bytes. A class of a hundred has about 20 KB. */
export const MOST_FILE_BYTES = 1_000_000;
const LONGEST_CELL = 300;

/** The rows of a file as text; `more`: the file has rows, columns or sheets that are not in it. */
export type SheetText =
  | { readonly text: string; readonly more: boolean }
  | { readonly problem: SheetProblem };

/**
 * A spreadsheet as a person would paste it: one line a row, with tabs between cells. Cells without a letter are left empty: names,
 * usernames and addresses have letters, and a date of birth may not. Never throws.
 */
export function sheetText(bytes: Uint8Array, kind: SheetKind): SheetText {
  if (bytes.length > MOST_FILE_BYTES) return { problem: 'too-large' };
  try {
    const { rows, more } = kind === 'xlsx' ? xlsxRows(bytes) : csvRows(bytes);
    const lines = rows
      .map((cells) => cells.slice(0, MOST_COLUMNS).map(cellText))
      .filter((cells) => cells.some((cell) => cell !== ''));
    if (lines.length === 0) return { problem: 'empty' };
    const listed = lines.slice(0, MOST_ROWS).map((cells) => cells.join('\t'));
    return { text: listed.join('\n'), more: more || lines.length > MOST_ROWS };
  } catch (error) {
    return { problem: error instanceof SheetError ? error.problem : 'broken' };
  }
}

/** Quotation marks would join cells. */
function cellText(cell: string): string {
  const text = cell.replace(/["\s\p{Cc}]+/gu, ' ').trim();
  return /\p{L}/u.test(text) ? text.slice(0, LONGEST_CELL) : '';
}
