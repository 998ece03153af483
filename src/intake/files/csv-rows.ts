import { parse } from 'csv-parse/sync';
import { MOST_COLUMNS, MOST_ROWS, SheetError, type SheetRows } from './sheet.ts';

const SEPARATORS = [',', ';', '\t', '|'] as const;
/** In bytes. A quotation mark that is never closed would make one record of the rest of the file. */
const LONGEST_RECORD = 20_000;

/** The rows of a CSV file, whatever it is written and separated with. Throws SheetError, and CsvError. */
export function csvRows(bytes: Uint8Array): SheetRows {
  const text = decoded(bytes);
  if (text.includes('\u0000')) throw new SheetError('broken');
  const rows = parse(text, {
    delimiter: separatorOf(text.slice(0, 2000)),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
    to: MOST_ROWS + 1,
  }) as unknown as string[][];
  return { rows, more: rows.some(({ length }) => length > MOST_COLUMNS) };
}

/** Excel writes UTF-8 with a mark, Windows' own letters, or UTF-16. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The most frequent separator in the first lines. */
const separatorOf = (head: string): string =>
  SEPARATORS.reduce((a, b) => (head.split(b).length > head.split(a).length ? b : a));
