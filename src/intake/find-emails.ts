import { readEmail } from './email-address.ts';
import type { Mention, Standing } from './mention.ts';

const LOCAL = /[\p{L}\p{N}._%+'-]/u;
const DOMAIN = /[\p{L}\p{N}.-]/u;
const LONGEST_PART = 80;
/** More than any class; a longer list is cut and said to be. */
export const MOST_EMAILS = 400;
/** "432PATELR02-r.patel": a username stuck to the address. */
const STUCK_USERNAME = /^\d{3}[a-z][a-z'-]*\d{2}[-._]*(?=[a-z])/i;
/** "gmail.com432ROSSD01": the next username stuck to the address. */
const STUCK_BEHIND = /^(.{1,40}\.(?:com|net|uk|org))\d{3}[a-z]{2,20}\d{2}/i;
const LABEL =
  /\b(e-?mails?|mail|address(es)?)(( address)?('s| is| was| should be| to| of| on| for| we have| for (her|him|them)|[\s:=(<"'–-])*)$/i;

const ROLE =
  '(line )?(trainer|manager|supervisor|mentor|tutor|assessor|matron|ward sister|team leader|colleague|boss)';
const ASKS_TO_TELL =
  "(ask|speak to|talk to|check with|let|tell|inform|notify|contact|reply|respond|cc|cc'd|bcc|copy|copying|copied|update|reach|get back)";
const ELSE_BEFORE = new RegExp(
  `\\b((my|our) (own )?(work )?(e-?mail|address)|i'?m (on|at)|(me|us) (on|at|know|back|via)|${ASKS_TO_TELL}|${ROLE}|on behalf of|any (problems|questions|issues|queries))\\b[^@]{0,40}$`,
  'i',
);
const ELSE_AFTER = new RegExp(
  `^[ \\t(,-]*((is|=) )?((the|her|his|their|my) )?(${ROLE}|me\\b|know\\b)|^'s (class|learners?|group|session|team|ward|course)\\b`,
  'i',
);
/** "From Chloe Martin <…" */
const SENDER_BEFORE = /\b[Ff]rom:? \p{Lu}[\p{L}'-]+( \p{Lu}[\p{L}'-]+)?[\s<(,]*$/u;
/** "The record is wrong, it should be …" */
const CORRECTED_BEFORE =
  /\b(should be|needs? to be|must be|is now|correct (one|e-?mail|address)( is)?)[\s:<("'-]*$/i;
/** An address as the one who acts: "helen.price@… has 432… in her class". */
const ACTS_AFTER = /^\s+(has|have|wants|asked|asks|says|said|reported|told|is asking|is teaching)\b/i;
const REPLACED_BEFORE =
  /\b(not|instead of|rather than|(old|previous|wrong|incorrect|former) (e-?mail|address)( address)?( was| is|:)?|(e-?mail|address) (on|in) (the |her |his |their )?(record|esr|system|file)|used to be|changed from|no longer)\s*(on |at |with |is )?[\s:<("']*$/i;
/** "Please email bob@… when done" asks for news; "please email her the link on …" does not. */
const ASKS_TO_WRITE =
  /\b(please|pls|can you|could you|you can|then|just|and) (e-?mail|mail|message)\b(?![^@]*\b(reset|link|her|him|them|learner|it)\b)[^@]{0,60}$/i;
const DOUBTFUL_BEFORE =
  /\b(record|system|esr|account) (has|says|shows|is|had)\b[^@]{0,20}$|\b(wrong|incorrect|old|currently|tried|trying|maybe|possibly|might be)\b[^@]{0,15}$/i;

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
  let end = at + 1;
  while (text[end] === '@' && end - at < 4) end += 1;
  const domainStart = spacedDomain(text, end) ? end + 1 : end;
  end = domainStart;
  while (end < text.length && end - at < LONGEST_PART && DOMAIN.test(text[end] ?? '')) end += 1;
  end = domainStart + (STUCK_BEHIND.exec(text.slice(domainStart, end))?.[1]?.length ?? end - domainStart);
  end += commaTyped(text.slice(domainStart, end + 6), end - domainStart);
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

/** "r.patel@ nhs.net" */
function spacedDomain(text: string, from: number): boolean {
  return (
    text[from] === ' ' && /^ [a-z]+\.[a-z]{2,}/i.test(text.slice(from, from + 40)) && text[from - 2] !== ' '
  );
}

/** "r.patel @nhs.net": the word before must itself look like the first half of an address. */
function spacedLocal(text: string, at: number, domain: string): boolean {
  if (text[at - 1] !== ' ' || !domain.includes('.')) return false;
  const word = /[^\s@]{1,60}$/.exec(text.slice(Math.max(0, at - 61), at - 1))?.[0] ?? '';
  return /^[\p{L}\p{N}]+([._]\p{L}[\p{L}\p{N}]*)+$/u.test(word);
}

/** "nhs,net": how many more characters belong to the address. */
function commaTyped(domain: string, length: number): number {
  if (domain.slice(0, length).includes('.')) return 0;
  return /^,(net|uk|com|co|org|ac|nhs)\b/i.exec(domain.slice(length))?.[0].length ?? 0;
}

function mentionOf(text: string, span: Span, previous: Mention | undefined): Mention {
  const raw = text.slice(span.start, span.end);
  const floor = previous?.end ?? 0;
  const before = clauseBefore(text, span.start, floor);
  // "cc joan.webb@… and sam.hill@…": the second goes with the first.
  const joined =
    previous?.standing === 'someone-else' && /^[ ,&]*(and )?$/.test(text.slice(floor, span.start));
  const after = text.slice(span.end, span.end + 40);
  return {
    kind: 'email',
    value: readEmail(raw.replaceAll(' ', '')).value,
    ...span,
    standing: joined ? 'someone-else' : standingOf(before, after),
    labelled: LABEL.test(before) || CORRECTED_BEFORE.test(before),
  };
}

/** What stands before the address in its own sentence, after any address or username before it. */
function clauseBefore(text: string, start: number, floor: number): string {
  const before = text.slice(Math.max(floor, start - 80), start);
  const last = [...before.matchAll(/[\n\t;]|[.!?]\s|\d{3}[a-z'-]{2,20}\d{2}/gi)].at(-1);
  return last ? before.slice(last.index + last[0].length) : before;
}

function standingOf(before: string, after: string): Standing {
  if (CORRECTED_BEFORE.test(before)) return 'learner';
  if (REPLACED_BEFORE.test(before)) return 'replaced';
  if (ELSE_BEFORE.test(before) || SENDER_BEFORE.test(before) || ELSE_AFTER.test(after)) return 'someone-else';
  const doubtful = DOUBTFUL_BEFORE.test(before) || ASKS_TO_WRITE.test(before) || ACTS_AFTER.test(after);
  return doubtful ? 'doubtful' : 'learner';
}
