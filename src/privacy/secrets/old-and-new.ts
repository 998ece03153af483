import { closes } from './clause-ends.ts';
import { isPlainWord, isSaidOfPasswords } from './plain-values.ts';
import { type Cue, changeBefore, type StatedSecret, secretAt } from './secret-cues.ts';
import { isOrdinary, isProgram, looksLikeDigits, looksMixed } from './secret-values.ts';
import type { Word } from './words.ts';

/** "Changed my password from fluffy to daisy": both. */
export function changedFrom(words: readonly Word[], cue: Cue): StatedSecret[] {
  const [from, old, to, fresh] = words.slice(cue.to + 1, cue.to + 5);
  if (from?.bare !== 'from' || to?.bare !== 'to' || !old || !fresh || !changeBefore(words, cue)) return [];
  return [old, fresh].every(mayBeSecret) ? [old, fresh].map((word) => secretAt(cue.kind, word)) : [];
}

/** "New password is daisy, **old one was** fluffy": beside a secret that is given away, the other one. */
export function otherOne(words: readonly Word[], end: number, cue: Cue): StatedSecret[] {
  for (let at = end + 1; at <= end + 4; at += 1) {
    if (!WHICH.test(words[at]?.bare ?? '')) continue;
    const is = ONE.test(words[at + 1]?.bare ?? '') ? at + 2 : at + 1;
    const value = words[is + 1];
    if (!IS.test(words[is]?.bare || words[is]?.raw || '') || !value || !mayBeSecret(value)) return [];
    return closes(words, is + 1) ? [secretAt(cue.kind, value)] : [];
  }
  return [];
}
const WHICH = /^(old|new|other|previous|last|former|current)$/;
const ONE = /^(one|password|pw|pwd|pin)$/;
const IS = /^(is|was|being|:|=)$/;

function mayBeSecret(word: Word): boolean {
  if (isOrdinary(word) || isProgram(word)) return false;
  return isPlainWord(word)
    ? !isSaidOfPasswords(word.bare)
    : looksMixed(word) || looksLikeDigits(word, undefined);
}
