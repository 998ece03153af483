import { localPart } from '../fields/email-address.ts';
import { nameInUsername } from '../fields/esr-username.ts';
import type { Mention } from '../finding/mention.ts';
import { isInitialOf, namesSomeoneElse, spells } from '../finding/name-evidence.ts';
import { Gap, gapIn, isBare, isNameLine, tellsMore } from './gaps.ts';

const WHOSE =
  /\b(hers?|his|theirs?|s?he|they|correct|new|right|learner'?s?|(should|needs? to|must) be)\b[^@\n]*$|(^|[\n\t|,;-])\s*(e-?mail|address)[^@\n]*$/i;
/** "Is 432… the same as …?" */
const ASKS_WHOSE =
  /\b(same (person )?as|whose(?! (e-?mail|address))|belongs? to|someone else|a different)\b/i;
/** "Whose is 432…?", "who has …" */
const ASKS_WHO = /\b(whose|who) (is|are|has)\b[^@\n.!]{0,15}$/i;

/** Whether the only address in a stretch of text belongs to its only username. False where in doubt. */
export function belongs(username: Mention, email: Mention, text: string): boolean {
  const between = text.slice(Math.min(username.end, email.end), Math.max(username.start, email.start));
  const words = between.replace(/\S{1,80}@\S{1,80}|\[[^\][\n]{0,40}\]/g, ' ');
  if (ASKS_WHOSE.test(words) || ASKS_WHO.test(text.slice(Math.max(0, username.start - 30), username.start)))
    return false;
  if (spells(username.value, email.value)) return true;
  if (followsAnother(username, email, text) || saysNone(username, email, text)) return false;
  if (gapIn(between) >= Gap.line && underAnother(username, email, text)) return false;
  if (saysWhose(text, email)) return true;
  const gap = gapIn(between);
  // A trainer's own address, or a manager's, where nothing says "her email".
  if (tellsMore(words) && !email.labelled) return false;
  const said = /\p{L}{3}/u.test(words) && !email.labelled;
  const stray = gap >= Gap.sentence || said || tellsMore(words);
  if (stray && namesSomeoneElse(username.value, email.value)) return false;
  if (gap < Gap.sentence || email.labelled) return true;
  return isBare(text, email.start, email.end);
}

/** "Joan Webb (joanwebb@…": whether the name in the address precedes it, and is not in the username. */
export function followsAnother(username: Mention, email: Mention, text: string): boolean {
  const owner = ownerBefore(email, text);
  const [first = ''] = owner;
  const name = nameInUsername(username.value);
  const initial = first[0] ?? '';
  return owner.length > 0 && !owner.some((word) => name.includes(word)) && !isInitialOf(name, initial);
}

const EMPTY_LABEL = /\b(e-?mail|address)[^\S\n]*[:=-][^\S\n]*(n\/?a|none|-)?[^\S\n.]*(\n|$)/i;

/** "Username: 432… Email:" and nothing behind it: the address elsewhere is another's. */
function saysNone(username: Mention, email: Mention, text: string): boolean {
  const entry = text.slice(username.end, username.end + 120).split(/\n[^\S\n]*\n|user ?name/i)[0] ?? '';
  const label = EMPTY_LABEL.exec(entry.slice(0, Math.max(0, entry.indexOf('@')) || undefined));
  if (!label) return false;
  const end = username.end + label.index + label[0].length;
  // "Email:" with the address on the line below is not empty.
  return email.start < username.start || /\S/.test(text.slice(end, email.start));
}

/** "Hi Dan Gray (", "- Sue Patel " */
const NAME_LEAD =
  /^[\s•*(-]*((Hi|Hello|Dear|From|Name)[:,]? )?\p{Lu}[\p{L}'-]+( \p{Lu}[\p{L}'-]+){1,2}[\s(<,:-]*$/u;

/** Whether the name before the address, or on the line above, is not in the username: another learner's entry. */
function underAnother(username: Mention, email: Mention, text: string): boolean {
  const line = text.lastIndexOf('\n', email.start - 1);
  const lead = text.slice(line + 1, email.start);
  const above = text.slice(text.lastIndexOf('\n', line - 1) + 1, Math.max(line, 0));
  const heading = NAME_LEAD.test(lead) ? lead.replace(/^\W*(hi|hello|dear|from|name)\b/i, '') : above;
  if (heading === above && !isNameLine(above)) return false;
  const words = heading.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
  const name = nameInUsername(username.value);
  return !words.some((word) => name.includes(word)) && !isInitialOf(name, words[0]?.[0] ?? '');
}

/** The names before an address that it is made of, in lower case. */
function ownerBefore(email: Mention, text: string): string[] {
  const local = localPart(email.value);
  const before = text.slice(Math.max(0, email.start - 80), email.start);
  return [...before.matchAll(/(?<![\p{L}\d])\p{Lu}[\p{L}'-]{1,}/gu)]
    .map((match) => match[0].toLowerCase())
    .filter((word) => local.includes(word));
}

/** "Her email is", "correct address:", or a line that begins with "Email". */
function saysWhose(text: string, email: Mention): boolean {
  if (!email.labelled) return false;
  const before = text.slice(Math.max(0, email.start - 60), email.start);
  return WHOSE.test(before);
}
