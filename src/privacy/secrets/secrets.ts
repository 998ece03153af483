import { asLatin, foldInPlace } from '../../text/look-alikes.ts';
import { withoutCues } from '../../text/reference.ts';
import { findBirthDates } from './birth-dates.ts';
import { findPersonalNumbers } from './personal-numbers.ts';
import { findStatedSecrets } from './stated-secrets.ts';
import { secretColumns } from './tables.ts';
import { findTokens } from './tokens.ts';
import { type Span, splitWords, type Word } from './words.ts';
import { findWrittenPairs } from './written-pairs.ts';

export type SecretKind =
  | 'password'
  | 'date-of-birth'
  | 'national-insurance'
  | 'personal-number'
  | 'pin'
  | 'security-answer';

/** A secret's kind and place. */
export type SecretSpan = Span & { readonly kind: SecretKind };

/**
 * No message is longer: see `LONGEST_TEXT` in teams/inbound. Text beyond it is not read, and `redact` drops it. 30,000 letters of
 * prose have 5,500 words.
 */
const LONGEST = 32_000;
const MOST_WORDS = 6500;

/** What `redact` puts in a secret's place. */
export const REMOVED = '[removed]';

const NI_NUMBER = /(?<![a-z\d])([a-z]{2})[ ./-]?\d{2}[ ./-]?\d{2}[ ./-]?\d{2}(?:[ ./-]?[a-d])?(?![a-z\d])/gi;
const NI_CUE = /^(ni|n\.i|nino|nin|insurance|nat)$/;
const NI_SUFFIX = /[a-d]$/i;
const SHORT_WORD = /^(on|by|at|to|of|in|is|as|or|an|no|my|so|we|it|do|go|up|if|be|he|me|us)$/i;

/**
 * Finds what must not be kept: passwords, dates of birth, National Insurance and other personal numbers, card PINs and
 * security answers. Spans are in order and do not overlap. Leans towards finding too much; mere talk about a password is not one.
 */
export function findSecrets(text: string): SecretSpan[] {
  return read(text).secrets;
}

/** The secrets of a text, and how much of it was read. */
function read(text: string): { secrets: SecretSpan[]; end: number } {
  const { text: folded, starts, ends, length } = foldInPlace(text.slice(0, LONGEST));
  const whole = withoutCues(asLatin(folded));
  const words = splitWords(whole, MOST_WORDS);
  const end = words.length < MOST_WORDS ? whole.length : (words.at(-1)?.end ?? 0);
  const plain = whole.slice(0, end);
  const pairs = findWrittenPairs(plain);
  const found: SecretSpan[] = [
    ...ofKind('date-of-birth', findBirthDates(plain, words)),
    ...ofKind('national-insurance', nationalInsurance(plain, words)),
    ...ofKind('personal-number', findPersonalNumbers(plain)),
    ...secretColumns(plain),
    ...ofKind('password', findTokens(plain)),
    ...ofKind('password', pairs.secrets),
    ...findStatedSecrets(words).filter(({ start }) => !pairs.settled.has(start)),
  ];
  const secrets = withoutOverlaps(found).map(({ kind, start, end: last }) => ({
    kind,
    start: starts[start] ?? 0,
    end: ends[last - 1] ?? 0,
  }));
  return { secrets: withoutOverlaps(secrets), end: end === whole.length ? length : (ends[end - 1] ?? 0) };
}

const ofKind = (kind: SecretKind, spans: readonly Span[]): SecretSpan[] =>
  spans.map((span) => ({ ...span, kind }));

/** The text with every secret replaced by "[removed]". */
export const redact = (text: string): string => takeOut(text).text;

/** The same, with the secrets that were in it. */
export function takeOut(text: string): { readonly text: string; readonly secrets: readonly SecretSpan[] } {
  const { secrets, end } = read(text);
  let kept = '';
  let from = 0;
  for (const span of secrets) {
    kept += text.slice(from, span.start) + REMOVED;
    from = span.end;
  }
  return { text: kept + text.slice(from, end), secrets };
}

function withoutOverlaps(spans: readonly SecretSpan[]): SecretSpan[] {
  const merged: SecretSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last && span.start < last.end) {
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    } else if (span.end > span.start) {
      merged.push(span);
    }
  }
  return merged;
}

/** A number without its closing letter, or one that begins with a word such as "on", needs a cue ("NI"). */
function nationalInsurance(text: string, words: readonly Word[]): Span[] {
  const cued = words.some((word) => NI_CUE.test(word.bare));
  return [...text.matchAll(NI_NUMBER)].flatMap(({ index, 0: number, 1: letters = '' }) => {
    const sure = NI_SUFFIX.test(number) && (letters === letters.toUpperCase() || !SHORT_WORD.test(letters));
    return sure || cued ? [{ start: index, end: index + number.length }] : [];
  });
}
