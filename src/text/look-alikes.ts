/** Quotation marks and primes. Before NFKC, which takes "´" apart into a space and an accent. */
const APOSTROPHES = /[‘’‚‛ʹʻʼʽ′`´ˊ＇]/gu;
const QUOTES = /[“”„‟″«»＂]/gu;
/** Every hyphen and dash, the minus signs and the bullet that looks like one. */
const DASHES = /[\p{Pd}\u02D7\u2043\u2212]/gu;
/** The full stops of other scripts, which keyboards for them type into addresses too. */
const STOPS = /[\u3002\u06D4]/gu;
/** Digits that phones set to Arabic, Persian, Hindi or Bengali type. Each run begins with its zero. */
const DIGITS = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF]/gu;
/** Circled digits that NFKC leaves unchanged. Each run begins with its one. */
const CIRCLED = /[\u24F5-\u24FD\u2776-\u277E\u2780-\u2788\u278A-\u2792]/gu;
/** Zero-width and bidirectional characters, soft hyphens, fillers: they take no place on the screen. */
const UNSEEN = /\u034F|[\p{Cf}\u115F\u1160\u3164]/gu;
/** How an emoji is drawn, and the key around "4\u20E3": in an address they are as unseen as the others. */
const VARIATION = /[\uFE00-\uFE0F\u20E3]/gu;

/** Cyrillic, Greek, Armenian and phonetic letters with the Latin one they pass for, from Unicode's confusables (UTS #39). */
const PASSES_FOR = new Map(
  Object.entries({
    ...{
      a: 'аαɑᴀ',
      b: 'ʙ',
      c: 'сϲᴄ',
      d: 'ԁᴅ',
      e: 'еҽᴇ',
      f: 'ғꜰ',
      g: 'ɡɢց',
      h: 'һհ',
      i: 'іιıɪ',
      j: 'јϳᴊ',
      k: 'кκᴋ',
    },
    ...{
      l: 'ӏʟ',
      m: 'мᴍ',
      n: 'пηɴո',
      o: 'оοσօᴏ',
      p: 'рρᴘ',
      q: 'ԛզ',
      r: 'гʀ',
      s: 'ѕꜱ',
      t: 'тτᴛ',
      u: 'υսᴜ',
      v: 'ѵνᴠ',
    },
    ...{
      w: 'ԝωшաᴡ',
      x: 'хχ',
      y: 'уγʏ',
      z: 'ᴢ',
      A: 'АΑ',
      B: 'ВΒЬ',
      C: 'СϹ',
      E: 'ЕΕ',
      H: 'НΗ',
      I: 'ІΙӀ',
      J: 'Ј',
      K: 'КΚ',
    },
    ...{ M: 'МΜ', N: 'Ν', O: 'ОΟ', P: 'РΡ', Q: 'Ԛ', S: 'ЅՏ', T: 'ТΤ', W: 'Ԝ', X: 'ХΧ', Y: 'УΥҮ', Z: 'Ζ' },
  }).flatMap(([latin, others]) => [...others].map((one) => [one, latin] as const)),
);
const MAY_PASS = /[\u0131\u0250-\u02AF\u0370-\u058F\u1D00-\u1D22\uA730\uA731]/g;

/** No message is longer. NFKC makes eighteen letters of one (U+FDFA), so the result is cut too. */
const LONGEST = 32_000;

/**
 * The text with every look-alike character replaced by its plain form: hyphens and dashes, quotation marks, spaces, full-width
 * letters and digits; invisible characters are dropped. For reading addresses, usernames, references, numbers, codes and
 * commands. Messages are stored and shown as typed.
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
    .replace(CIRCLED, circledDigit)
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(/[^\S\n\t]/g, ' ');
}

/** A folded text, with the start and end of each of its characters in the original. */
export interface FoldedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** How much of the original was read. */
  readonly length: number;
}

/** As `foldLookAlikes`, for cutting from the original afterwards. Each character is folded by itself. */
export function foldInPlace(original: string): FoldedText {
  const folded = new Map<string, string>();
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  let at = 0;
  for (const character of original) {
    const end = at + character.length;
    let stands = character;
    if (character > '~') {
      stands = folded.get(character) ?? foldLookAlikes(character);
      folded.set(character, stands);
    } else if (character === '`') stands = "'";
    if (text.length + stands.length > LONGEST) break;
    text += stands;
    // The key around a digit is dropped too.
    if (stands === '' && ends.length > 0 && character.search(VARIATION) === 0) ends[ends.length - 1] = end;
    for (let one = 0; one < stands.length; one += 1) {
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { text, starts, ends, length: at };
}

/** The text with letters of other alphabets as the Latin ones they pass for, each in its place. For finding, never for keeping. */
export function asLatin(text: string): string {
  return text.replace(MAY_PASS, (letter) => PASSES_FOR.get(letter) ?? letter);
}

/** The text without characters that take no place on the screen. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}

function digit(character: string): string {
  const code = character.charCodeAt(0);
  return String((code & 0xf) - (code < 0x0900 ? 0 : 6));
}

function circledDigit(character: string): string {
  const code = character.charCodeAt(0);
  const run = [0x278a, 0x2780, 0x2776, 0x24f5].find((first) => first <= code) ?? code;
  return String(code - run + 1);
}
