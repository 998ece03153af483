import type { Unplaced } from '../cases/unplaced.ts';
import { findEmails } from '../intake/finding/find-emails.ts';
import { blanked } from '../intake/finding/mentions.ts';
import { REMOVED, redact } from '../privacy/secrets/secrets.ts';
import { wordsOf } from './features.ts';
import type { Wordings } from './wordings.ts';

/** A word is kept if this many wordings have it: one in fewer may be a made-up name or place. */
const KNOWN_FROM = 3;
/** Wordings with an address or a username have made-up names too. */
const HAS_DETAILS = /[@\d]/;
/** A longer story is like no other. */
const MOST_WORDS = 8;
const LONGEST = 400;
const GAP = '…';

/** Numbers that are spelt out, and names and places that the examples are made up with. */
const NEVER = new Set(
  `zero oh nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand double triple
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december mark king ipswich colchester suffolk essex york yorkshire`.split(/\s+/),
);

/** Words that say nothing of what is meant. */
const COMMON = new Set(
  `a about all am an and any anyone are as at be been but by can could did do does doing esr for from get gets getting
  got had has have having hello help here hey hi how i id if im in into is it its ive just keep keeps me my need no now of
  off on or our out please say says so some sorry still than thank thanks that the their them then there they this to try
  trying up us want was we were what whats when where which who why with would you your yours`.split(/\s+/),
);

/** Names are words like any other: Will, Green, An, Do. A capital within a sentence shows one, and so does what stands before it. */
const CAPITAL = /(?<=[\p{L}\p{N},’'`)]\s+)(?!I)\p{Lu}\p{Ll}[\p{L}'’‘`]*/gu;
const TITLED = /(?<=\b(?:mrs?|ms|mx|dr|prof)\b\.? +)\p{L}+/giu;
const NAMED = new RegExp(
  `(?<=\\b(?:names?(?: is)?|called) +)(?:\\b(?:${[...COMMON].join('|')})\\b ?){1,2}`,
  'gi',
);
/** In place of what is taken out: a number is no known word, so a gap is left. */
const GONE = ' 0 ';

/**
 * Makes what may be kept of a message: the words that the classifier was taught, as no names, places, numbers or addresses are among
 * them. What the readers of secrets and addresses find is taken out before that.
 */
export function unplacedReader(wordings: Wordings): (said: string) => Omit<Unplaced, 'trust'> {
  const known = knownWords(wordings);
  const phrases = [...wordings.same].flat().filter((phrase) => !/\bnot\b/.test(phrase));
  const terms = new Set(phrases.flatMap((phrase) => phrase.split(' ')));
  return (said) => {
    const plain = redact(said.slice(0, LONGEST)).replaceAll(REMOVED, GONE);
    const nameless = blanked(plain, findEmails(plain))
      .replace(CAPITAL, (word) => (terms.has(folded(word)) ? word : GONE))
      .replace(TITLED, GONE)
      .replace(NAMED, GONE);
    const words = nameless.match(WORD) ?? [];
    // In the singular, so that people's words can be compared, and as "banks" may be a name.
    const kept = words.map((word) => (known.has(folded(word)) ? singular(folded(word)) : GAP));
    const text = kept.join(' ').replaceAll(/…(?: …)+/g, GAP);
    const content = wordsOf(text, wordings.same).filter((word) => !COMMON.has(word));
    const alike = [...new Set(content)].sort();
    return { text, alike: alike.length > MOST_WORDS ? '' : alike.join(' ') };
  };
}

const WORD = /[\p{L}\p{N}'’‘`]+/gu;
const folded = (word: string) =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/['’‘`\p{M}]/gu, '');
const singular = (word: string) => word.replace(/(?<=\w{3}[^s])s$/, '');

function knownWords({ meanings }: Wordings): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const wording of meanings.flatMap((one) => one.wordings)) {
    if (HAS_DETAILS.test(wording)) continue;
    for (const word of new Set((wording.match(WORD) ?? []).map(folded)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const isKept = ([word, count]: [string, number]) =>
    count >= KNOWN_FROM && /^[a-z]+$/.test(word) && !NEVER.has(word);
  return new Set([...counts].filter(isKept).map(([word]) => word));
}
