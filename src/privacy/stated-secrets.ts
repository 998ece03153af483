import { editDistance } from './edit-distance.ts';
import {
  isExample,
  isOrdinary,
  looksCamel,
  looksLikeAddress,
  looksLikeDigits,
  looksMixed,
  looksStrong,
  looksUnmistakable,
} from './secret-values.ts';
import {
  ASSIGNS,
  CUES,
  GLUE,
  NUMBER_LABELS,
  SOFTENERS,
  STATUS,
  type StatedKind,
  TRYING,
  WEAK_ASSIGNS,
} from './secret-words.ts';
import type { Word } from './words.ts';

export type StatedSecret = { readonly kind: StatedKind; readonly start: number; readonly end: number };

type Cue = { readonly kind: StatedKind; readonly from: number; readonly to: number };

/** "loading", "hacked": what became of a password, and not the password. "spring" may well be one. */
const STATE = /^(?!spring$)\p{L}{3,}(ing|ed)$/u;

/** How far a value may stand from the word that announces it. */
const REACH = 10;

/** Finds passwords, PINs and security answers that a message gives away. */
export function findStatedSecrets(words: readonly Word[]): StatedSecret[] {
  const cues = findCues(words);
  return [
    ...cues.flatMap((cue) => valueAfter(words, cue)),
    ...cues.flatMap((cue) => valueBefore(words, cue)),
    ...valuesOnTheirOwn(words, cues),
  ];
}

function findCues(words: readonly Word[]): Cue[] {
  const found: Cue[] = [];
  let at = 0;
  while (at < words.length) {
    const heard = [0, 1, 2].map((offset) => cueWord(words[at + offset]));
    const cue = CUES.find((one) => one.words.every((part, offset) => heard[offset] === part));
    if (cue) found.push({ kind: cue.kind, from: at, to: at + cue.words.length - 1 });
    at += cue ? cue.words.length : 1;
  }
  return found;
}

/** "mother's", "mothers'" and "mothers" are one word here, and so are "pasword", "passwrd" and "password". */
function cueWord(word: Word | undefined): string {
  const bare = word ? word.bare.replaceAll("'", '') : '';
  const near = bare.length >= 7 && bare.length <= 9 && bare.startsWith('p') && /^\p{L}+$/u.test(bare);
  return near && editDistance(bare, 'password') <= 1 ? 'password' : bare;
}

/** "password is X", "pw: X", "the pin they gave me was X", "changed my password to X". */
function valueAfter(words: readonly Word[], cue: Cue): StatedSecret[] {
  let assigned: 'no' | 'weakly' | 'said' | 'written' = 'no';
  let plainMayFollow = false;
  const bare = words[cue.to]?.bare;
  for (let at = cue.to + 1; at <= cue.to + REACH; at += 1) {
    const word = words[at];
    const previous = words[at - 1];
    if (!word || !previous) return [];
    const afterMark = previous.raw === ':' || previous.raw === '=';
    if (word.startsLine && !afterMark) return [];
    if (!afterMark && at > cue.to + 1 && /[.;]$/.test(previous.raw)) return [];
    if (ASSIGNS.has(word.bare) || word.raw === ':' || word.raw === '=' || isDash(word)) {
      assigned = word.raw === ':' || word.raw === '=' || isDash(word) ? 'written' : 'said';
      plainMayFollow = true;
      continue;
    }
    if (WEAK_ASSIGNS.has(word.bare)) {
      if (assigned === 'no') assigned = 'weakly';
      plainMayFollow = changeBefore(words, cue);
      continue;
    }
    const adjacent = at === cue.to + 1;
    // "pass" alone is also a verb and a bus ticket: it needs "is" or ":".
    if (bare === 'pass' && assigned === 'no') return [];
    const end = valueEnd(words, at, cue.kind, { assigned, adjacent, plainMayFollow });
    if (end !== undefined)
      return [{ kind: cue.kind, start: word.start, end: extended(words, chainEnd(words, end)) }];
    if (SOFTENERS.has(word.bare) && assigned !== 'no') continue;
    const filler = GLUE.has(word.bare) || isOrdinary(word) || /^\d{9,}$/.test(word.bare);
    if (!filler) return [];
    plainMayFollow = false;
  }
  return [];
}

type Position = { readonly assigned: string; readonly adjacent: boolean; readonly plainMayFollow: boolean };

