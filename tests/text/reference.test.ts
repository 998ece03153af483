import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmergency } from '../../src/intake/message/emergency.ts';
import { findSecrets } from '../../src/privacy/secrets/secrets.ts';
import { newReference, readReference, withLatinReferences } from '../../src/text/reference.ts';

const anyReference = fc
  .array(fc.nat(), { minLength: 6, maxLength: 6 })
  .map((numbers) => newReference((below) => (numbers.shift() ?? 0) % below));

describe('a case reference', () => {
  it('uses 21 characters, none of which looks like another', () => {
    const all = new Set<string>();
    for (let index = 0; index < 21; index += 1) {
      for (const letter of newReference((below) => index % below).replace('-', '')) all.add(letter);
    }
    expect([...all].sort().join('')).toBe('34679CDFGHJKMNPQRTWXY');
    for (const lookAlike of ['0', 'O', '1', 'I', 'L', '2', 'Z', '5', 'S', '8', 'B', 'V', 'U', 'A', 'E']) {
      expect(all).not.toContain(lookAlike);
    }
  });

  it('asks for numbers below the size of its alphabet, six times', () => {
    const asked: number[] = [];
    newReference((below) => {
      asked.push(below);
      return below - 1;
    });
    expect(asked).toEqual([21, 21, 21, 21, 21, 21]);
  });

  it('never has letters that announce a password or an emergency', () => {
    const letters = 'CDFGHJKMNPQRTWXY34679';
    const drawn = (text: string) => {
      const numbers = [...text].map((letter) => letters.indexOf(letter));
      return newReference(() => numbers.shift() ?? 0);
    };
    for (const cue of ['PWD', 'CPR', 'PPH']) {
      expect(drawn(`${cue}${cue}K7M4PT`)).toBe('K7M-4PT');
      expect(drawn(`K7M${cue}K7M4PT`)).toBe('K7M-4PT');
    }
  });

  it('is taken for nothing else, whatever its letters are', () => {
    const letters = [...'CDFGHJKMNPQRTWXY34679'];
    const thirds = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    const typed = thirds.flatMap((third) => [`case ${third}-K7M`, `any news about K7M-${third}?`]);
    expect(typed.filter((text) => isEmergency(text) || findSecrets(text).length > 0)).toEqual([]);
  });

  it('is read back however it was typed', () => {
    const dashes = fc.constantFrom('-', '', ' ', '–', '—', '‑', '\u00A0', ' - ', '-\u200B');
    const change = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toLowerCase(),
      (text: string) => ` ${text}\n`,
    );
    fc.assert(
      fc.property(anyReference, dashes, change, (reference, dash, typed) => {
        expect(readReference(typed(reference.replace('-', dash)))).toBe(reference);
      }),
    );
  });

  it.each([
    ['Cyrillic', '\u041A7\u041C-4\u0420\u0422', 'K7M-4PT'],
    ['Cyrillic, in small letters', '\u043A7\u043C-4\u0440\u0442', 'K7M-4PT'],
    ['Greek', '\u03A7\u039D\u03A1-4\u03A4\u039C', 'XNP-4TM'],
    ['one letter among Latin ones', 'K7M-4P\u0422', 'K7M-4PT'],
  ])('is read in letters that pass for its own: %s', (_, typed, reference) => {
    expect(readReference(typed)).toBe(reference);
    expect(withLatinReferences(`withdraw ${typed}, \u041C\u0430\u0440\u0442\u0430`)).toBe(
      `withdraw ${reference}, \u041C\u0430\u0440\u0442\u0430`,
    );
  });

  it.each(['', 'K7M', 'K7M-4PTT', 'K7M-4P0', 'K7M-4PI', 'K7M_4PT', 'ＫK7M4PT', '__proto__', 'K7M-4P😀'])(
    'is not read out of %j',
    (text) => {
      expect(readReference(text)).toBeUndefined();
    },
  );

  it('is not read out of anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readReference(text);
        if (read !== undefined)
          expect(read).toMatch(/^[34679CDFGHJKMNPQRTWXY]{3}-[34679CDFGHJKMNPQRTWXY]{3}$/);
      }),
    );
  });
});
