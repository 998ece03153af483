import { strToU8, zipSync } from 'fflate';

/** A cell of a made workbook: text, a number, or XML of its own. */
export type MadeCell = string | number | { readonly xml: string } | undefined;

/** What a workbook has besides its first sheet. */
interface MadeWorkbook {
  /** Further parts of the file, by their names, or other contents of those that there are. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
  /** Further sheets, in their order; "hidden" before a name hides it. */
  readonly sheets?: Readonly<Record<string, readonly (readonly MadeCell[])[]>>;
  /** Texts stand in the cells themselves. */
  readonly inline?: boolean;
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const escaped = (text: string) => text.replace(/[<>&]/g, (one) => `&#${one.charCodeAt(0)};`);

/** A workbook as Excel writes it: the smallest that Excel opens. */
export function workbook(rows: readonly (readonly MadeCell[])[], made: MadeWorkbook = {}): Uint8Array {
  const strings: string[] = [];
  const cell = (value: MadeCell, at: string): string => {
    if (value === undefined) return '';
    if (typeof value === 'object') return value.xml.replace('{at}', at);
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
    if (made.inline) return `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
    return `<c r="${at}" t="s"><v>${strings.push(value) - 1}</v></c>`;
  };
  const sheetOf = (all: readonly (readonly MadeCell[])[]) =>
    `<worksheet ${NS}><sheetData>${all
      .map((cells, row) => {
        const filled = cells.map((value, at) => cell(value, `${String.fromCharCode(65 + at)}${row + 1}`));
        return `<row r="${row + 1}">${filled.join('')}</row>`;
      })
      .join('')}</sheetData></worksheet>`;
  const sheets = Object.entries({ Class: rows, ...made.sheets });
  const listed = sheets.map(([name], at) => {
    const state = name.startsWith('hidden') ? ' state="hidden"' : '';
    return `<sheet name="${name}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`;
  });
  const related = sheets.map(
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  );
  const contents = sheets.map(([, all], at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetOf(all)] as const);
  const parts: Record<string, string | Uint8Array> = {
    'xl/workbook.xml': `<workbook ${NS} xmlns:r="${REL}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${related.join('')}</Relationships>`,
    ...Object.fromEntries(contents),
    'xl/sharedStrings.xml': `<sst ${NS}>${strings.map((one) => `<si><t>${escaped(one)}</t></si>`).join('')}</sst>`,
    ...made.parts,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}
