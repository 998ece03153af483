import { localPart } from '../fields/email-address.ts';
import { nameInUsername } from '../fields/esr-username.ts';
import type { Mention } from './mention.ts';
import { spells } from './name-evidence.ts';

const WORD = /\p{L}[\p{L}'-]*/gu;
/** What stands beside a mention and in its sentence, from its end on and up to its start. */
const BEHIND = /^[\s,)>"'–-]+[^\n.;:?!@\d]*/u;
const BEFORE = /[^\n.;?!@\d]*[\s<("']$/u;
const LONGEST = 60;
/** "Mary Ann Lee". */
const MOST_WORDS = 3;

/**
 * The text with other letters in place of the words of a name that stands beside its own username or address: "Ann Not
 * 432NOTA01" calls nothing off. Only words that are spelled out there: in "Cancel Lee 432LEEC01" that is "Lee".
 */
export function withoutMeaningOfNames(text: string, mentions: readonly Mention[]): string {
  const names = mentions.flatMap((one, at) => {
    const [previous, next] = [mentions[at - 1], mentions[at + 1]];
    const from = Math.max(previous?.end ?? 0, one.start - LONGEST);
    const before = wordsIn(BEFORE.exec(text.slice(from, one.start))?.[0] ?? '', one.start, 'end');
    const until = Math.min(next?.start ?? text.length, one.end + LONGEST);
    const behind = wordsIn(BEHIND.exec(text.slice(one.end, until))?.[0] ?? '', one.end, 'start');
    return [
      ...namesAmong(before.slice(-MOST_WORDS), [one, next]),
      ...namesAmong(behind.slice(0, MOST_WORDS), [one, previous]),
    ];
  });
  let result = '';
  let from = 0;
  for (const { word, start } of names.toSorted((a, b) => a.start - b.start)) {
    if (start < from) continue;
    result += text.slice(from, start) + word.replace(/\p{Lu}/gu, 'X').replace(/\p{Ll}/gu, 'x');
    from = start + word.length;
  }
  return result + text.slice(from);
}

interface Placed {
  readonly word: string;
  readonly start: number;
}

const wordsIn = (part: string, edge: number, side: 'start' | 'end'): Placed[] =>
  [...part.matchAll(WORD)].map(({ 0: word, index }) => ({
    word,
    start: index + (side === 'start' ? edge : edge - part.length),
  }));

/** The words that a username or address spells in full, where they and another word are its owner's name. */
function namesAmong(words: readonly Placed[], owners: readonly (Mention | undefined)[]): Placed[] {
  const username = owners.find((one) => one?.kind === 'username')?.value;
  const email = owners.find((one) => one?.kind === 'email')?.value;
  const parts = email === undefined ? [] : localPart(email).split(/[^\p{L}'-]+/u);
  const letters = username === undefined ? '' : nameInUsername(username);
  const isWhole = (word: string) =>
    word.length > 1 && (parts.includes(word) || [letters.slice(0, -1), letters.slice(1)].includes(word));
  const isOfOne = (word: string, other: string) =>
    (parts.includes(word) && parts.some((part) => part === other || part === other[0])) ||
    (username !== undefined && spells(username, `${other}.${word}@`));
  const lower = words.map(({ word }) => word.toLowerCase());
  return words.filter(
    (_, at) =>
      isWhole(lower[at] ?? '') &&
      // "Cancel Will Cancel …": the name is behind the request.
      lower.lastIndexOf(lower[at] ?? '') === at &&
      lower.some((other, place) => place !== at && isOfOne(lower[at] ?? '', other)),
  );
}
