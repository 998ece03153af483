import { describe, expect, it } from 'vitest';
import { readTeamCommand } from '../../src/bot/esr-team/team-commands.ts';
import { readLinkCommand } from '../../src/bot/linking/link-codes.ts';
import { readTrainerCommand } from '../../src/bot/trainers/trainer-commands.ts';
import { readEmail } from '../../src/intake/fields/email-address.ts';
import { readUsername } from '../../src/intake/fields/esr-username.ts';
import { readEsrNumber, readSmartcardNumber } from '../../src/intake/fields/numbers.ts';
import { readLearners } from '../../src/intake/learners/learners.ts';
import { foldLookAlikes } from '../../src/text/look-alikes.ts';
import { readReference } from '../../src/text/reference.ts';
import { rules } from '../intake/rules.ts';
import { cpuMs, slowness } from '../support/slowness.ts';

const DASHES = [
  ...'\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u02D7\uFE58\uFE63\uFF0D\u058A\u05BE\u1806\u2E3A\u30A0\uFE31\uFE32',
];
const UNSEEN = [
  ...'\u00AD\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2064\u2066\u2069\u061C\u180E\uFEFF\u034F\uFE0F',
];
const APOSTROPHES = [...'\u2018\u2019\u201A\u201B\u02BC\u02B9\u2032\u00B4`\uFF07'];
const QUOTES = [...'\u201C\u201D\u201E\u201F\u00AB\u00BB\uFF02'];
const SPACES = [...'\u00A0\u2002\u2003\u2007\u2009\u202F\u205F\u3000'];
const named = (character: string) =>
  `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
const each = (characters: readonly string[]) => characters.map((one) => [named(one), one] as const);
const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
const now = '2026-11-28T12:00:00.000Z';
const only = (text: string) => {
  const [row] = readLearners(text, rules).rows;
  return [row?.username, row?.email];
};

describe.each(each(DASHES))('a dash that is %s', (_, dash) => {
  it('is a hyphen in an address, a username and a number', () => {
    expect(foldLookAlikes(`a${dash}b`)).toBe('a-b');
    expect(readEmail(`a.smith${dash}jones@nhs.net`)).toEqual({ value: 'a.smith-jones@nhs.net', issues: [] });
    expect(readUsername(`432SMITH${dash}JONESA01`, rules).issues[0]?.suggestion).toBe('432SMITHJONESA01');
    expect(readEsrNumber(`20481234${dash}2`)).toEqual({ value: '20481234-2', issues: [] });
    expect(readSmartcardNumber(`5550${dash}1234${dash}5678`).value).toBe('555012345678');
  });

  it('is a hyphen in a reference, a command and a code', () => {
    expect(readReference(`k7m${dash}4pt`)).toBe('K7M-4PT');
    expect(readTrainerCommand(`status k7m${dash}4pt`)).toMatchObject({ reference: 'K7M-4PT' });
    expect(readTeamCommand(`case k7m${dash}4pt`, now)).toEqual({ type: 'case', reference: 'K7M-4PT' });
    expect(readLinkCommand(`link CDFG${dash}HJKM`)).toBe('CDFG-HJKM');
  });

  it('is a hyphen in what trainers write', () => {
    expect(only(`432SMITHJ01 a.smith${dash}jones@nhs.net`)).toEqual(['432SMITHJ01', 'a.smith-jones@nhs.net']);
    expect(only(`432SMITH${dash}JONESA01 a.smith@nhs.net`)[0]).toBe('432SMITH-JONESA01');
  });
});

describe.each(each(UNSEEN))('what nobody can see, %s,', (_, unseen) => {
  const strewn = (text: string) => unseen + [...text].join(unseen) + unseen;

  it('is not there in an address, a username, a number, a reference, a command and a code', () => {
    expect(readEmail(strewn('r.patel@nhs.net'))).toEqual({ value: 'r.patel@nhs.net', issues: [] });
    expect(readUsername(strewn('432PATELR02'), rules)).toEqual({ value: '432PATELR02', issues: [] });
    expect(readEsrNumber(strewn('20481234'))).toEqual({ value: '20481234', issues: [] });
    expect(readSmartcardNumber(strewn('555012345678')).value).toBe('555012345678');
    expect(readReference(strewn('K7M-4PT'))).toBe('K7M-4PT');
    expect(readTrainerCommand(strewn('my cases'))).toEqual({ name: 'mine' });
    expect(readTrainerCommand(strewn('status K7M4PT'))).toMatchObject({ reference: 'K7M-4PT' });
    expect(readTeamCommand(strewn('queue mine'), now)).toEqual({ type: 'queue', onlyMine: true });
    expect(readLinkCommand(strewn('link CDFGHJKMNP'))).toBe('CDFGHJKMNP');
    expect(only(strewn('432PATELR02 r.patel@nhs.net'))).toEqual(['432PATELR02', 'r.patel@nhs.net']);
  });
});

describe('full-width text', () => {
  it('is read as the letters and digits it shows', () => {
    expect(readEmail(fullWidth('r.patel@nhs.net'))).toEqual({ value: 'r.patel@nhs.net', issues: [] });
    expect(readUsername(fullWidth('432PATELR02'), rules)).toEqual({ value: '432PATELR02', issues: [] });
    expect(readEsrNumber(fullWidth('20481234-2')).value).toBe('20481234-2');
    expect(readReference(fullWidth('K7M-4PT'))).toBe('K7M-4PT');
    expect(readTrainerCommand(fullWidth('help'))).toEqual({ name: 'help' });
    expect(readTrainerCommand(fullWidth('withdraw K7M-4PT'))).toMatchObject({ reference: 'K7M-4PT' });
    expect(readTeamCommand(fullWidth('report 30'), now)).toMatchObject({ type: 'report', days: 30 });
    expect(readLinkCommand(`${fullWidth('link')} ${fullWidth('CDFGHJKMNP')}`)).toBe('CDFGHJKMNP');
    expect(only('432PATELR02 r.patel＠nhs．net')).toEqual(['432PATELR02', 'r.patel@nhs.net']);
  });
});

describe('other characters that look alike', () => {
  it.each(each(APOSTROPHES))('%s is an apostrophe', (_, mark) => {
    expect(readEmail(`p.o${mark}neill@nhs.net`)).toEqual({ value: "p.o'neill@nhs.net", issues: [] });
    expect(readUsername(`432O${mark}NEILLP01`, rules).issues[0]?.suggestion).toBe('432ONEILLP01');
  });

  it.each(each(QUOTES))('%s is a quotation mark', (_, mark) => {
    expect(readEmail(`${mark}r.patel@nhs.net${mark}`)).toEqual({ value: 'r.patel@nhs.net', issues: [] });
  });

  it.each(each(SPACES))('%s is a space', (_, space) => {
    expect(readUsername(`432${space}PATELR${space}02`, rules).value).toBe('432PATELR02');
    expect(readEmail(`${space}r.patel@nhs.net${space}`).issues).toEqual([]);
    expect(readTrainerCommand(`my${space}cases`)).toEqual({ name: 'mine' });
    expect(readLinkCommand(`link${space}CDFGHJKMNP`)).toBe('CDFGHJKMNP');
  });

  it.each(['٥٥٥٠١٢٣٤٥٦٧٨', '۵۵۵۰۱۲۳۴۵۶۷۸', '५५५०१२३४५६७८', '৫৫৫০১২৩৪৫৬৭৮'])('%s are digits', (typed) => {
    expect(readSmartcardNumber(typed)).toEqual({ value: '555012345678', issues: [] });
  });

  it.each(['r.patel@nhs。net', 'r.patel@nhs｡net', 'r.patel@nhs․net'])('%s has a full stop', (typed) => {
    expect(readEmail(typed).value).toBe('r.patel@nhs.net');
  });

  it('leaves the words of a note and a notice as they were typed', () => {
    const words = 'ESR is “down” – we’re on it… 👩‍⚕️';
    expect(readTrainerCommand(`add K7M-4PT ${words}`)).toMatchObject({ text: words.replace('\u200D', '') });
    expect(readTeamCommand(`notice ${words}`, now)).toMatchObject({ text: words.replace('\u200D', '') });
  });

  it('is done in no time, however much of it there is', () => {
    for (const part of ['\u2011', '\u200B', 'ｗ', '’', '\uFDFA', 'e\u0301', '\n']) {
      expect(cpuMs(() => foldLookAlikes(part.repeat(100_000)))).toBeLessThan(500 * slowness());
    }
  });
});
