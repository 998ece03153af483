import { describe, expect, it } from 'vitest';
import { readUsername } from '../../../src/intake/fields/esr-username.ts';
import { rules } from '../rules.ts';

const codes = (text: string) => readUsername(text, rules).issues.map((issue) => issue.code);
const suggestion = (text: string) =>
  readUsername(text, rules).issues.flatMap((issue) => issue.suggestion ?? []);

describe('readUsername', () => {
  it.each([
    ['432PATELR02', '432PATELR02'],
    ['432patelr02', '432PATELR02'],
    ['  432 Patel R 02 ', '432PATELR02'],
  ])('accepts %j as %s', (text, value) => {
    expect(readUsername(text, rules)).toEqual({ value, issues: [] });
  });

  it.each([
    ['', 'username-missing'],
    ['   ', 'username-missing'],
    ['432A1', 'username-invalid-too-short'],
    [`432${'A'.repeat(40)}01`, 'username-invalid-too-long'],
    ['PATELR02', 'username-invalid-prefix'],
    ['l78BROWND01', 'username-invalid-prefix'],
    ['432MACDONALD-H01', 'username-invalid-character'],
    ['432FOXE0l', 'username-invalid-no-trailing-digits'],
    ['432PATELR', 'username-invalid-no-trailing-digits'],
    ['427HOWSEA01', 'username-other-trust-prefix'],
    ['519MILLSG01', 'username-unknown-prefix'],
  ])('blocks %j with %s', (text, code) => {
    expect(readUsername(text, rules).issues.find((issue) => issue.code === code)).toMatchObject({
      blocking: true,
    });
  });

  it('names the Trust that another prefix belongs to', () => {
    expect(readUsername('382XXXXXXX0X', rules).issues).toContainEqual(
      expect.objectContaining({ code: 'username-other-trust-prefix', trust: 'trust-382' }),
    );
  });

  it('notes an old prefix without blocking it, in the guide’s words', () => {
    expect(readUsername('178BROWND01', rules).issues).toEqual([
      { code: 'username-old-prefix-178', blocking: false, note: 'an old login' },
    ]);
  });

  it('only notes a digit inside the name', () => {
    expect(readUsername('432SM1THJ01', rules).issues).toEqual([
      { code: 'username-digit-in-name', blocking: false, suggestion: '432SMITHJ01' },
    ]);
  });

  it.each([
    ['432FOXE0l', '432FOXE01'],
    ['432PATELRO2', '432PATELR02'],
    ['l78BROWND01', '178BROWND01'],
    ['432MACDONALD-H01', '432MACDONALDH01'],
    ['432O’NEILLP01', '432ONEILLP01'],
    ['432GARCÍAM01', '432GARCIAM01'],
    ['432\u0412URNST01', '432BURNST01'],
  ])('suggests for %s what may be meant: %s', (text, meant) => {
    expect(suggestion(text)).toEqual([meant]);
  });

  it.each(['432ŁUKASZA01', '432SØRENS01', '432ŁUKASZA0l'])(
    'suggests nothing for %s, which would lose a letter',
    (text) => {
      expect(suggestion(text)).toEqual([]);
      expect(codes(text)).toContain('username-invalid-character');
    },
  );

  it('suggests nothing where two letters may be the end of a name', () => {
    expect(suggestion('432NICOL')).toEqual([]);
  });

  it('says both when a character is wrong and the digits are missing', () => {
    expect(codes('432SMITH-J')).toEqual([
      'username-invalid-character',
      'username-invalid-no-trailing-digits',
    ]);
  });

  it('does not judge what the Trust’s guide does not say', () => {
    const silent = { prefixes: [], otherTrusts: [], lastTwoDigits: false };
    expect(readUsername('999JSMITHX', silent).issues).toEqual([]);
  });
});
