import { messageText } from '../../text/html-to-text.ts';
import type { UsernameRules } from '../fields/esr-username.ts';
import { ownWords } from '../message/own-words.ts';
import { isTeamAddress } from './email-standing.ts';
import type { Mention, OwnKind } from './mention.ts';
import { blanked, readMentions } from './mentions.ts';
import { CLAUSE_ENDS, type Surroundings, saysItIsMine, speaksOfOthers, standsAlone } from './ownership.ts';
import { repeatsAnother } from './repeated-words.ts';
import { isTakenBack } from './taken-back.ts';

/** What a message gives as its writer's own, right or mistyped. In any doubt a field is absent. */
export interface OwnDetails {
  readonly username?: string;
  readonly email?: string;
  readonly smartcard?: string;
}

export type OwnDetailsRules = UsernameRules & {
  /** The Trust's contacts, which are never a person's own. Lower case. */
  readonly neverOwn?: readonly string[];
  /** The writer's name. */
  readonly name?: string;
};

export interface Found extends Pick<Mention, 'value' | 'start' | 'end' | 'cut'> {
  readonly kind: OwnKind;
  readonly standing: Mention['standing'];
}

/** Longer texts are pasted, and are about more than their writer. */
const LONGEST = 4000;
/** Numbers printed on smartcards have 12 digits; +44 with a mobile number has as many. */
const SMARTCARD = /(?<![\p{L}\p{N}+-])(?!44[17])(?:\d{12}|\d{4}[ -]\d{4}[ -]\d{4})(?![\p{L}\p{N}])/gu;

/**
 * The username, address and smartcard number that the writer gives as their own and current. Details that are old, wrong,
 * lost, another person's, an example, or merely mentioned are left out: an empty box costs a moment, a wrong one sends a
 * reset to a stranger. Never throws.
 */
export function ownDetailsIn({ found, text }: Findings, rules: OwnDetailsRules): OwnDetails {
  const name = rules.name ?? '';
  if (found.length === 0 || repeatsAnother(text, name)) return {};
  const clean = !speaksOfOthers(text, name);
  const own = found.filter((one, at) => isOwn(one, found, at, text, clean, name));
  const username = theOne(own, 'username');
  const email = theOne(own, 'email');
  const smartcard = theOne(own, 'smartcard');
  return {
    ...(username === undefined ? {} : { username }),
    ...(email === undefined || rules.neverOwn?.includes(email) ? {} : { email }),
    ...(smartcard === undefined ? {} : { smartcard }),
  };
}

/**
 * Whether what a message names may be its writer's own, said so or not: one account at most, no other person, and words about
 * oneself where a username might be another's.
 */
export function mayBeOwn({ found, text }: Findings, rules: OwnDetailsRules): boolean {
  const own = ownDetailsIn({ found, text }, rules);
  if (found.length > 0 && found.every(({ kind, value }) => own[kind] === value)) return true;
  const usernames = new Set(found.flatMap(({ kind, value }) => (kind === 'username' ? [value] : [])));
  if (found.length === 0 || usernames.size > 1 || speaksOfOthers(text, rules.name ?? '')) return false;
  return usernames.size === 0 || own.username !== undefined || ONESELF.test(text);
}
const ONESELF = /\b(?:i|i['’]?m|i['’]?ve|my|me|mine)\b/i;

/** What a message names, and its writer's words with spaces in place of that. */
export interface Findings {
  readonly found: readonly Found[];
  readonly text: string;
}

/** Finds the usernames, addresses and smartcard numbers in a message. */
export function findIn(message: string, rules: UsernameRules): Findings {
  const { text } = ownWords(messageText(message.slice(0, LONGEST)).text.slice(0, LONGEST));
  const mentions = readMentions(text, rules);
  const rest = blanked(text, mentions);
  const found: Found[] = [...mentions, ...smartcardsIn(rest)].toSorted((a, b) => a.start - b.start);
  return { found, text: blanked(rest, found) };
}

function smartcardsIn(text: string): Found[] {
  return [...text.matchAll(SMARTCARD)].map((match) => ({
    kind: 'smartcard',
    value: match[0].replace(/\D/g, ''),
    start: match.index,
    end: match.index + match[0].length,
    standing: 'learner',
  }));
}

