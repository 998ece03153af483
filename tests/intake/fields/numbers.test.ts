import { describe, expect, it } from 'vitest';
import { readEsrNumber, readSmartcardNumber } from '../../../src/intake/fields/numbers.ts';

describe('readSmartcardNumber', () => {
  it('takes out the spaces people type', () => {
    expect(readSmartcardNumber(' 5550 1234 5678 ')).toEqual({ value: '555012345678', issues: [] });
  });

  it('notes an unusual length and lets it pass', () => {
    expect(readSmartcardNumber('55501234').issues).toEqual([
      { code: 'smartcard-unusual-length', blocking: false },
    ]);
  });

  it.each([
    ['', 'smartcard-missing'],
    ['my card', 'smartcard-invalid-character'],
  ])('blocks %j with %s', (text, code) => {
    expect(readSmartcardNumber(text).issues).toEqual([{ code, blocking: true }]);
  });
});

describe('readEsrNumber', () => {
  it.each(['20481234', '20481234-2', '2048 1234'])('accepts %s', (text) => {
    expect(readEsrNumber(text).issues).toEqual([]);
  });

  it('notes an unusual length and lets it pass', () => {
    expect(readEsrNumber('481234').issues).toEqual([{ code: 'esr-number-unusual-length', blocking: false }]);
  });

  it.each([
    ['', 'esr-number-missing'],
    ['432PATELR02', 'esr-number-invalid-character'],
  ])('blocks %j with %s', (text, code) => {
    expect(readEsrNumber(text).issues).toEqual([{ code, blocking: true }]);
  });
});
