import { closes, isLast } from './clause-ends.ts';
import { changedFrom, otherOne } from './old-and-new.ts';
import {
  ASKED,
  isBeforeRequest,
  isCapitalBesideUsername,
  isNamed,
  isNoTalk,
  isPlainWord,
  isSaidOfPasswords,
  isTurnedDown,
  isWholeMessage,
  TURNED_DOWN,
} from './plain-values.ts';
import {
  type Cue,
  changeBefore,
  extended,
  findCues,
  followsUsername,
  REACH,
  STATE,
  type StatedSecret,
  secretAt,
} from './secret-cues.ts';
import { phraseEnd, sayingEnd } from './secret-phrases.ts';
import {
  isExample,
  isNeverAValue,
  isOrdinary,
  looksCamel,
  looksLikeDigits,
  looksMixed,
  looksStrong,
} from './secret-values.ts';
import {
  ASSIGNS,
  GLUE,
  NUMBER_LABELS,
  SOFTENERS,
  STATUS,
  type StatedKind,
  TALK,
  WEAK_ASSIGNS,
} from './secret-words.ts';
import { secretsApart } from './secrets-apart.ts';
import { valueBefore } from './value-before.ts';
import { quoteEnd, spacedDigitsEnd, type Word } from './words.ts';

/** Finds passwords, PINs and security answers that a message gives away. */
export function findStatedSecrets(words: readonly Word[]): StatedSecret[] {
  const cues = findCues(words);
  return [
    ...cues.flatMap((cue) => valueAfter(words, cue)),
    ...cues.flatMap((cue) => valueBefore(words, cue)),
    ...cues.flatMap((cue) => changedFrom(words, cue)),
    ...secretsApart(words, cues),
  ];
}

/** "password is X", "pw: X", "the pin they gave me was X", "changed my password to X". */
function valueAfter(words: readonly Word[], cue: Cue): StatedSecret[] {
  let assigned: Position['assigned'] = 'no';
  let plainMayFollow = false;
  const bare = words[cue.to]?.bare;
  for (let at = cue.to + 1; at <= cue.to + REACH; at += 1) {
    const word = words[at];
    const previous = words[at - 1];
    if (!word || !previous) return [];
    const afterMark = previous.raw === ':' || previous.raw === '=';
    if (word.startsLine && !afterMark) return [];
    if (!afterMark && at > cue.to + 1 && /[.;]$/.test(previous.raw)) return [];
    if (isAssignment(word)) {
      assigned = word.raw === ':' || word.raw === '=' || isDash(word) ? 'written' : 'said';
      plainMayFollow = true;
      continue;
    }
    // "My password used to be mittens"
    if (word.bare === 'used' && words[at + 1]?.bare === 'to' && words[at + 2]?.bare === 'be') {
      assigned = 'said';
      plainMayFollow = true;
      at += 2;
      continue;
    }
    if (WEAK_ASSIGNS.has(word.bare)) {
      if (assigned === 'no') assigned = 'weakly';
      plainMayFollow = changeBefore(words, cue);
      continue;
    }
    const adjacent = at === cue.to + 1;
    if (cue.kind === 'security-answer' && assigned !== 'no' && isBeforeName(words, at)) continue;
    // "pass" alone is also a verb and a bus ticket: it needs "is" or ":".
    if (bare === 'pass' && assigned === 'no' && !(adjacent && followsUsername(words, cue))) return [];
    const between = words.slice(cue.to + 1, at);
    const direct = !adjacent && between.every(isAssignment);
    const introduced =
      isAssignment(previous) && between.every((one) => isAssignment(one) || CHOSEN.test(one.bare));
    if (introduced && cue.kind === 'password') {
      const end = sayingEnd(words, at);
      if (end !== undefined) return [secretAt(cue.kind, word, words[end]), ...otherOne(words, end, cue)];
    }
    const besideUsername = adjacent && cue.kind === 'password' && followsUsername(words, cue);
    const end = valueEnd(words, at, cue.kind, { assigned, adjacent, direct, plainMayFollow, besideUsername });
    if (end !== undefined) {
      const value = { kind: cue.kind, start: word.start, end: extended(words, chainEnd(words, end)) };
      return [value, ...otherOne(words, end, cue)];
    }
    if (SOFTENERS.has(word.bare) && assigned !== 'no') continue;
    const filler = GLUE.has(word.bare) || isOrdinary(word) || /^\d{9,}$/.test(word.bare);
    if (!filler) return [];
    plainMayFollow = plainMayFollow && cue.kind === 'security-answer' && assigned === 'written';
  }
  return [];
}

