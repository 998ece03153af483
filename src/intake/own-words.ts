/** A username of the usual shape, wherever it stands. */
const USERNAME = /\d{3}[a-z][a-z'-]+\d{2}/i;

const QUOTE_LINE = /^\s*(>|&gt;)/;
const REPLY_HEADER =
  /^\s*(-{2,}\s*(original|forwarded) message|_{8,}\s*$|on\b.{5,120}\bwrote:\s*$|begin forwarded message)/i;
const HEADER_FIELD = /^\s*(from|sent|to|date|subject|cc):\s/i;

const SIGN_OFF_LINE =
  /^\s*(--\s*$|sent from my\b|get outlook for\b|((with )?(kind|kindest|warm|warmest|best|many)\s+)?(regards|wishes)\b(?!\s+(to|the|my|a|this)\b)|kr\b|rgds\b|yours\b|sincerely\b|(many )?(thanks?|thank you)\b[^@\d]{0,40}$|thx\b|cheers\b|ta\b[\s,.!x]*$|all the best\b|best,?\s*$)/i;
const SIGN_OFF_INSIDE =
  /\b(kind(est)? regards|best wishes|best regards|warm regards|many thanks|regards(?! (to|the|my|a|this)\b)|thanks?( you)?|cheers)\b[\s,.!-]*/gi;
const EMAIL_LABEL = /\b(e-?mail|address)\b/i;

export type OwnWords = { readonly text: string; readonly quoted: boolean; readonly signature: boolean };

/** The part of a message that its writer wrote for it: without quoted replies and without the signature. */
export function ownWords(text: string): OwnWords {
  const { lines, quoted } = withoutQuotes(text.split('\n'));
  const end = signatureStart(lines);
  const kept = lines.slice(0, end.line);
  const cut = lines[end.line];
  if (cut !== undefined && end.column > 0) kept.push(cut.slice(0, end.column));
  return { text: kept.join('\n'), quoted, signature: end.line < lines.length };
}

function withoutQuotes(lines: readonly string[]): { lines: string[]; quoted: boolean } {
  const reply = lines.findIndex(
    (line, at) =>
      REPLY_HEADER.test(line.slice(0, 200)) ||
      (/^\s*from:\s/i.test(line) && lines.slice(at + 1, at + 5).some((next) => HEADER_FIELD.test(next))),
  );
  const own = reply < 0 ? lines : lines.slice(0, reply);
  const kept = own.filter((line) => !QUOTE_LINE.test(line));
  return { lines: kept, quoted: kept.length < lines.length };
}

/** Where the signature begins: a sign-off after which no username comes. "Thanks" can also open a message. */
function signatureStart(lines: readonly string[]): { line: number; column: number } {
  let lastUsername = -1;
  lines.forEach((line, at) => {
    if (USERNAME.test(line)) lastUsername = at;
  });
  for (let at = Math.max(0, lastUsername); at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (at > lastUsername && SIGN_OFF_LINE.test(line.slice(0, 120))) return { line: at, column: 0 };
    const column = signOffInside(line, at === lastUsername);
    if (column !== undefined) return { line: at, column };
  }
  return { line: lines.length, column: 0 };
}

/** "… Kind regards, Chloe chloe.martin@nhs.net" on the line of the request itself. */
function signOffInside(line: string, holdsUsername: boolean): number | undefined {
  for (const match of line.matchAll(SIGN_OFF_INSIDE)) {
    const rest = line.slice(match.index + match[0].length);
    if (holdsUsername && USERNAME.test(rest)) continue;
    if (rest.includes('@') && !EMAIL_LABEL.test(rest.slice(0, rest.indexOf('@')))) return match.index;
    if (/regards|wishes/i.test(match[0])) return match.index;
  }
  return undefined;
}
