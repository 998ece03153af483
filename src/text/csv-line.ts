export type Cell = string | number;

/** What a spreadsheet may take for the start of a formula: also in full width, and behind what is not seen. */
const FORMULA = /^(?:[\t\r\n]|[\p{Z}\p{C}]*[=+\-@])/u;

/** A spreadsheet calculates text that begins like a formula; after an apostrophe it only shows it (OWASP: CSV injection). */
export const inert = (it: Cell): string =>
  typeof it === 'string' && FORMULA.test(it.normalize('NFKC')) ? `'${it}` : String(it);

/** One line of a CSV file (RFC 4180). */
export const csvLine = (cells: readonly Cell[]): string =>
  `${cells.map((it) => `"${inert(it).replaceAll('"', '""')}"`).join(',')}\r\n`;

/** In front of a file, it tells Excel that it is UTF-8. */
export const CSV_MARK = '\uFEFF';
