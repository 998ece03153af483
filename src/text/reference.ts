import { foldLookAlikes } from './look-alikes.ts';

/** No vowels (no words by chance) and nothing that looks or sounds like another: 0/O, 1/I/L, 2/Z, 5/S, 8/B, V/U. */
const ALPHABET = 'CDFGHJKMNPQRTWXY34679';

/** A reference people can read out, such as `K7M-4PT`. `random(n)` gives a whole number from 0 to n - 1. */
export function newReference(random: (below: number) => number): string {
  const letters = Array.from({ length: 6 }, () => ALPHABET.charAt(random(ALPHABET.length)));
  const reference = `${letters.slice(0, 3).join('')}-${letters.slice(3).join('')}`;
  return reference.includes(CUE) ? newReference(random) : reference;
}

/** People write it before a password, so no new reference has it. */
const CUE = 'PWD';
/** Cases of an earlier release can have it. */
const WITH_CUE = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${CUE}-[${ALPHABET}]{3}|[${ALPHABET}]{3}-${CUE})(?![\\p{L}\\p{N}-])`,
  'giu',
);

/** The text with another word, as long, in references that would announce a password. */
export const withoutCues = (text: string): string =>
  text.replace(WITH_CUE, (reference) => reference.replace(new RegExp(CUE, 'i'), 'REF'));

/** A reference as a person typed it ("k7m 4pt"), or undefined when it cannot be one. */
export function readReference(text: string): string | undefined {
  const letters = foldLookAlikes(text).toUpperCase().replace(/[\s-]/g, '');
  if (letters.length !== 6 || [...letters].some((letter) => !ALPHABET.includes(letter))) return undefined;
  return `${letters.slice(0, 3)}-${letters.slice(3)}`;
}

/** Whether what was typed as a reference may be a name: two words of letters, or six letters that their writer took no trouble over. */
export const mayBeName = (typed: string): boolean =>
  /^\p{L}{3}\s\p{L}{3}$|^(?!\P{Ll}*$)\p{L}{6}$/u.test(typed);