/** The index of the value's last word, when a value begins at `at`. */
function valueEnd(
  words: readonly Word[],
  at: number,
  kind: StatedKind,
  position: Position,
): number | undefined {
  const word = glued(words, at);
  if (!word) return undefined;
  const quotedEnd = quoteEnd(words, at);
  const given = position.assigned !== 'no' || position.adjacent;
  if (quotedEnd !== undefined && given) return quotedEnd;
  if (isOrdinary(word)) return undefined;
  if (kind === 'security-answer') return answerEnd(words, at, position);
  const next = words[at + 1];
  if (kind === 'pin') {
    const spaced = spacedDigitsEnd(words, at);
    if (spaced !== undefined) return spaced;
  }
  if (NUMBER_LABELS.has(words[at - 1]?.bare ?? '')) return undefined;
  const year = words[at - 1]?.bare === 'in' && /^(19|20)\d\d$/.test(word.bare);
  if (looksLikeDigits(word, next) && !year) return at;
  if (position.assigned !== 'no' && looksCamel(word)) return at;
  if (position.adjacent && besideUsername(words, at)) return at;
  if (looksMixed(word) && !(position.assigned === 'no' && isExample(word))) return at;
  return position.plainMayFollow ? plainEnd(words, at, position) : undefined;
}

/** "Username 432DAYL01 Password Blackbird": login details in one breath. */
function besideUsername(words: readonly Word[], at: number): boolean {
  const word = words[at];
  const before = words.slice(Math.max(0, at - 5), at - 1).map((one) => one.bare);
  if (!word?.endsClause || !/^\p{Lu}\p{Ll}{3,}/u.test(word.raw) || STATUS.has(word.bare)) return false;
  return (
    /^(username|user|login)$/.test(before.at(-2) ?? '') &&
    !/^(thanks|please|help|asap|cheers)$/.test(word.bare)
  );
}