/** "First car was **a** Metro" */
function isBeforeName(words: readonly Word[], at: number): boolean {
  return /^(an?|the)$/.test(words[at]?.bare ?? '') && /^\p{Lu}\p{Ll}/u.test(words[at + 1]?.raw ?? '');
}

/** How a possible value follows its cue. */
type Position = {
  readonly assigned: 'no' | 'weakly' | 'said' | 'written';
  /** Nothing separates cue and value. */
  readonly adjacent: boolean;
  /** Only "is", ":" or the like separates them. */
  readonly direct: boolean;
  /** A plain word may be the value. */
  readonly plainMayFollow: boolean;
  /** A username comes right before the cue. */
  readonly besideUsername: boolean;
};

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
  // "password is ward7b": resembling a product, a ward or half a username does not exempt a stated password.
  if (isOrdinary(word))
    return kind === 'password' && position.direct && !isNeverAValue(word) ? at : undefined;
  if (kind === 'security-answer') return answerEnd(words, at, position);
  if (position.adjacent && /phrase$/.test(words[at - 1]?.bare ?? '')) {
    const phrase = phraseEnd(words, at);
    const first = words[at]?.bare ?? '';
    const talks = words.slice(at, (phrase ?? at) + 1).some(({ bare }) => TALK.has(bare));
    if (phrase !== undefined && !talks && (first === 'correct' || !STATUS.has(first))) return phrase;
  }
  const next = words[at + 1];
  if (kind === 'pin') {
    const spaced = spacedDigitsEnd(words, at);
    if (spaced !== undefined) return spaced;
  }
  if (NUMBER_LABELS.has(words[at - 1]?.bare ?? '') && !(kind === 'pin' && isOfCard(words, at)))
    return undefined;
  const year = words[at - 1]?.bare === 'in' && /^(19|20)\d\d$/.test(word.bare);
  const example = kind === 'password' && position.assigned === 'weakly' && /^1234\d*$/.test(word.bare);
  if (looksLikeDigits(word, next) && !year && !example) return at;
  if (position.assigned !== 'no' && looksCamel(word)) return at;
  if (position.direct && word.bare === 'password' && !next) return at; // "my password is password"
  if (position.assigned !== 'no' && isNamed(words, at)) return at;
  if (isShortBesideUsername(words, at, position)) return at;
  if (
    position.adjacent &&
    (isCapitalBesideUsername(words, at) ||
      isWholeMessage(words, at) ||
      isTurnedDown(words, at) ||
      isBeforeRequest(words, at))
  )
    return at;
  if (position.besideUsername && isNoTalk(words, at)) {
    const end = plainEnd(words, at, position);
    if (end !== undefined) return end;
  }
  if (looksMixed(word) && !(position.assigned === 'no' && isExample(word))) return at;
  const wondered = words.slice(Math.max(0, at - 6), at).some((one) => WONDERING.test(one.bare));
  return position.plainMayFollow && !wondered ? plainEnd(words, at, position) : undefined;
}

