import { foldLookAlikes } from '../../text/look-alikes.ts';
import { findEmails } from '../finding/find-emails.ts';
import { findUsernames } from '../finding/find-usernames.ts';
import { blanked } from '../finding/mentions.ts';
import { localPart, readEmail } from './email-address.ts';
import { readUsername, type UsernameRules } from './esr-username.ts';
import type { EmailIssueCode, Reading, UsernameIssueCode } from './issues.ts';

const LONGEST = 1000;
/** Text that people paste into a box with the value. A name is not included: "r patel@nhs.net" is no address. */
const AROUND =
  /^(?:hi|hello|my|the|is|it|it's|its|here|esr|nhs|nhsmail|work|personal|new|correct|right|current|e-?mail|mail|mailto|address|user|name|username|id|log-?in|number|use|please|send|to|thanks?|and|or|i|think|believe)$/i;
/** Says that the value may be the wrong one. */
const DOUBTED =
  /\b(?:old|older|previous|former|wrong|not|never|isn'?t|wasn'?t|was|used|or|either|maybe|instead|expired|closed|someone|his|hers?|their|theirs|colleague'?s?)\b/i;
/** "(EAST SUFFOLK)", as Outlook shows a name; "1." and "-" before a line of a list; a letterhead's "E:". */
const IN_BRACKETS = /\([^()@\d]{0,60}\)/g;
const LIST_MARK = /^\s*(?:\d{1,2}[.)](?!\d)|[-*•]|[eu][:=])\s*/i;
/** Added by a mail program. */
const SENT_FROM = /\b(?:sent from|get outlook for)\b.{0,60}$/i;
/** Parted by spaces alone, with no number between its first digits and its last. */
const SPACED_OUT = /^\s*\d{3}[\p{L}' ]+\d{2}\s*$/u;
const LABEL_RUN_ON = /^\W*(?:esr ?)?(?:user ?-?name|user ?id|log-?in|user)\W{0,3}(?=\d{3}\p{L})/iu;
/** `<a href="mailto:r.patel@nhs.net">Ravi</a>`: the address counts, and what the link shows where that is an address too. */
const MAIL_LINK =
  /<a\s[^<>]{0,300}?\bhref\s*=\s*["']?mailto:\s*([^"'\s<>?]{1,254})[^<>]{0,300}>([^<>]{0,254})<\/a\s*>/gi;
const MAILTO_FIELDS = /(\bmailto:[^\s?]{1,254})\?\S*/i;

/** Reads an email box: the one address in typed or pasted text, `Ravi Patel <r.patel@nhs.net>` too. Never throws. */
export function readTypedEmail(text: string): Reading<EmailIssueCode> {
  const typed = foldLookAlikes(text.slice(0, LONGEST))
    .replace(
      MAIL_LINK,
      (_, address: string, shown: string) => `${shown.includes('@') ? shown : ''} <${address}>`,
    )
    .replace(MAILTO_FIELDS, '$1');
  const found = findEmails(typed);
  const plain = readEmail(typed);
  const values = new Set(found.map((one) => one.value));
  if (values.size > 1)
    return { value: plain.value, issues: [{ code: 'email-more-than-one', blocking: true }] };
  const [only] = found;
  if (only === undefined || only.cut || plain.issues.length === 0) return plain;
  const bracketed = found.some(({ start, end }) => typed[start - 1] === '<' && typed[end] === '>');
  const rest = around(blanked(typed, found));
  if (bracketed || rest?.every((word) => isAround(word) || isNameOf(rest, only.value)))
    return readEmail(only.value);
  if (!isWhole(typed.slice(0, only.start))) return plain;
  const issue = { code: 'email-with-words', blocking: true } as const;
  const isOffered = rest !== undefined && readEmail(only.value).issues.length === 0;
  return { value: plain.value, issues: [isOffered ? { ...issue, suggestion: only.value } : issue] };
}

/** Whether an address begins where it seems to, by the text before it: "r patel@…" is the end of one, "home: r.patel@…" is not. */
function isWhole(before: string): boolean {
  const last = before.match(/[^\s"'(<]+/g)?.at(-1) ?? '';
  return last === '' || /[:=]$/.test(last) || BEFORE.test(last) || isAround(last);
}
const BEFORE = /^(?:[–-]|not|old|now|was|one)$/i;

/** Reads a username box: the one username in typed or pasted text, "ESR username: 432PATELR02" too. Never throws. */
export function readTypedUsername(text: string, rules: UsernameRules): Reading<UsernameIssueCode> {
  const typed = foldLookAlikes(text.slice(0, LONGEST)).replace(LABEL_RUN_ON, '');
  const withoutEmails = blanked(typed, findEmails(typed));
  const found = findUsernames(withoutEmails, rules);
  const plain = readUsername(typed, rules);
  // "432 PATEL R02"
  if (SPACED_OUT.test(typed) && around(typed)?.some(isAround) === false && plain.issues.length === 0)
    return plain;
  const values = new Set(found.map((one) => one.value));
  if (values.size > 1)
    return { value: plain.value, issues: [{ code: 'username-more-than-one', blocking: true }] };
  const [only] = found;
  if (only === undefined) return plain;
  const left = blanked(withoutEmails, found);
  const rest = around(left);
  if (rest?.every(isAround)) return readUsername(only.value, rules);
  // Text next to the username is not part of it: "432BELLB01 or 02" is not 432BELLB01OR02.
  const value = typed.trim().toUpperCase();
  if (/\d/.test(left.replace(LIST_MARK, '')))
    return { value, issues: [{ code: 'username-more-than-one', blocking: true }] };
  const issue = { code: 'username-invalid-character', blocking: true } as const;
  const sound = rest !== undefined && !readUsername(only.value, rules).issues.some((one) => one.blocking);
  return { value, issues: [sound ? { ...issue, suggestion: only.value } : issue] };
}

/** Whether a box says only that its answer is not known: "don't know", "no idea", "n/a". */
export const saysUnknown = (text: string): boolean => UNKNOWN.test(foldLookAlikes(text.slice(0, LONGEST)));
const UNKNOWN =
  /^\s*(?:sorry,? )?(?:i )?(?:(?:don'?t|do not|can'?t|cannot) (?:know|remember|have)(?: (?:it|one|mine|that))?|no idea|not (?:sure|known)|unknown|n\/?a|forgot(?:ten)?(?: it)?|\?+)[.!]*\s*$/i;

/** The words around a value, without what programs add; undefined where they cast doubt on it. */
function around(text: string): readonly string[] | undefined {
  if (DOUBTED.test(text)) return undefined;
  const rest = text.replace(LIST_MARK, '').replace(SENT_FROM, '').replace(IN_BRACKETS, ' ');
  return rest.match(/[\p{L}\d][\p{L}\d'-]*/gu) ?? [];
}

/** Whether a word is a label, a courtesy, or a username next to an address. */
const isAround = (word: string) => AROUND.test(word) || USERNAME.test(word);

/** "Ravi Patel r.patel@…": whether the words are a capitalised name that the address spells. "Ravi patel@…" may be one address cut in two. */
function isNameOf(words: readonly string[], email: string): boolean {
  const parts = localPart(email).split(/[._-]/);
  const name = words.filter((word) => !isAround(word));
  return (
    parts.length > 1 &&
    name.length > 1 &&
    name.every((word) => /^\p{Lu}/u.test(word)) &&
    name.some((word) => word.length > 2 && parts.includes(word.toLowerCase()))
  );
}

const USERNAME = /^\d{3}[a-z][a-z'-]*\d{2}$/i;
