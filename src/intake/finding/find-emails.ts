import { readEmail } from '../fields/email-address.ts';
import { isCut } from './cut-addresses.ts';
import { SAID_TO_BE_RIGHT, standingOf } from './email-standing.ts';
import type { AddressStanding, Mention } from './mention.ts';
import { isWithdrawn } from './taken-back.ts';

const LOCAL = /[\p{L}\p{N}._%+'-]/u;
const DOMAIN = /[\p{L}\p{N}.-]/u;
const LONGEST_PART = 80;
/** More than any class has. A longer list is cut, and the trainer is told. */
export const MOST_EMAILS = 400;
/** "432PATELR02-r.patel": a username stuck to the address. */
const STUCK_USERNAME = /^\d{3}[a-z][a-z'-]*\d{2}[-._]*(?=[a-z])/i;
/** "gmail.com432ROSSD01": the next username stuck to the address. */
const STUCK_BEHIND = /^(.{1,40}\.(?:com|net|uk|org))\d{3}[a-z]{2,20}\d{2}/i;
/** "She uses …", "he gave me …": as good as a label. */
const HANDED_OVER =
  /\b((s?he|they)('s| is| now)? (uses|using|use|gave me|given me|says it'?s)|(hers|his|theirs) is|it'?s)[\s:]*$/i;
const LABEL =
  /\b(e-?mails?|mail|address(es)?)(( address)?('s| is| was| should be| to| of| on| for| we have| for (her|him|them)|[\s:=(<"'–-])*)$/i;

/** Every address in the text, valid or not, with what the words around it say. Linear in the text's length. */
export function findEmails(text: string): Mention[] {
  const found: Mention[] = [];
  let at = text.indexOf('@');
  while (at >= 0 && found.length < MOST_EMAILS) {
    const span = addressAround(text, at, found.at(-1)?.end ?? 0);
    if (span) found.push(mentionOf(text, span, found.at(-1)));
    at = text.indexOf('@', Math.max(at + 1, span?.end ?? 0));
  }
  return found;
}

type Span = { readonly start: number; readonly end: number };

function addressAround(text: string, at: number, floor: number): Span | undefined {
  if (text[at - 1] === '@') return undefined;
  let end = at + 1;
  while (text[end] === '@' && end - at < 4) end += 1;
  const domainStart = spacedDomain(text, end) ? end + 1 : end;
  end = domainStart;
  while (end < text.length && end - at < LONGEST_PART && DOMAIN.test(text[end] ?? '')) end += 1;
  end = domainStart + (STUCK_BEHIND.exec(text.slice(domainStart, end))?.[1]?.length ?? end - domainStart);
  end += commaTyped(text.slice(domainStart, end + 8), end - domainStart);
  while (end > domainStart && /[.-]/.test(text[end - 1] ?? '')) end -= 1;
  if (end === domainStart) return undefined;

  const localEnd = spacedLocal(text, at, text.slice(domainStart, end)) ? at - 1 : at;
  let start = localEnd;
  while (start > floor && at - start < LONGEST_PART && LOCAL.test(text[start - 1] ?? '')) start -= 1;
  const local = text.slice(start, localEnd);
  start += /^['._-]*/.exec(local)?.[0].length ?? 0;
  start += STUCK_USERNAME.exec(text.slice(start, localEnd))?.[0].length ?? 0;
  return start < localEnd ? { start, end } : undefined;
}

/** "r.patel@ nhs.net", "r.patel @ nhs.net" */
function spacedDomain(text: string, from: number): boolean {
  return text[from] === ' ' && /^ [a-z]+\.[a-z]{2,}/i.test(text.slice(from, from + 40));
}

/** "r.patel @nhs.net": the word before must itself look like the first half of an address. */
function spacedLocal(text: string, at: number, domain: string): boolean {
  if (text[at - 1] !== ' ' || !domain.includes('.')) return false;
  const word = /[^\s@]{1,60}$/.exec(text.slice(Math.max(0, at - 61), at - 1))?.[0] ?? '';
  return /^[\p{L}\p{N}]+([._]\p{L}[\p{L}\p{N}]*)+$/u.test(word);
}

/** "nhs,net", "nhs. net": how many more characters of the text belong to the address. */
function commaTyped(domain: string, length: number): number {
  if (/\.[^.]/.test(domain.slice(0, length))) return 0;
  if (domain[length - 1] === '.')
    return /^ (net|uk|com|co\.uk)\b/i.exec(domain.slice(length))?.[0].length ?? 0;
  return /^,(net|uk|com|co|org|ac|nhs)\b/i.exec(domain.slice(length))?.[0].length ?? 0;
}

function mentionOf(text: string, span: Span, previous: Mention | undefined): Mention {
  const raw = text.slice(span.start, span.end);
  const floor = previous?.end ?? 0;
  const before = clauseBefore(text, span.start, floor);
  // "cc joan.webb@… and sam.hill@…": the second belongs to the first.
  const joined =
    previous?.standing === 'someone-else' && /^[ ,&]*(and )?$/.test(text.slice(floor, span.start));
  const after = text
    .slice(span.end, span.end + 90)
    .replace(OWNER_AFTER, ' ')
    .slice(0, 60);
  const told = sentenceEnd(text.slice(Math.max(floor, span.start - 120), span.start)).replace(
    OWNER_BEFORE,
    '',
  );
  const sentence = sentenceEnd(text.slice(Math.max(0, span.start - 300), span.start));
  const around = { before, told, after, sentence };
  const follows = /\d[^\p{L}\d\n.!?]{0,6}$/u.test(text.slice(Math.max(floor, span.start - 8), span.start));
  const { value } = readEmail(raw.replaceAll(' ', ''));
  return {
    kind: 'email',
    value,
    ...span,
    standing: joined ? 'someone-else' : withdrawn(standingOf(value, around, follows), after),
    ...(isCut(text, span.start, value) ? { cut: true } : {}),
    labelled: LABEL.test(before) || SAID_TO_BE_RIGHT.test(before) || HANDED_OVER.test(before),
  };
}

/** The next address, username or entry. */
const NEXT = /\S+@|\d{3}[a-z'-]+\d{2}|\n\s*\n/i;

function withdrawn(standing: AddressStanding, after: string): AddressStanding {
  const taken = standing !== 'replaced' && isWithdrawn(after.split(NEXT)[0] ?? '');
  return taken ? 'doubtful' : standing;
}

/** The stated owner: "… for 432PATELR02 is wrong". */
const OWNER_AFTER =
  /^[\s,(>]*(?:for|on|of|from|against|under|with|in)\s+(?:user ?(?:name)?:? )?\d{3}[a-z'-]{2,20}\d{2}(?:'s record|'s)?\)?/i;
const OWNER_BEFORE =
  /\s(?:for|on|of|from|against|under)\s+(?:user ?(?:name)?:? )?\d{3}[a-z'-]{2,20}\d{2}(?:'s)?(?=[\s:,–-])/gi;

/** The last sentence of a text. */
function sentenceEnd(text: string): string {
  const last = [...text.matchAll(/[\n\t;]|[.!?]\s/g)].at(-1);
  return last ? text.slice(last.index + last[0].length) : text;
}

/** The text before the address in its own sentence, after any address or username before it. */
function clauseBefore(text: string, start: number, floor: number): string {
  const before = text.slice(Math.max(floor, start - 80), start);
  const last = [...before.matchAll(/[\n\t;]|[.!?]\s|\d{3}[a-z'-]{2,20}\d{2}/gi)].at(-1);
  return last ? before.slice(last.index + last[0].length) : before;
}