/** "No idea what my password is mate" gives nothing away. */
const WONDERING = /^(what|wot|wat|whats|what's|idea|clue)$/;

/** "The pin **on my card** 4821": the number is the PIN. In "the pin for card 5550…" it is the card's. */
function isOfCard(words: readonly Word[], at: number): boolean {
  const [on, whose, card] = words.slice(Math.max(0, at - 3), at).map(({ bare }) => bare);
  return (
    /^(on|for|of|to)$/.test(on ?? '') &&
    /^(my|the|her|his|their|our)$/.test(whose ?? '') &&
    /card$/.test(card ?? '')
  );
}

/** "usr:432GREENJ01 pwd:x": the text behind the username is the password, however short. */
function isShortBesideUsername(words: readonly Word[], at: number, position: Position): boolean {
  const word = words[at];
  const cue = words.slice(Math.max(0, at - 2), at).findIndex((one) => isAssignment(one));
  const from = Math.max(0, at - 2) + cue - 1;
  if (!word || cue < 0 || position.assigned !== 'written' || !position.direct) return false;
  const given = /^[\p{L}\p{N}]{1,3}$/u.test(word.bare) && !isSaidOfPasswords(word.bare);
  return given && followsUsername(words, { kind: 'password', from, to: from });
}

/** A plain word is a password only where the sentence ends with it: "is sunshine", not "is on the wall". */
function plainEnd(words: readonly Word[], at: number, position: Position): number | undefined {
  const phrase = words.slice(Math.max(0, at - 4), at).some((word) => /phrase$/.test(word.bare));
  if (phrase) {
    const end = phraseEnd(words, at);
    if (end !== undefined) return end;
  }
  const next = words[at + 1];
  if (/^\p{L}{3,}$/u.test(words[at]?.raw ?? '') && next && !next.startsLine && looksStrong(next))
    return at + 1;
  const most = position.assigned === 'written' || phrase ? 4 : 1;
  for (let end = at; end < at + most; end += 1) {
    const word = words[end];
    if (!word || word.bare.length < (end === at ? 3 : 1)) return undefined;
    if (end === at && !/\p{L}/u.test(word.bare)) return undefined;
    if (STATUS.has(word.bare) || GLUE.has(word.bare) || isOrdinary(word) || STATE.test(word.bare))
      return undefined;
    if (closes(words, end)) return end;
  }
  return undefined;
}

/** "The password **that I chose** was …" */
const CHOSEN =
  /^(that|which|i|we|he|she|they|it|have|had|has|just|now|chose|chosen|picked|set|made|used|use|created|gave|me)$/;

function answerEnd(words: readonly Word[], at: number, position: Position): number | undefined {
  const word = words[at];
  if (!word || STATUS.has(word.bare) || word.bare.length < 2) return undefined;
  const capital = /^["'“‘]?\p{Lu}('\p{Lu})?\p{Ll}/u.test(word.raw); // O'Brien too
  const turnedDown =
    TURNED_DOWN.test(words[at + 1]?.bare ?? '') && !ASKED.test(word.bare) && !isSaidOfPasswords(word.bare);
  const last = isLast(words, at) && isPlainWord(word) && !isSaidOfPasswords(word.bare);
  const asked = words.slice(Math.max(0, at - 6), at).some((one) => one.bare === 'question');
  const stands =
    capital ||
    looksMixed(word) ||
    /^\d{4,8}$/.test(word.bare) ||
    turnedDown ||
    isWholeMessage(words, at) ||
    (last && (at <= 3 || asked) && !ASKED.test(word.bare));
  if (!(position.plainMayFollow || (position.adjacent && stands))) return undefined;
  if (GLUE.has(word.bare) && !capital) return undefined;
  let end = at;
  while (end < at + 3 && !words[end]?.endsClause && /^\p{Lu}/u.test(words[end + 1]?.raw ?? '')) end += 1;
  return end;
}

/** "8890 or 8891": the index of the last value. */
function chainEnd(words: readonly Word[], end: number): number {
  let last = end;
  while (/^(and|or|then)$/.test(words[last + 1]?.bare ?? '')) {
    const next = words[last + 2];
    if (!next || !(looksLikeDigits(next, words[last + 3]) || looksMixed(next))) break;
    last += 2;
  }
  return last;
}

/** "a:b=C9" was split at ':' and '='; as a value it is one word. */
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

function isAssignment(word: Word): boolean {
  // "**Password:** Fluffy", in bold
  return ASSIGNS.has(word.bare) || /^(?:[:=]|\*\*|__)$/.test(word.raw) || isDash(word);
}

function isDash(word: Word): boolean {
  return /^[-–—>]+$/.test(word.raw);
}
