import { asLatin, foldLookAlikes } from './look-alikes.ts';

/** No vowels (no words by chance) and nothing that looks or sounds like another: 0/O, 1/I/L, 2/Z, 5/S, 8/B, V/U. */
const ALPHABET = 'CDFGHJKMNPQRTWXY34679';

/** A reference people can read out, such as `K7M-4PT`. `random(n)` gives a whole number from 0 to n - 1. */
export function newReference(random: (below: number) => number): string {
  const letters = Array.from({ length: 6 }, () => ALPHABET.charAt(random(ALPHABET.length)));
  const reference = `${letters.slice(0, 3).join('')}-${letters.slice(3).join('')}`;
  return hasCue(reference) ? newReference(random) : reference;
}

/** Words of three letters that mean something else in a message: one announces a password, the others an emergency. */
const CUE = '(?:PWD|CPR|PPH)';
const hasCue = (reference: string) => new RegExp(CUE).test(reference);
/** No new reference has one, but cases of an earlier release can. */
const WITH_CUE = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${CUE}-[${ALPHABET}]{3}|[${ALPHABET}]{3}-${CUE})(?![\\p{L}\\p{N}-])`,
  'giu',
);

/** The text with another word, as long, in references that would mean something else. */
export const withoutCues = (text: string): string =>
  text.replace(WITH_CUE, (reference) => reference.replace(new RegExp(CUE, 'gi'), 'REF'));

/** A reference as a person typed it ("k7m 4pt"), or undefined when it cannot be one. */
export function readReference(text: string): string | undefined {
  const letters = asLatin(foldLookAlikes(text).toUpperCase()).replace(/[\s-]/g, '');
  if (letters.length !== 6 || [...letters].some((letter) => !ALPHABET.includes(letter))) return undefined;
  return `${letters.slice(0, 3)}-${letters.slice(3)}`;
}

/** A reference as people write it; without a dash or a digit it may be a word of another alphabet. */
const WRITTEN =
  /(?<![\p{L}\p{N}])(?=\p{L}*[\p{N}\p{Pd}])[\p{L}\p{N}]{3}\p{Pd}?[\p{L}\p{N}]{3}(?![\p{L}\p{N}])/gu;

/** The text with references in plain letters that were typed with another alphabet's: "К7М-4РТ" in Cyrillic. */
export const withLatinReferences = (text: string): string =>
  asLatin(text) === text
    ? text
    : text.replace(WRITTEN, (one) => (readReference(one) === undefined ? one : asLatin(one.toUpperCase())));

/** Whether what was typed as a reference may be a name: two words of letters, or six letters that their writer took no trouble over. */
export const mayBeName = (typed: string): boolean =>
  /^\p{L}{3}\s\p{L}{3}$|^(?!\P{Ll}*$)\p{L}{6}$/u.test(typed);
