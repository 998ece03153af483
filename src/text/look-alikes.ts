/** Quotation marks and primes. Before NFKC, which takes "´" apart into a space and an accent. */
const APOSTROPHES = /[‘’‚‛ʹʻʼʽ′`´ˊ＇]/gu;
const QUOTES = /[“”„‟″«»＂]/gu;
/** Every hyphen and dash, the minus signs and the bullet that looks like one. */
const DASHES = /[\p{Pd}\u02D7\u2043\u2212]/gu;
/** The full stops of other scripts, which keyboards for them type into addresses too. */
const STOPS = /[\u3002\u06D4]/gu;
/** Digits that phones set to Arabic, Persian, Hindi or Bengali type. Each run begins with its zero. */
const DIGITS = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF]/gu;
/** Zero-width and bidirectional characters, soft hyphens, fillers: they take no place on the screen. */
const UNSEEN = /\u034F|[\p{Cf}\u115F\u1160\u3164]/gu;
/** How an emoji is drawn: in an address it is as unseen as the others. */
const VARIATION = /[\uFE00-\uFE0F]/gu;

/** No message is longer. NFKC makes eighteen letters of one (U+FDFA), so what comes of it is cut too. */
const LONGEST = 32_000;

/**
 * The text with every character that looks like another read as what it stands for: hyphens and dashes, quotation marks,
 * spaces, full-width letters and digits; what nobody can see is left out. For reading addresses, usernames, references,
 * numbers, codes and commands. What people say is kept and shown as they typed it.
 */
export function foldLookAlikes(text: string): string {
  return withoutUnseen(text.slice(0, LONGEST))
    .replace(VARIATION, '')
    .replace(APOSTROPHES, "'")
    .replace(QUOTES, '"')
    .normalize('NFKC')
    .slice(0, LONGEST)
    .replace(DASHES, '-')
    .replace(STOPS, '.')
    .replace(DIGITS, digit)
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/[^\S\n\t]/g, ' ');
}

/** The text without characters that take no place on the screen. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}

function digit(character: string): string {
  const code = character.charCodeAt(0);
  return String((code & 0xf) - (code < 0x0900 ? 0 : 6));
}