/** A plain word is a password only where the sentence ends with it: "is sunshine", not "is on the wall". */
function plainEnd(words: readonly Word[], at: number, position: Position): number | undefined {
  const most = position.assigned === 'written' ? 4 : 1;
  for (let end = at; end < at + most; end += 1) {
    const word = words[end];
    if (!word || word.bare.length < (end === at ? 3 : 1)) return undefined;
    if (end === at && !/\p{L}/u.test(word.bare)) return undefined;
    if (STATUS.has(word.bare) || GLUE.has(word.bare) || isOrdinary(word) || STATE.test(word.bare))
      return undefined;
    const next = words[end + 1];
    if (
      word.endsClause ||
      !next ||
      /^(and|but|so|for|if|username|which|then|thats|that's|because)$/.test(next.bare)
    ) {
      return end;
    }
  }
  return undefined;
}

function answerEnd(words: readonly Word[], at: number, position: Position): number | undefined {
  const word = words[at];
  if (!word || STATUS.has(word.bare) || word.bare.length < 2) return undefined;
  const capital = /^["'“‘]?\p{Lu}\p{Ll}/u.test(word.raw);
  if (!(position.plainMayFollow || (position.adjacent && (capital || looksMixed(word))))) return undefined;
  if (GLUE.has(word.bare) && !capital) return undefined;
  let end = at;
  while (end < at + 3 && !words[end]?.endsClause && /^\p{Lu}/u.test(words[end + 1]?.raw ?? '')) end += 1;
  return end;
}

/** "4 8 2 1" */
function spacedDigitsEnd(words: readonly Word[], at: number): number | undefined {
  let end = at;
  while (/^\d{1,2}$/.test(words[end]?.bare ?? '') && !words[end]?.endsClause && end < at + 8) end += 1;
  if (/^\d{1,2}$/.test(words[end]?.bare ?? '')) end += 1;
  const digits = words.slice(at, end).map((word) => word.bare);
  return digits.length > 1 && digits.join('').length >= 4 ? end - 1 : undefined;
}

function quoteEnd(words: readonly Word[], at: number): number | undefined {
  if (!/^["'“‘]\S/.test(words[at]?.raw ?? '')) return undefined;
  for (let end = at; end < at + 6 && end < words.length; end += 1) {
    if (/\S["'”’][.,;!?)]*$/.test(words[end]?.raw ?? '')) return end;
  }
  return undefined;
}

/** "8890 or 8891": the values after the first. */
function chainEnd(words: readonly Word[], end: number): number {
  let last = end;
  while (/^(and|or|then)$/.test(words[last + 1]?.bare ?? '')) {
    const next = words[last + 2];
    if (!next || !(looksLikeDigits(next, words[last + 3]) || looksMixed(next))) break;
    last += 2;
  }
  return last;
}

/** "a:b=C9" was parted at ':' and '='; as a value it is one word. */
function glued(words: readonly Word[], at: number): Word | undefined {
  const first = words[at];
  const second = words[at + 1];
  if (!first || !second || second.start !== first.end || /^[:=]$/.test(first.raw)) return first;
  const parts = words.slice(at, at + 8);
  const apart = parts.findIndex((part, index) => index > 0 && part.start !== parts[index - 1]?.end);
  const raw = parts
    .slice(0, apart < 0 ? parts.length : apart)
    .map((part) => part.raw)
    .join('');
  return { ...first, raw, bare: raw.toLowerCase() };
}

/** A value that contains ':' or '=' goes on to the next space. */
function extended(words: readonly Word[], end: number): number {
  let at = end;
  while (words[at + 1] && words[at + 1]?.start === words[at]?.end) at += 1;
  return words[at]?.end ?? 0;
}

function isDash(word: Word): boolean {
  return /^[-–—>]+$/.test(word.raw);
}

function changeBefore(words: readonly Word[], cue: Cue): boolean {
  const said = words.slice(Math.max(0, cue.from - 4), cue.from).map((word) => word.bare);
  return said.some((word) => /^(changed|set|reset|updated|made)$/.test(word));
}

/** "X is my password", "4821 as my pin", "put 4821 in for the pin". */
function valueBefore(words: readonly Word[], cue: Cue): StatedSecret[] {
  let linked = false;
  for (let at = cue.from - 1; at >= Math.max(0, cue.from - 5); at -= 1) {
    const word = words[at];
    if (!word || words[at + 1]?.startsLine) return [];
    if (/^(is|was|as|for|in)$/.test(word.bare)) linked = true;
    if (
      /^(is|was|as|for|in|my|her|his|the|their|our|new|old|esr|windows|smartcard|a|it|at|your)$/.test(
        word.bare,
      )
    )
      continue;
    const given = cue.kind === 'pin' ? /^\d{4,8}$/.test(word.bare) : looksMixed(word) && !isExample(word);
    const labelled = NUMBER_LABELS.has(words[at - 1]?.bare ?? '');
    const plain = cue.kind === 'password' && isPlainStatement(words, at, cue);
    const touching = cue.kind === 'pin' && at === cue.from - 1;
    if (!((linked || touching) && (given || plain) && !labelled)) return [];
    return [{ kind: cue.kind, start: word.start, end: word.end }];
  }
  return [];
}

/** "sunshine is my password", and not "what is my password". */
function isPlainStatement(words: readonly Word[], at: number, cue: Cue): boolean {
  const word = words[at];
  const opens = at === 0 || words[at]?.startsLine === true || words[at - 1]?.endsClause === true;
  const is = words[at + 1]?.bare === 'is' || words[at + 1]?.bare === 'was';
  const closes = words[cue.to]?.endsClause === true;
  const topic = /^(here|reason|thing|hi|hello|below|above|what|whats|ok)$/;
  return (
    word !== undefined &&
    opens &&
    is &&
    closes &&
    word.bare.length > 3 &&
    !topic.test(word.bare) &&
    !STATUS.has(word.bare)
  );
}

/** "tried Summer24", "log in with Summer24!", "432SINGHA01 / Summer24", and anything unmistakable. */
function valuesOnTheirOwn(words: readonly Word[], cues: readonly Cue[]): StatedSecret[] {
  const passwordsAreTheTopic = cues.some((cue) => cue.kind === 'password');
  return words.flatMap((word, at) => {
    if (!looksStrong(word) || isExample(word) || looksLikeAddress(word)) return [];
    const before = words.slice(Math.max(0, at - 2), at).map((one) => one.bare);
    if (before.some((one) => /^(username|user|name|ref|reference|code|error|ticket)$/.test(one))) return [];
    const withUsername = before[1] === 'and' && /^\d{3}[a-z'-]+\d{2}$/.test(before[0] ?? '');
    const tried = withUsername || before.some((one) => TRYING.has(one));
    if (!(passwordsAreTheTopic || tried || looksUnmistakable(word))) return [];
    return [{ kind: 'password' as const, start: word.start, end: extended(words, at) }];
  });
}
