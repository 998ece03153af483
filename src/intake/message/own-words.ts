/** A username of the usual shape, anywhere. */
const USERNAME = /\d{3}[a-z][a-z'-]+\d{2}/i;
const USERNAMES = new RegExp(USERNAME, 'gi');
/** A job, an employer or a telephone number, as signatures have them. */
const CALLING_CARD =
  /\b(trainers?|matron|nurse|manager|lead|specialist|analyst|officer|educator|facilitator|practitioner|administrator|department|directorate|nhs foundation trust|tel|telephone|mobile|mob|ext|www)\b|\b0\d{2,4}[ -]?\d{3}/i;

const QUOTE_LINE = /^\s*(>|&gt;)/;
const REPLY_HEADER =
  /^\s*(-{2,}\s*(original|forwarded) message|_{8,}\s*$|on\b.{5,120}\bwrote:\s*$|[^<>\n]{2,80}<[^<>\s]{3,110}> ?wrote:\s*$|begin forwarded message)/i;
const HEADER_FIELD = /^\s*(from|sent|to|date|subject|cc):\s/i;

const SIGN_OFF_LINE =
  /^\s*(--\s*$|sent from my\b|get outlook for\b|((with )?(kind|kindest|warm|warmest|best|many)\s+)?(regards|wishes)\b(?!\s+(to|the|my|a|this)\b)|kr\b|rgds\b|yours\b|sincerely\b|(many )?(thanks?|thank you)\b[^@\d]{0,40}$|thx\b|cheers\b|ta\b[\s,.!x]*$|all the best\b|best,?\s*$)/i;
const SIGN_OFF_INSIDE =
  /\b(kind(est)? regards|best wishes|best regards|warm regards|many thanks|regards(?! (to|the|my|a|this)\b)|thanks?( you)?|cheers)\b[\s,.!-]*/gi;
/** "… please, thanks" with a name on the line below. */
const SIGN_OFF_AT_END =
  /(\b(thanks?( you)?|cheers|ta|thx|regards|best wishes)\b[\s,.!x]*|^\s*[-–—]{1,3}\s*)$/i;
/** "… Thanks, Chloe" */
const SIGNED_AT_END =
  /(^|[\s.,!])([Tt]hanks?( you)?|[Cc]heers|[Tt]a|[Tt]hx|[Rr]egards|[Bb]est wishes)[\s,.!-]+\p{Lu}[\p{L}'-]+( \p{Lu}[\p{L}'-]*)?[\s.x]*$/u;
const EMAIL_LABEL = /\b(e-?mail|address)\b/i;

export type OwnWords = {
  readonly text: string;
  /** What was left out because it quotes another message, with its header. Empty where there is none. */
  readonly quotation: string;
  readonly signature: boolean;
};

/** No message is longer. */
const LONGEST = 32_000;

/** The part of a message that its writer wrote for it: without quoted replies and without the signature. */
export function ownWords(text: string): OwnWords {
  const { lines, quotation } = withoutQuotes(text.slice(0, LONGEST).split('\n'));
  const end = signatureStart(lines);
  const kept = lines.slice(0, end.line);
  const cut = lines[end.line];
  if (cut !== undefined && end.column > 0) kept.push(cut.slice(0, end.column));
  return { text: unwrapped(kept.join('\n')), quotation, signature: end.line < lines.length };
}

/** Joins lines that continue: "Her email is" at the end of one. */
function unwrapped(text: string): string {
  return text
    .replace(/(\b(?:is|whose|her|his|their|with|the|for|and)) ?\n(?=[^\n])/gi, '$1 ')
    .replace(/([^\n:.]) ?\n(?=(?:is|are|which|whose)\b)/g, '$1 ');
}

function withoutQuotes(lines: readonly string[]): { lines: string[]; quotation: string } {
  const reply = lines.findIndex(
    (line, at) =>
      REPLY_HEADER.test(line.slice(0, 200)) ||
      (/^\s*from:\s/i.test(line) && lines.slice(at + 1, at + 5).some((next) => HEADER_FIELD.test(next))),
  );
  const own = reply < 0 ? lines : lines.slice(0, reply);
  const kept = own.filter((line) => !QUOTE_LINE.test(line));
  const marked = own.filter((line) => QUOTE_LINE.test(line));
  return { lines: kept, quotation: [...marked, ...lines.slice(own.length)].join('\n') };
}

/** Where the signature begins: a sign-off after which no username comes. "Thanks" can also open a message. */
function signatureStart(lines: readonly string[]): { line: number; column: number } {
  let lastUsername = -1;
  lines.forEach((line, at) => {
    if (USERNAME.test(line)) lastUsername = at;
  });
  for (let at = Math.max(0, lastUsername); at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    if (at > lastUsername && SIGN_OFF_LINE.test(line.slice(0, 120))) return { line: at, column: 0 };
    const off = SIGN_OFF_AT_END.test(line.slice(-40)) && isName(nextFilled(lines, at));
    if (off || SIGNED_AT_END.test(line.slice(-60))) return { line: at + 1, column: 0 };
    const column = signOffInside(line, at === lastUsername);
    if (column !== undefined) return { line: at, column };
  }
  return { line: unsigned(lines, lastUsername), column: 0 };
}

/** Where a signature without a sign-off begins: a last paragraph with a name, and a job or telephone number under it. */
function unsigned(lines: readonly string[], lastUsername: number): number {
  const usernames = lines.join(' ').match(USERNAMES)?.join(' ').toLowerCase() ?? '';
  const start = lines.findIndex((line, at) => {
    const opens = at > lastUsername && (lines[at - 1]?.trim() === '' || at === lastUsername + 1);
    return opens && isName(line) && CALLING_CARD.test(lines.slice(at, at + 8).join('\n'));
  });
  const words = (lines[start] ?? '').toLowerCase().split(/[^\p{L}]+/u);
  const learner = words.some((word) => word.length > 2 && usernames.includes(word));
  return start < 0 || learner ? lines.length : start;
}

function nextFilled(lines: readonly string[], at: number): string {
  return lines.slice(at + 1, at + 4).find((line) => line.trim() !== '') ?? '';
}

function isName(line: string): boolean {
  return /^\s*\p{Lu}[\p{L}'-]+( \p{Lu}[\p{L}'.-]*){0,3}[\s,.x]*$/u.test(line.slice(0, 80));
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
