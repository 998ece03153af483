import { foldLookAlikes } from '../text/look-alikes.ts';

/** No vowels (no words by chance) and nothing that looks or sounds like another: 0/O, 1/I/L, 2/Z, 5/S, 8/B, V/U. */
const ALPHABET = 'CDFGHJKMNPQRTWXY34679';

/** A reference people can read out, such as `K7M-4PT`. `random(n)` gives a whole number from 0 to n - 1. */
export function newReference(random: (below: number) => number): string {
  const letters = Array.from({ length: 6 }, () => ALPHABET.charAt(random(ALPHABET.length)));
  return `${letters.slice(0, 3).join('')}-${letters.slice(3).join('')}`;
}

/** A reference as a person typed it ("k7m 4pt"), or undefined when it cannot be one. */
export function readReference(text: string): string | undefined {
  const letters = foldLookAlikes(text).toUpperCase().replace(/[\s-]/g, '');
  if (letters.length !== 6 || [...letters].some((letter) => !ALPHABET.includes(letter))) return undefined;
  return `${letters.slice(0, 3)}-${letters.slice(3)}`;
}
