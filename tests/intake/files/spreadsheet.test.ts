import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { MOST_FILE_BYTES, type SheetKind, sheetText } from '../../../src/intake/files/spreadsheet.ts';
import { type MadeCell, workbook } from '../../support/sheets.ts';

const ROWS: MadeCell[][] = [
  ['Name', 'ESR username', 'Correct email', 'Date of birth'],
  ['Ravi Patel', '432PATELR02', 'r.patel@nhs.net', 32905],
  ['Mary O\u2019Neill', '432ONEILLM01', 'm.oneill@nhs.net', 33012],
];
const TEXT = [
  'Name\tESR username\tCorrect email\tDate of birth',
  'Ravi Patel\t432PATELR02\tr.patel@nhs.net',
  'Mary O\u2019Neill\t432ONEILLM01\tm.oneill@nhs.net',
];
const read = (bytes: Uint8Array, kind: SheetKind = 'xlsx') => sheetText(bytes, kind);
const lines = (bytes: Uint8Array, kind: SheetKind = 'xlsx') => {
  const found = read(bytes, kind);
  return 'text' in found ? found.text.split('\n').map((line) => line.trimEnd()) : found;
};
const csv = (text: string) => Buffer.from(text);
const CSV = 'Name,User,Email\nRavi Patel,432PATELR02,r.patel@nhs.net\n';
const CSV_LINES = ['Name\tUser\tEmail', 'Ravi Patel\t432PATELR02\tr.patel@nhs.net'];
/** The same file with one part changed. */
const changed = (part: string, change: (xml: string) => string, rows = ROWS) => {
  const parts = unzipSync(workbook(rows));
  return zipSync({ ...parts, [part]: strToU8(change(strFromU8(parts[part] ?? new Uint8Array()))) });
};
const SHEET = 'xl/worksheets/sheet1.xml';

describe('a workbook', () => {
  it('becomes a line a row, and loses its numbers and dates', () => {
    expect(lines(workbook(ROWS))).toEqual(TEXT);
    expect(lines(workbook(ROWS, { inline: true }))).toEqual(TEXT);
  });

  it('is read in whatever namespace and order its parts are written', () => {
    const prefixed = changed(SHEET, (xml) =>
      xml.replace(/<(\/?)(row|c|v|sheetData|worksheet)\b/g, '<$1x:$2'),
    );
    expect(lines(prefixed)).toEqual(TEXT);
    const parts = Object.entries(unzipSync(workbook(ROWS))).reverse();
    expect(lines(zipSync(Object.fromEntries(parts)))).toEqual(TEXT);
  });

  it('joins the runs of a text that is written in several styles, without how it is spoken', () => {
    const runs = '<si><r><t>Ravi </t></r><r><t>Patel</t></r><rPh><t>RAVI</t></rPh></si>';
    expect(
      lines(changed('xl/sharedStrings.xml', (xml) => xml.replace('<si><t>Ravi Patel</t></si>', runs))),
    ).toEqual(TEXT);
  });

  it('takes the last result of a formula, and computes nothing', () => {
    const formula = {
      xml: '<c r="{at}" t="str"><f>WEBSERVICE("https://evil.example")</f><v>r.patel@nhs.net</v></c>',
    };
    expect(lines(workbook([['432PATELR02', formula]]))).toEqual(['432PATELR02\tr.patel@nhs.net']);
  });

  it('leaves out hidden rows and hidden sheets, and says that there are further sheets', () => {
    const hidden = changed(SHEET, (xml) => xml.replace('<row r="2">', '<row r="2" hidden="1">'));
    expect(lines(hidden)).toEqual([TEXT[0], TEXT[2]]);
    expect(read(workbook([], { sheets: { 'hidden one': [['432SMITHJ01', 'j.smith@nhs.net']] } }))).toEqual({
      problem: 'empty',
    });
    expect(read(workbook(ROWS, { sheets: { Old: ROWS } }))).toMatchObject({ more: true });
    expect(read(workbook(ROWS))).toMatchObject({ more: false });
  });

  it('looks for the learners on the first sheet that has words', () => {
    expect(lines(workbook([[12]], { sheets: { Learners: ROWS } }))).toEqual(TEXT);
  });
});

