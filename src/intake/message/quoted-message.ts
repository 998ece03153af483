import { spells } from '../finding/name-evidence.ts';
import { ownWords } from './own-words.ts';

/** How many lines of a quotation are searched for the header of a mail. */
const MOST_LINES = 40;
const FIELD =
  /^\s*\*?(?:from|sent|to|date|subject|cc|bcc|reply-to|importance|attachments?|sensitivity)\*?\s*:/i;
/** "On Thu, 12 Nov 2026, Helen Evans <h.evans@nhs.net> wrote:", and without the day. */
const WROTE = /^\s*(?:on\b.{5,200}|[^<>\n]{2,80}<[^<>\s]{3,160}>) ?wrote:\s*$/i;
/** What mail programs put above a mail's header. */
const ABOVE = /^\s*(?:$|-*\s*(?:original|forwarded) message\b|begin forwarded message|_{8,}\s*$)/i;
const QUOTE_MARK = /^\s*(?:>|&gt;)\s?/;
const ADDRESS = /[\p{L}\p{N}._%+'-]{1,80}@[\p{L}\p{N}.-]{1,80}/u;
/** "(EAST SUFFOLK AND NORTH ESSEX NHS FOUNDATION TRUST)", as NHSmail adds to a name. */
const ORGANISATION = /\([^()]{0,120}\)/g;
const USERNAME = /\d{3}[a-z][a-z'-]+\d{2}/i;
const MY_LOGIN = /\bmy (?:(?:esr|new|old|nhs|own|correct) ){0,2}(?:user ?-?name|user ?id|log-?in|account)\b/i;
const MY_PROBLEM = /\bi(?:'m| am)? (?:can'?t|cannot|can not|locked|unable|forgot|need)\b/i;

/** Words above a quotation that refer to it: "please see below", "can you sort this one?", "FYI". */
const ASKS =
  /\b(?:can|could|please|pls|plz|sort|reset|help|needs?|escalate|send|this|these|that|locked|log ?in|access|learners?|below|above|fyi|fwd?|forward(?:ed|ing)?|another|next|one|urgent|asap|class)\b/i;
/** Says that it is over. */
export const DONE = /\b(?:sorted|resolved|all done|working now|fixed|no longer needed|ignore)\b/i;
/** "That's great, thanks" is about what it quotes, and asks for nothing. */
const PRAISES =
  /^\W*(?:(?:that'?s|all|ok(?:ay)?|very|oh)\s+){0,2}(?:great|brilliant|perfect|lovely|fine|good(?! (?:morning|afternoon|evening))|amazing|excellent)\b/i;
const NO_NEED = /\bno need\b|\bdo(?:n'?t| not) (?:do|send|action|reset|escalate|need)\b/i;
const ASKS_NEWS =
  /\b(?:any (?:news|updates?|joy|luck|progress)|updates? (?:on|for)|chas(?:e|ing|ed)|heard|status|what(?:'s| is) happening)\b/i;

/** Whether words ask for news of an earlier request. */
export const asksNews = (words: string): boolean => ASKS_NEWS.test(words);

/** Whether a message without details of its own refers to the one that it quotes. */
export const meansQuoted = (words: string): boolean =>
  words.trim() === '' ||
  (ASKS.test(words) && ![DONE, PRAISES, NO_NEED, ASKS_NEWS].some((one) => one.test(words)));

/** Words above a mail that make it no request: a no, or what has been done about it. */
const REFUSES =
  /\b(?:not?|n't|nothing|never|already|told|replied|answered|left|leaves|leaving|wrong|mistake|cancel\w*|withdraw\w*|thank(?:s| you) for|sent|gone|done)\b|n't\b|\?/i;

/** The header lines of the mail that a quotation begins with; none where it is no mail. */
export function mailHeader(quotation: string): readonly string[] {
  const lines = quotation
    .split('\n')
    .slice(0, MOST_LINES)
    .map((line) => line.replace(QUOTE_MARK, ''));
  const start = lines.findIndex((line) => !ABOVE.test(line));
  const header = lines[start] ?? '';
  if (WROTE.test(header)) return [header];
  const rest = lines.slice(Math.max(0, start));
  const end = rest.findIndex((line) => !FIELD.test(line));
  const fields = end < 0 ? rest : rest.slice(0, end);
  return fields.some((line) => /^\s*\*?from\b/i.test(line)) ? fields : [];
}

/** Whether words above a mail refer to it: a trainer may forward a learner's mail with only a greeting or their name. */
export const meansMail = (words: string): boolean =>
  meansQuoted(words) ||
  (words.length <= LONGEST_OVER && ![REFUSES, DONE, PRAISES, ASKS_NEWS].some((one) => one.test(words)));

/** Longer words say more than who sent the mail. */
const LONGEST_OVER = 300;

/**
 * What a quotation says, as the trainer would say it: without its header. Where its sender writes about their own login, it begins
 * with their name and address. Empty where it says that all is done.
 */
export function quotedMessage(quotation: string): string {
  const all = quotation.split('\n').map((line) => line.replace(QUOTE_MARK, ''));
  const lines = all.slice(0, MOST_LINES);
  const start = lines.findIndex((line) => !ABOVE.test(line));
  let body = Math.max(0, start);
  const header = lines[body] ?? '';
  if (WROTE.test(header)) body += 1;
  else while (FIELD.test(lines[body] ?? '')) body += 1;
  const said = all.slice(body).join('\n').trim();
  const own = ownWords(said).text;
  if (DONE.test(own)) return '';
  const from =
    body === start ? '' : (lines.slice(start, body).find((line) => /^\s*\*?from\b/i.test(line)) ?? header);
  if (!isOfSender(own, from)) return said;
  const theirs = said.replace(/\bmy\b/gi, 'their').replace(/\bme\b/gi, 'them');
  return `${senderLine(from, own)}${theirs}`;
}

/** Whether the sender writes of their own login, and not of a learner's. */
function isOfSender(said: string, from: string): boolean {
  if (MY_LOGIN.test(said)) return true;
  const username = USERNAME.exec(said)?.[0];
  const address = ADDRESS.exec(from)?.[0];
  if (username === undefined) return MY_PROBLEM.test(said);
  return address !== undefined && spells(username.toLowerCase(), address.toLowerCase());
}

/** The sender by name, and by address where what they say has none. */
function senderLine(from: string, said: string): string {
  const address = ADDRESS.exec(from)?.[0];
  if (address === undefined) return '';
  const name = from
    .slice(0, from.indexOf(address))
    .replace(WROTE.test(from) ? /^.*,/ : /^[^:]*:\*?/, '')
    .replace(ORGANISATION, ' ')
    .replace(/mailto:|[<>[\]"*]/gi, ' ')
    .trim();
  if (!said.includes('@')) return `${name} <${address}>\n`;
  return said.toLowerCase().includes(address.toLowerCase()) ? `${name}\n` : '';
}
