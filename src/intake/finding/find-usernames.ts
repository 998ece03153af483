import { digitsMeant, readUsername, type UsernameRules } from '../fields/esr-username.ts';
import type { Mention } from './mention.ts';

const TOKEN = /[\p{L}\p{N}](?:[\p{L}\p{N}'_–-]|\.(?=[\p{L}\p{N}]))*/gu;
const LABEL =
  /\b(user ?-?names?|user ?id|log-?in ?(id|name)?|login|u\/n)\b["')\]]*\s*(is|are|was|number|:|=|-|–|>|\s)*["'(<[]*$/i;
const USUAL = /^\d{2,5}\p{L}[\p{L}'_.–-]+\d{2}$/u;
const MONTH = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
/** Words that follow a Trust's code in ordinary talk: "432 learners", "178 people". */
const TALK =
  /^(learners?|staff|people|users?|usernames?|accounts?|logins?|days?|times?|resets?|ones?|and|or|is|are|then|in|on|at|of|for|the|to|with|something|number|prefix|code|trust|class|booked|not|was|has|have|from|but|plus|nurses?|seats?|places|rooms?|ward|bay|start|starts|starting|beginning|format|style|type|followed|name)$/i;

/** No message is longer. */
const LONGEST = 32_000;

type Token = { readonly text: string; readonly start: number; readonly end: number };

/** Every username in the text, right or mistyped. Addresses must already be blanked out of it. */
export function findUsernames(text: string, rules: UsernameRules): Mention[] {
  const tokens = [...text.slice(0, LONGEST).matchAll(TOKEN)].map((match) => tokenOf(match[0], match.index));
  const codes = [...rules.prefixes, ...rules.otherTrusts].map((prefix) => prefix.code);
  const found: Mention[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const length = usernameLength(text, tokens, at, codes);
    const first = tokens[at];
    const last = tokens[at + length - 1];
    if (length === 0 || !first || !last) continue;
    found.push({
      kind: 'username',
      value: readUsername(text.slice(first.start, last.end), rules).value,
      start: first.start,
      end: last.end,
      standing: 'learner',
      labelled: labelledAt(text, first.start),
    });
    at += length - 1;
  }
  return found;
}

function tokenOf(raw: string, start: number): Token {
  if (/^\p{L}*$/u.test(raw)) return { text: raw, start, end: start + raw.length };
  // "432PATELR02's", "432PATELR02.Thanks", "432PATELR02Email:", "432PATELR02 -"
  const text = raw
    .replace(/(\d)'s$/i, '$1')
    .replace(/^(\d{3}[a-z][a-z'-]*\d{2})[._].*$/i, '$1')
    .replace(/^(\d{3}[a-z][a-z'-]*\d{2})(e-?mail|mail|name|pass|issue|user)[a-z]*$/i, '$1')
    .replace(/['_–.-]+$/, '');
  return { text, start, end: start + text.length };
}

function labelledAt(text: string, start: number): boolean {
  return LABEL.test(text.slice(Math.max(0, start - 30), start));
}

/** How many tokens from `at` on make up a username; 0 where none begins. */
function usernameLength(
  text: string,
  tokens: readonly Token[],
  at: number,
  codes: readonly string[],
): number {
  const token = tokens[at];
  if (!token) return 0;
  const spaced = spacedLength(text, tokens, at, codes);
  if (spaced > 0) return spaced;
  return isUsername(token.text, codes) || (isLabelledUsername(token.text) && labelledAt(text, token.start))
    ? 1
    : 0;
}

function isUsername(token: string, codes: readonly string[]): boolean {
  if (token.length < 5 || token.length > 40) return false;
  if (USUAL.test(token) && !/^\d+(st|nd|rd|th)/i.test(token)) return true;
  if (/^\d{3}\p{L}[\p{L}'-]{2,}[\dOIl]{2}$/u.test(token)) return true;
  const code = token.slice(0, 3);
  const rest = token.slice(3);
  if (codes.includes(code)) return /^[-_.]?\p{L}[\p{L}\d'_.-]{2,}$/u.test(rest) && !TALK.test(rest);
  return codes.includes(digitsMeant(code)) && /^\p{L}[\p{L}'-]+[\dOIl]{2}$/u.test(rest) && /\d/.test(token);
}

/** "Username: PATELR02": the label makes up for the missing prefix. */
function isLabelledUsername(token: string): boolean {
  return token.length >= 4 && token.length <= 40 && /\p{L}/u.test(token) && /\d/.test(token);
}

/** "432 PATELR 02", "432 patel r 02": how many tokens make a username split by spaces. It begins with a known code. */
function spacedLength(text: string, tokens: readonly Token[], at: number, codes: readonly string[]): number {
  const first = tokens[at];
  if (!first || !codes.includes(first.text.slice(0, 3))) return 0;
  if (!/^\d{3}(\p{L}[\p{L}'-]*)?$/u.test(first.text)) return 0;
  for (let length = 2; length <= 5; length += 1) {
    const last = tokens[at + length - 1];
    const previous = tokens[at + length - 2];
    if (!last || !previous || !/^ {1,3}$/.test(text.slice(previous.end, last.start))) break;
    if (TALK.test(last.text)) break;
    if (/^\p{L}[\p{L}'-]*(\d{2}|\d[OIl]|[Oo]\d)$/u.test(last.text) && last.text.length > 3) return length;
    if (/^(\d{2}|\d[OIl]|[Oo]\d)$/.test(last.text)) {
      const letters = length > 2 || first.text.length > 3;
      const next = tokens[at + length];
      return letters && !(next && MONTH.test(next.text)) && !/^[/:.]\d/.test(text.slice(last.end))
        ? length
        : 0;
    }
    if (!/^\p{L}[\p{L}'-]*$/u.test(last.text)) break;
  }
  // "432 PATELR" with the digits forgotten
  const name = tokens[at + 1];
  const alone = name && /^\p{Lu}{4,}$/u.test(name.text) && text.slice(first.end, name.start) === ' ';
  return first.text.length === 3 && alone ? 2 : 0;
}