describe('a hostile workbook', () => {
  it('is not unpacked beyond the limit, whatever it says of its size', () => {
    const bomb = zipSync({
      ...unzipSync(workbook(ROWS)),
      [SHEET]: [new Uint8Array(40_000_000).fill(32), { level: 1 }],
    });
    expect(bomb.length).toBeLessThan(MOST_FILE_BYTES);
    expect(read(bomb)).toEqual({ problem: 'too-large' });
    const lying = Buffer.from(bomb);
    for (let at = lying.indexOf('PK\u0003\u0004'); at >= 0; at = lying.indexOf('PK\u0003\u0004', at + 4))
      lying.writeUInt32LE(10, at + 22);
    expect(read(lying)).toEqual({ problem: 'too-large' });
  });

  it('cannot make rows or columns of cells that say they are far away', () => {
    const far = changed(SHEET, (xml) =>
      xml.replaceAll('r="D', 'r="XFD').replace('<row r="3">', '<row r="1048576">'),
    );
    expect(lines(far)).toEqual(TEXT.map((line) => line.replace('\tDate of birth', '')));
  });

  it('has no more rows read than a class has', () => {
    const many = Array.from({ length: 5000 }, (_, at) => [`432PATELR${at}`, `r.patel${at}@nhs.net`]);
    const found = read(workbook(many));
    expect(found).toMatchObject({ more: true });
    expect('text' in found && found.text.split('\n')).toHaveLength(300);
  });

  it('has no entity expanded that it declares itself, and no other file read', () => {
    const declared = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "bbbbbbbbbb">]>';
    const xml = changed(
      'xl/sharedStrings.xml',
      (text) => declared + text.replace('Ravi Patel', '&a;&b;Ravi'),
    );
    expect(JSON.stringify(lines(xml))).not.toMatch(/root:|bbbb/);
    const outside = changed('xl/_rels/workbook.xml.rels', (text) =>
      text.replace('worksheets/sheet1.xml', '../../../../etc/passwd'),
    );
    expect(read(outside)).toEqual({ problem: 'broken' });
  });

  it('has its macros and links neither read nor followed', () => {
    const parts = {
      'xl/vbaProject.bin': 'x',
      'xl/externalLinks/externalLink1.xml': '<a>432EVILE01 e.evil@nhs.net</a>',
    };
    expect(lines(workbook(ROWS, { parts }))).toEqual(TEXT);
  });

  it.each([
    ['no zip', Buffer.from('432PATELR02 r.patel@nhs.net'), 'broken'],
    ['nothing', new Uint8Array(), 'broken'],
    ['a cut zip', workbook(ROWS).slice(0, 500), 'broken'],
    ['a zip of something else', zipSync({ 'word/document.xml': strToU8('<a/>') }), 'broken'],
    ['a protected one', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'protected'],
    [
      'one of numbers alone',
      workbook([
        [1, 2],
        [3, 4],
      ]),
      'empty',
    ],
    ['one that is too large', new Uint8Array(MOST_FILE_BYTES + 1), 'too-large'],
  ])('%s is refused', (_, bytes, problem) => {
    expect(read(bytes)).toEqual({ problem });
  });
});

describe('a CSV file', () => {
  it.each([
    ['commas', csv(CSV)],
    ['semicolons', csv(CSV.replaceAll(',', ';'))],
    ['tabs', csv(CSV.replaceAll(',', '\t'))],
    ['Windows line ends', csv(CSV.replaceAll('\n', '\r\n'))],
    ['the mark of UTF-8', csv(`\ufeff${CSV}`)],
    ['UTF-16', Buffer.from(`\ufeff${CSV}`, 'utf16le')],
    ['quotation marks', csv(CSV.replace(/[^,\n]+/g, '"$&"'))],
  ])('is read with %s', (_, bytes) => {
    expect(lines(bytes, 'csv')).toEqual(CSV_LINES);
  });

  it('keeps the letters of Windows, and separators inside quotation marks', () => {
    expect(lines(Buffer.from('User;Name\n432NUNEZZ01;"N\u00fa\u00f1ez; Zoe"', 'latin1'), 'csv')).toEqual([
      'User\tName',
      '432NUNEZZ01\tN\u00fa\u00f1ez; Zoe',
    ]);
  });

  it.each([
    ['binary', Buffer.from([1, 0, 2, 0, 0]), 'broken'],
    ['one that never closes a quotation', csv(`User,"${'432PATELR02,'.repeat(5000)}`), 'broken'],
    ['nothing', csv(''), 'empty'],
  ])('%s is refused', (_, bytes, problem) => {
    expect(read(bytes, 'csv')).toEqual({ problem });
  });
});
