import { ownWords } from './own-words.ts';

/** How many lines of a message are searched for the header of a pasted mail. */
const MOST_LINES = 40;
const FIELD =
  /^\s*\*?(?:from|sent|to|date|subject|cc|bcc|reply-to|importance|attachments?|sensitivity)\*?\s*:/i;
const FROM = /^\s*\*?from\*?\s*:/i;
/** What mail programs put above a forwarded mail's header. */
const ABOVE = /^\s*(?:$|fwd?:|-*\s*(?:original|forwarded) message\b|begin forwarded message|_{8,}\s*$)/i;
const ADDRESS = /[\p{L}\p{N}._%+'-]{1,80}@[\p{L}\p{N}.-]{1,80}/u;
/** "(EAST SUFFOLK AND NORTH ESSEX NHS FOUNDATION TRUST)", as NHSmail adds to a name. */
const ORGANISATION = /\([^()]{0,120}\)/g;
const USERNAME = /\d{3}[a-z][a-z'-]+\d{2}/i;
const MY_LOGIN = /\bmy (?:(?:esr|new|old|nhs|own|correct) ){0,2}(?:user ?-?name|user ?id|log-?in|account)\b/i;
const MY_PROBLEM = /\bi(?:'m| am)? (?:can'?t|cannot|can not|locked|unable|forgot|need)\b/i;

/**
 * A message that is a pasted mail and nothing else, whose sender writes of their own login: what the sender says, as the
 * trainer would say it of them, under their name and address. Undefined for any other message.
 */
export function pastedMail(message: string): string | undefined {
  const lines = message.split('\n', MOST_LINES);
  const from = lines.findIndex((line) => !ABOVE.test(line));
  if (!FROM.test(lines[from] ?? '') || !FIELD.test(lines[from + 1] ?? '')) return undefined;
  let body = from;
  while (FIELD.test(lines[body] ?? '')) body += 1;
  const said = message.split('\n').slice(body).join('\n').trim();
  if (!MY_LOGIN.test(said) && (USERNAME.test(said) || !MY_PROBLEM.test(said))) return undefined;
  const theirs = said.replace(/\bmy\b/gi, 'their').replace(/\bme\b/gi, 'them');
  return `${ownWords(said).text.includes('@') ? '' : senderLine(lines[from] ?? '')}${theirs}`;
}

function senderLine(from: string): string {
  const address = ADDRESS.exec(from)?.[0];
  if (address === undefined) return '';
  const name = from
    .slice(0, from.indexOf(address))
    .replace(/^[^:]*:\*?/, '')
    .replace(ORGANISATION, ' ')
    .replace(/mailto:|[<>[\]"*]/gi, ' ')
    .trim();
  return `${name} <${address}>\n`;
}
