export type Cell = string | number;

/** Could start a formula in a spreadsheet: also in full width, and behind invisible characters. */
const FORMULA = /^(?:[\t\r\n]|[\p{Z}\p{C}]*[=+\-@])/u;

/** A spreadsheet calculates text that begins like a formula; after an apostrophe it only shows it (OWASP: CSV injection). */
export const inert = (it: Cell): string =>
  typeof it === 'string' && FORMULA.test(it.normalize('NFKC')) ? `'${it}` : String(it);

/** One line of a CSV file (RFC 4180). */
export const csvLine = (cells: readonly Cell[]): string =>
  `${cells.map((it) => `"${inert(it).replaceAll('"', '""')}"`).join(',')}\r\n`;

/** In front of a file, it marks it as UTF-8 for Excel. */
export const CSV_MARK = '\uFEFF';
