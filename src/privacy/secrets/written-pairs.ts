import { isSaidOfPasswords } from './plain-values.ts';
import type { Span } from './words.ts';

const NAME =
  "(?:password|passwd|passcode|passphrase|pass|pword|pswd|pwd|pw|pin|dob|date[-_]?of[-_]?birth|security[-_]?answer|mother'?s?[-_]?maiden[-_]?name|memorable[-_]?word)";
/** "newPassword", "j_password", "esr:password" */
const BEFORE =
  '(?:new|old|current|confirm|confirmed|repeat|retype|verify|user|login|account|temp|temporary|initial|default|admin|form|input|txt|esr|my|your|smartcard|card|[a-z\\d]{1,12}[-_.:])';
/** "password1", "password_confirm" */
const AFTER = '(?:[-_.]?(?:\\d{1,2}|confirm|confirmation|again|repeat|new|old|value|text))';
/** A longer name stands anywhere. A plain one without a symbol before it is a word, which other rules read. */
const ANY_NAME = `(?:(?<![\\p{L}\\d])${BEFORE}{1,2}${NAME}${AFTER}?|(?<=[;&?|{<,"'])${NAME}${AFTER}?|(?<![\\p{L}\\d])${NAME}${AFTER})`;
const IN_QUOTES = '[:=] ?(?<mark>["\'])(?<quoted>(?:(?!\\k<mark>)[^\\n]){1,60})\\k<mark>';
const BARE = '[:=]["\']?(?<bare>[^\\s;&|"\'<>{},]{2,60})';
const PAIR = new RegExp(`${ANY_NAME}["']?(?:${IN_QUOTES}|${BARE})`, 'dgiu');
const ELEMENT = new RegExp(`<${BEFORE}?${NAME}${AFTER}?>\\s{0,9}(?<bare>[^<>\\s][^<>\\n]{1,60})<`, 'dgiu');
/** "https://432DAYL01:Fluffy12@my.esr.nhs.uk/" */
const USER_INFO = /https?:\/\/[^\s/:@]{1,60}:(?<bare>[^\s/:@]{1,60})@/dgi;

/** The secrets among names and values as programs write them, and where values begin that need no other rule. */
export type WrittenPairs = { readonly secrets: readonly Span[]; readonly settled: ReadonlySet<number> };

/** Finds "user=432DAYL01;pass=…", "?password=…", '{"pin":"…"}' and "<pass>…</pass>". */
export function findWrittenPairs(text: string): WrittenPairs {
  const secrets: Span[] = [];
  const settled = new Set<number>();
  for (const match of [PAIR, ELEMENT, USER_INFO].flatMap((pattern) => [...text.matchAll(pattern)])) {
    const { quoted, bare = '' } = match.groups ?? {};
    const [start, end] = match.indices?.groups?.[quoted === undefined ? 'bare' : 'quoted'] ?? [0, 0];
    const isSecret = !(saysNothing(quoted ?? bare) || (SCORED.test(match[0]) && SCORE.test(quoted ?? bare)));
    if (isSecret) secrets.push({ start, end });
    // The word begins at the quotation mark.
    if (!isSecret || quoted !== undefined) settled.add(start).add(start - 1);
  }
  return { secrets, settled };
}

/** "null", "****", "Forgotten?", "must be 8 characters", and what is taken out already. */
function saysNothing(value: string): boolean {
  if (value.includes('[removed]') || NOTHING.test(value)) return true;
  if (/\s/.test(value)) return MESSAGE.test(value);
  return isSaidOfPasswords(value.toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
}
const NOTHING = /^(?:[*•.?_-]+|x{2,}|true|false|none|null|undefined|passwords?)$/i;
/** What a program says of a password. "My dog Rex" may be one. */
const MESSAGE =
  /^(?:must|should|cannot|can't|can not|does|do not|did not|is|not|no|invalid|incorrect|wrong|please|required|expired|needs?|enter|too|at least|minimum|passwords?|(?:the|your|this|new|old) (?:new |old |current )?(?:password|pin))\s/i;

/** "module=fire;pass=80": a test is passed too. */
const SCORED = /(?<!\p{L})pass["']?[:=>]/iu;
const SCORE =
  /^(?:\d{1,2}%?|100%?|\d{1,3}\/\d{1,3}|course|module|test|quiz|exam|pass|passed|fail|failed|mark|score|grade|rate|training|learning|assessment)$/i;