/** `clean`: nothing in the text is about another person. */
function isOwn(
  one: Found,
  found: readonly Found[],
  at: number,
  text: string,
  clean: boolean,
  name: string,
): boolean {
  const { kind, standing, value } = one;
  // Said to be wrong here or anywhere else in the message.
  const contradicted = ({ standing: other }: Found) =>
    other === 'replaced' || other === 'doubtful' || other === 'not-asked';
  if (found.some((other) => other.value === value && contradicted(other))) return false;
  if (one.cut || (kind === 'email' && isTeamAddress(value))) return false;
  if (isTakenBack(kind, behind(text, one, found)) || isOneOfTwo(one, found, text)) return false;
  const around = surroundings(text, one, found[at - 1], found[at + 1]);
  if (saysItIsMine(kind, around)) return true;
  const instead = found.slice(0, at).some((other) => other.kind === kind && other.value !== value);
  if (standing === 'corrected' && instead && clean && !around.asked) return true;
  // "432PATELR02 r.patel@nhs.net says details don't match": a statement about a pair is about the account.
  const pair = [found[at - 1], found[at + 1]].some((other) => other && areBeside(other, one, text));
  const said = standing === 'learner' || standing === 'corrected';
  return said && clean && standsAlone(pair ? 'username' : kind, around, name);
}

/** "a@nhs.net and b@gmail.com, not sure which": what is said of one of them holds for both. */
const isOneOfTwo = (one: Found, found: readonly Found[], text: string): boolean =>
  found.some((other) => {
    const [first, second] = one.start < other.start ? [one, other] : [other, one];
    const isOther = one.kind === other.kind && one.value !== other.value;
    return isOther && TWO.test(text.slice(first.end, second.start));
  });
const TWO = /^[\s,]*(?:and|or|&|\/)\s*$/i;

/** The end of a sentence, unless the next continues about "it". */
const SENTENCE_END = /(?:\n|[.!?](?=\s|$))(?!\W*(?:but |and )?(?:it|that|this|i can(?:'?t|not)?)\b)/i;

function areBeside(one: Found, other: Found, text: string): boolean {
  const [first, second] = one.start < other.start ? [one, other] : [other, one];
  return one.kind !== other.kind && !/[\p{L}\p{N}\n]/u.test(text.slice(first.end, second.start));
}

/** The text after a mention, up to the next one's clause. Adjacent mentions share it. */
export function behind(text: string, one: Found, found: readonly Found[]): string {
  const later = found.filter((other) => other.start > one.start);
  const beside = later[0] && later[0].kind !== one.kind && areBeside(later[0], one, text) ? 1 : 0;
  const next = later[beside];
  const words = text.slice(one.end, next?.start);
  const lead = next === undefined ? undefined : [...words.matchAll(CLAUSE_ENDS)].at(-1)?.index;
  return next === undefined ? words : words.slice(0, lead ?? 0);
}

/** The words around a mention, up to the mentions before and after it. */
export function surroundings(text: string, one: Found, previous?: Found, next?: Found): Surroundings {
  const lead = text.slice(Math.max(0, one.start - 160), one.start);
  const last = [...lead.matchAll(CLAUSE_ENDS)].at(-1);
  const clauseBefore = last ? lead.slice(last.index + 1) : lead;
  const before = clauseBefore.slice(Math.max(0, clauseBefore.length - (one.start - (previous?.end ?? 0))));
  const rest = text.slice(one.end, Math.min(next?.start ?? text.length, one.end + 160));
  const sentence = rest.slice(0, SENTENCE_END.exec(rest)?.index ?? rest.length);
  const clauseEnd = rest.search(CLAUSE_ENDS);
  const behind = clauseEnd < 0 ? rest : rest.slice(0, clauseEnd);
  return {
    before,
    after: sentence,
    clause: `${clauseBefore} ${behind}`,
    asked: clauseEnd >= 0 && rest[clauseEnd] === '?',
  };
}

/** The only value of its kind; more would be a guess. */
function theOne(own: readonly Found[], kind: OwnKind): string | undefined {
  const values = new Set(own.filter((one) => one.kind === kind).map((one) => one.value));
  return values.size === 1 ? [...values][0] : undefined;
}
