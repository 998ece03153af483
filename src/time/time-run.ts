import { HOUR_WORDS } from './typed-time.ts';

const MONTHS =
  'jan(?:[a-z]*ry)?|feb(?:[a-z]*ry)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:[a-z]*ber)?|oct(?:[a-z]*ber)?|nov(?:[a-z]*ber)?|dec(?:[a-z]*ber)?';
const WEEKDAYS = '(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';
const HOURS = HOUR_WORDS.join('|');
/** A word that can be part of a time. */
const SAYS_TIME = new RegExp(
  `^(?:${[
    String.raw`\d{1,4}(?:[:.]\d{2})?(?:am|pm|a\.m\.?|p\.m\.?|ish|-ish|hrs|h)?|\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?`,
    String.raw`\d{1,2}(?:st|nd|rd|th)|[ap]\.?m\.?|half|quarter|o'?clock|mins?|minutes?|hrs?|hours?|days|weeks?|fortnight`,
    "today|tonight|tomorrow|morning|afternoon|evening|night|noon|midday|midnight|christmas|xmas|boxing|year'?s|eve",
    ...[WEEKDAYS, MONTHS, HOURS],
  ].join('|')})[.,;:]?$`,
  'i',
);
/** Words between those. */
const BETWEEN =
  /^(?:at|on|of|in|the|an?|this|next|past|after|day|new|about|around|approx\.?|approximately|roughly|circa)[.,;:]?$/i;
const OF_CALENDAR = new RegExp(`^(?:${WEEKDAYS}|${MONTHS})[.,]?$`, 'i');
const NUMBER = new RegExp(`^(?:\\d{1,2}|${HOURS})$`, 'i');
/** Days that `coming-day` cannot read. */
const HOLIDAY = /^(?:on |the )*(?:good friday|easter|bank holiday|whitsun|pancake day)\b/i;
/** "5 people" does not mean five o'clock. */
const COUNTED = /^(?:people|persons|users|staff|of|more|others|calls|times)$/i;

/**
 * How many of the first words, within their sentence, can form a time; 0 where they are none. `to`: whether "ten to three" is a
 * time, or "to" ends it, as in "from ten to three".
 */
export function timeRun(words: readonly string[], most: number, to: 'to' | 'no to' = 'no to'): number {
  const belongs = (word: string, index: number) =>
    SAYS_TIME.test(word) ||
    BETWEEN.test(word) ||
    (/^to$/i.test(word) &&
      (/^(?:quarter|mins?|minutes?)$/i.test(words[index - 1] ?? '') ||
        (to === 'to' && NUMBER.test(words[index - 1] ?? '') && NUMBER.test(words[index + 1] ?? ''))));
  const isOver = (word = '') => /\.$/.test(word) && !/^(?:\d*[ap]\.m|approx)\.$/i.test(word);
  const end = words.findIndex(
    (word, index) => index >= most || !belongs(word, index) || isOver(words[index - 1]),
  );
  const run = words.slice(0, end < 0 ? words.length : end);
  return run.findLastIndex((word, at) => SAYS_TIME.test(word) || isNamedDay(run[at - 1], word)) + 1;
}

/** "Boxing Day". */
const isNamedDay = (name = '', word: string) =>
  /^(?:christmas|xmas|boxing|year'?s)$/i.test(name) && /^day[,;:]?$/i.test(word);

/**
 * Whether the first `length` words are the whole time, of the `run` that can form one: "6pm" is not all of "6pm Friday week". A
 * number after it may count something: "until 08:00 3 servers are down".
 */
export function isWholeTime(words: readonly string[], length: number, run: number): boolean {
  const said = words.slice(0, length);
  if (length === 1 && NUMBER.test(said[0] ?? '') && COUNTED.test(words[1] ?? '')) return false;
  // "The 4th floor" may be no day, "Sat 28th" is one.
  const isOrdinal = length < words.length && /^\d{1,2}(?:st|nd|rd|th)$/i.test(said.at(-1) ?? '');
  if (isOrdinal && !OF_CALENDAR.test(said.at(-2) ?? '')) return false;
  if (HOLIDAY.test(words.slice(length).join(' '))) return false;
  const left = words.slice(length, run).filter((word) => !BETWEEN.test(word));
  return left.length === 0 || (left.length === 1 && NUMBER.test(words[run - 1] ?? ''));
}
