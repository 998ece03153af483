export type Cell = string | number;

/** A spreadsheet works out text that begins like a formula; with an apostrophe in front it shows it (OWASP: CSV injection). */
export const inert = (it: Cell): string =>
  String(it).replace(/^(?=[=+\-@\t\r\n])/, typeof it === 'number' ? '' : "'");

/** One line of a CSV file (RFC 4180). */
export const csvLine = (cells: readonly Cell[]): string =>
  `${cells.map((it) => `"${inert(it).replaceAll('"', '""')}"`).join(',')}\r\n`;

/** In front of a file, it tells Excel that it is UTF-8. */
export const CSV_MARK = '\uFEFF';
