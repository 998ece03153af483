import { MOST_WORDS } from './given.ts';

/** What somebody said, on a case that several people write on. */
export const signed = (name: string, text: string): string => `${name}: ${text}`;

/** Whether one of these names stands before words on a case. */
export const isSignedBy = (words: string | undefined, names: readonly string[]): boolean =>
  unsigned(words, names) !== words;

/** The words on a case, with "Someone" in place of these names. */
export function unsigned(words: string | undefined, names: readonly string[]): string | undefined {
  return words
    ?.split('\n')
    .map((line, index) => {
      // Words cut to length have lost their start, and perhaps part of the name.
      const isCut = index === 0 && words.length >= MOST_WORDS;
      const signs = names.flatMap((name) =>
        isCut ? [...name].map((_, from) => signed(name.slice(from), '')) : [signed(name, '')],
      );
      const sign = signs.find((one) => line.startsWith(one));
      return sign === undefined ? line : signed('Someone', line.slice(sign.length));
    })
    .join('\n');
}
