import { foldLookAlikes } from '../../text/look-alikes.ts';
import { findEmails } from '../finding/find-emails.ts';
import { findUsernames } from '../finding/find-usernames.ts';
import { blanked } from '../finding/mentions.ts';
import { readEmail } from './email-address.ts';
import { readUsername, type UsernameRules } from './esr-username.ts';
import type { EmailIssueCode, Reading, UsernameIssueCode } from './issues.ts';

const LONGEST = 1000;
/** What people paste into a box along with what it asks for. A name is not among them: "r patel@nhs.net" is no address. */
const AROUND =
  /^(?:hi|hello|my|the|is|it|it's|its|here|esr|nhs|nhsmail|work|personal|new|correct|right|current|e-?mail|mail|mailto|address|user|name|username|id|log-?in|number|use|please|send|to|thanks?|and|or)$/i;

/** Reads an email box: the one address in what was typed or pasted, `Ravi Patel <r.patel@nhs.net>` too. Never throws. */
export function readTypedEmail(text: string): Reading<EmailIssueCode> {
  const typed = foldLookAlikes(text.slice(0, LONGEST));
  const found = findEmails(typed);
  const plain = readEmail(typed);
  const values = new Set(found.map((one) => one.value));
  if (values.size > 1)
    return { value: plain.value, issues: [{ code: 'email-more-than-one', blocking: true }] };
  const [only] = found;
  if (only === undefined || plain.issues.length === 0) return plain;
  const bracketed = found.some(({ start, end }) => typed[start - 1] === '<' && typed[end] === '>');
  return bracketed || isAround(blanked(typed, found)) ? readEmail(only.value) : plain;
}

/** Reads a username box: the one username in what was typed or pasted, "ESR username: 432PATELR02" too. Never throws. */
export function readTypedUsername(text: string, rules: UsernameRules): Reading<UsernameIssueCode> {
  const typed = foldLookAlikes(text.slice(0, LONGEST));
  const withoutEmails = blanked(typed, findEmails(typed));
  const found = findUsernames(withoutEmails, rules);
  const plain = readUsername(typed, rules);
  const values = new Set(found.map((one) => one.value));
  if (values.size > 1)
    return { value: plain.value, issues: [{ code: 'username-more-than-one', blocking: true }] };
  const [only] = found;
  if (only === undefined || !plain.issues.some((issue) => issue.blocking)) return plain;
  return isAround(blanked(withoutEmails, found)) ? readUsername(only.value, rules) : plain;
}

/** Nothing but labels, courtesy and usernames stands around it. */
function isAround(rest: string): boolean {
  const words = rest.match(/[\p{L}\d][\p{L}\d'-]*/gu) ?? [];
  return words.every((word) => AROUND.test(word) || USERNAME.test(word));
}

const USERNAME = /^\d{3}[a-z][a-z'-]*\d{2}$/i;
