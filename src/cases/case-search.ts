import { asLatin, foldLookAlikes } from '../text/look-alikes.ts';
import { readReference } from '../text/reference.ts';
import type { Case } from './case.ts';
import { givenBy } from './given.ts';

/** No name or address is longer; the beginning of longer text suffices. */
const LONGEST_SEARCH = 200;
const MOST_TERMS = 6;
/** A single letter would match almost everyone. */
const SHORTEST_TERM = 2;
const MOST_WORDS = 2000;
/** Looked for in plain letters, whichever alphabet they were typed in. */
const USERNAME = /(?<![\p{L}\p{N}])\d{3}\p{L}[\p{L}'-]{1,40}\d{0,2}(?![\p{L}\p{N}])/gu;
const TWO_WORDS = /^\s*\p{L}{3}\s+\p{L}{3}\s*$/u;

/**
 * Text typed to find cases, as words that must all match; none if nothing is searchable. Terms consist of letters, digits and
 * characters of addresses, so that a button can carry them.
 */
export function searchTerms(typed: string): readonly string[] {
  const reference = readReference(typed);
  // "Kym Fry" may be a name as well: its words are in the reference too.
  if (reference !== undefined && !TWO_WORDS.test(typed)) return [fold(reference)];
  const plain = typed
    .slice(0, LONGEST_SEARCH)
    .replace(/mailto:/gi, '')
    .replace(USERNAME, asLatin);
  const terms = fold(plain)
    .split(' ')
    .map((term) => term.replace(/^[.+-]+|[.+-]+$/g, ''))
    .filter((term) => term.length >= SHORTEST_TERM);
  return [...new Set(terms)].slice(0, MOST_TERMS);
}

/** What a case can be found by: reference, ticket, usernames, addresses, names of learners and of who reported it. */
export function searchWords(it: Case): string {
  const given = it.requesters.flatMap((one) => {
    const own = givenBy(it, one);
    return own === undefined ? [] : [own.details, { correctEmail: own.replaced?.email }];
  });
  const words = [
    it.reference,
    it.ticket?.number,
    ...[it.details, ...given].flatMap(({ esrUsername, correctEmail, name }: Case['details']) => [
      esrUsername,
      correctEmail,
      name,
    ]),
    ...it.requesters.map((one) => one.person.name),
  ];
  const folded = words.flatMap((one) => (one === undefined ? [] : fold(one)));
  return [...new Set(folded)].join(' ').slice(0, MOST_WORDS);
}

/** Without case, accents and apostrophes: people type none of them the same way twice. */
const fold = (text: string): string =>
  foldLookAlikes(text)
    .normalize('NFKD')
    .replace(/[\p{M}']/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@._+-]+/gu, ' ')
    .trim();
