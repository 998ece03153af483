import { editDistance } from '../text/edit-distance.ts';
import type { Guide } from './guide.ts';
import type { TrustId } from './ids.ts';

/** Words that say nothing about which organisation is meant. */
const FILLER =
  /\b(?:nhs|foundation|trust|hospitals?|the|i|work|am|at|for|from|in|with|my|is|it|its|organisation|of|and|site|please|esr)\b/g;
/** Words that stand with an organisation that is not theirs, or no longer. */
const DENIED = /\b(?:not|isn[’']?t|no longer|left|used to)\b/i;
const PREFIX = /(?<!\p{N})\d{3}(?=\p{L}*\d*(?!\p{L}|\p{N}))/u;

/** The one Trust that a text names: by its name or part of it, a short name, another name, or the start of its usernames. */
export function readTrust(text: string, guides: readonly Guide[]): TrustId | undefined {
  const said = wordsOf(text.slice(0, 200));
  if (DENIED.test(text)) return undefined;
  const prefix = PREFIX.exec(text)?.[0];
  const found = guides.filter(({ trust, name, shortName, alsoKnownAs = [], username }) => {
    if (username.prefixes.some(({ code }) => code === prefix)) return true;
    return [trust, name, shortName, ...alsoKnownAs].some((one) => {
      const words = wordsOf(one);
      if (said.length === 0 || words.length === 0) return false;
      return said.every((word) => isIn(words, word)) || words.every((word) => isIn(said, word));
    });
  });
  return found.length === 1 ? found[0]?.trust : undefined;
}

/** A slip of the keyboard in a long word is allowed. */
const isIn = (words: readonly string[], word: string) =>
  words.some(
    (one) => one === word || (Math.max(one.length, word.length) > 4 && editDistance(one, word) <= 1),
  );

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(FILLER, ' ')
    .match(/[\p{L}\p{N}]+/gu) ?? [];
