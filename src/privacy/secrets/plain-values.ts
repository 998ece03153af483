import { editDistance } from '../../text/edit-distance.ts';
import { isLast } from './clause-ends.ts';
import { STATE } from './secret-cues.ts';
import { GLUE, STATUS, TALK } from './secret-words.ts';
import type { Word } from './words.ts';

const NAMED = /^(names?|dogs?|cats?|pets?|sons?|daughters?|kids?|husbands?|wifes?)$/;

/** "My password is my dog's name Snowball", "was my cats name mittens" */
export function isNamed(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined || !NAMED.test(words[at - 1]?.bare ?? '')) return false;
  if (/^\p{Lu}\p{Ll}+/u.test(word.raw)) return true;
  const whose = /^names?$/.test(words[at - 1]?.bare ?? '') && NAMED.test(words[at - 2]?.bare ?? '');
  return (
    whose &&
    (word.endsClause || words[at + 1] === undefined) &&
    isPlainWord(word) &&
    !isSaidOfPasswords(word.bare)
  );
}

export const isPlainWord = (word: Word) => /^\p{L}{3,}$/u.test(word.bare);

/** Whether a word is usual in talk about passwords: "expired", "rules". */
export const isSaidOfPasswords = (bare: string) =>
  STATUS.has(bare) || GLUE.has(bare) || TALK.has(bare) || STATE.test(bare);

/** "Password arsenal please reset it" */
export function isBeforeRequest(words: readonly Word[], at: number): boolean {
  const next = words
    .slice(at + 1, at + 3)
    .map((one) => one.bare)
    .join(' ');
  return (
    /^(?:(?:please|pls|plz)\b|(?:can|could) (?:you|u|someone|i)\b|reset (?:it|this|me)\b)/.test(next) &&
    words[at - 1]?.bare !== 'pass' &&
    isNoTalk(words, at)
  );
}

/** "Username 432DAYL01 Password Blackbird": login details side by side. */
export function isCapitalBesideUsername(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const before = words.slice(Math.max(0, at - 5), at - 1).map((one) => one.bare);
  if (!word?.endsClause || !/^\p{Lu}\p{Ll}{3,}/u.test(word.raw) || STATUS.has(word.bare)) return false;
  return (
    /^(username|user|login)$/.test(before.at(-2) ?? '') &&
    !/^(thanks|please|help|asap|cheers)$/.test(word.bare)
  );
}

/** "password sunshine", "my pw sunshine", and no more: a value, unless that word usually describes passwords. */
export function isWholeMessage(words: readonly Word[], at: number): boolean {
  return at <= 2 && isLast(words, at) && words[at - 1]?.bare !== 'pass' && isNoTalk(words, at);
}

/** "password sunshine doesnt work", and not "password link doesnt work". */
export function isTurnedDown(words: readonly Word[], at: number): boolean {
  const next = words[at + 1]?.bare ?? '';
  const bare = words[at]?.bare ?? '';
  return TURNED_DOWN.test(next) && !ASKED.test(bare) && words[at - 1]?.bare !== 'pass' && isNoTalk(words, at);
}

/** Whether a word is not usual in talk about passwords, not even mistyped. */
export function isNoTalk(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (!word || !/^\p{L}{5,}$/u.test(word.bare) || GLUE.has(word.bare)) return false;
  if (STATE.test(word.bare) || NOTION.test(word.bare)) return false;
  if (STATUS.has(word.bare) || TALK.has(word.bare)) return false;
  const near = (said: string) =>
    Math.abs(said.length - word.bare.length) <= 2 && editDistance(said, word.bare) <= 2;
  return !TALKED_OF.some(near);
}

const TALKED_OF = [...STATUS, ...TALK].filter((said) => said.length > 2);

/** "complexity", "creation": requirements for passwords. */
const NOTION = /(ity|tion|sion|ment|ness)$/;
/** "memorable word lighthouse not accepted", and not "security question box not there". */
export const TURNED_DOWN =
  /^(not|isnt|isn't|wasnt|wasn't|wont|won't|doesnt|doesn't|didnt|didn't|rejected|refused|incorrect)$/;
export const ASKED =
  /^(question|answer|thing|page|box|bit|option|form|prompt|letters?|step|field|screen|one|feature|function|section|part|button|thingy)$/;
