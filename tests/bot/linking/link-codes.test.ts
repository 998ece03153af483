import { describe, expect, it } from 'vitest';
import { readLinkCommand } from '../../../src/bot/linking/link-codes.ts';

describe('a link command', () => {
  it.each([
    ['link CDFGHJKMNP', 'CDFGHJKMNP'],
    ['Link cdfghjkmnp', 'CDFGHJKMNP'],
    ['  link \n CDFG-HJKM-NP  ', 'CDFG-HJKM-NP'],
  ])('is read from %j', (text, code) => {
    expect(readLinkCommand(text)).toBe(code);
  });

  it.each([
    'link',
    'link ',
    'link my account to ESR',
    'please link CDFGHJKMNP',
    'linkCDFGHJKMNP',
    'link CDF',
    `link ${'C'.repeat(21)}`,
    'link CDFGHJKMNP now',
    '432LINKJ01 link@nhs.net',
  ])('is not read from %j', (text) => {
    expect(readLinkCommand(text)).toBeUndefined();
  });
});
