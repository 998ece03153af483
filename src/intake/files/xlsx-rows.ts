import { Parser } from 'htmlparser2';
import { MOST_COLUMNS, MOST_ROWS, SheetError, type SheetRows } from './sheet.ts';
import { unpacked } from './unpacked.ts';

/** The first bytes of a protected workbook, and of Excel's old format. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

type Attributes = Readonly<Record<string, string>>;
interface Visitor {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/**
 * The text cells of a workbook's first sheet that can be seen and has any. Formulas are never computed: their last result
 * stands in the file. Links, macros, styles, numbers and hidden rows are not read. Throws SheetError.
 */
export function xlsxRows(bytes: Uint8Array): SheetRows {
  if (OLE.every((byte, at) => bytes[at] === byte)) throw new SheetError('protected');
  const parts = unpacked(
    bytes,
    /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/i,
  );
  const sheets = sheetsOf(parts);
  if (sheets.length === 0) throw new SheetError('broken');
  const strings = stringsIn(parts.get('xl/sharedStrings.xml') ?? '');
  for (const [at, sheet] of sheets.entries()) {
    const { rows, more } = rowsIn(sheet, strings);
    if (rows.length > 0) return { rows, more: more || at < sheets.length - 1 };
  }
  return { rows: [], more: false };
}

/** The contents of the sheets that can be seen, in their order. */
function sheetsOf(parts: ReadonlyMap<string, string>): readonly string[] {
  const targets = new Map<string, string>();
  visit(parts.get('xl/_rels/workbook.xml.rels') ?? '', {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  const sheets: string[] = [];
  visit(parts.get('xl/workbook.xml') ?? '', {
    open: (name, attributes) => {
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const sheet = parts.get(targets.get(id) ?? '');
      if (sheet !== undefined) sheets.push(sheet);
    },
  });
  return sheets;
}

/** The texts that cells refer to by number. */
function stringsIn(xml: string): readonly string[] {
  const strings: string[] = [];
  let isText = false;
  let phonetic = 0;
  visit(xml, {
    open: (name) => {
      if (name === 'si') strings.push('');
      if (name === 'rPh') phonetic += 1;
      if (name === 't') isText = phonetic === 0;
    },
    text: (text) => {
      if (isText && strings.length > 0) strings[strings.length - 1] += text;
    },
    close: (name) => {
      if (name === 'rPh') phonetic -= 1;
      if (name === 't') isText = false;
    },
  });
  return strings;
}

/** A sheet's text cells. Cells beyond `MOST_COLUMNS` and rows beyond `MOST_ROWS` are not kept, whatever place they state. */
function rowsIn(xml: string, strings: readonly string[]): SheetRows {
  const rows: string[][] = [];
  let more = false;
  let row: string[] | undefined;
  let column = 0;
  let type = '';
  let value: string | undefined;
  visit(xml, {
    open: (name, { r = '', t = 'n', hidden = '' }) => {
      if (name === 'row') {
        row = /^(1|true)$/.test(hidden) ? undefined : [];
        column = 0;
      } else if (name === 'c') {
        column = columnIn(r) ?? column + 1;
        type = t;
      } else if (name === 'v' || name === 't') value = '';
    },
    text: (text) => {
      if (value !== undefined) value += text;
    },
    close: (name) => {
      if ((name === 'v' || name === 't') && value !== undefined) {
        const said =
          type === 's' ? strings[Number(value)] : /^(str|inlineStr)$/.test(type) ? value : undefined;
        value = undefined;
        if (said === undefined || row === undefined) return;
        if (column > MOST_COLUMNS) more = true;
        else row[column - 1] = `${row[column - 1] ?? ''}${said}`;
      } else if (name === 'row' && row !== undefined) {
        if (rows.length > MOST_ROWS) more = true;
        else if (row.length > 0) rows.push(Array.from(row, (cell) => cell ?? ''));
        row = undefined;
      }
    },
  });
  return { rows, more };
}

/** "AB12" is column 28. Undefined where the sheet states no place: then cells are in order. */
function columnIn(reference: string): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference)?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Reads XML once, from start to end. Entities that the file declares are not expanded. Names come without their prefix. */
function visit(xml: string, { open, text, close }: Visitor): void {
  const bare = (name: string) => name.slice(name.indexOf(':') + 1);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => open?.(bare(name), attributes),
      ontext: (chunk) => text?.(chunk),
      onclosetag: (name) => close?.(bare(name)),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
}
