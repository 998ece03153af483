const MONTHS =
  'jan(?:[a-z]*ry)?|feb(?:[a-z]*ry)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:[a-z]*ber)?|oct(?:[a-z]*ber)?|nov(?:[a-z]*ber)?|dec(?:[a-z]*ber)?';
const WEEKDAYS = '(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';
const HOURS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
/** A word that can be a time, or makes a number one. */
const SAYS_TIME = new RegExp(
  `^(?:${[
    String.raw`\d{1,4}(?:[:.]\d{2})?(?:am|pm|a\.m\.?|p\.m\.?|ish|-ish|hrs|h)?|\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?`,
    String.raw`\d{1,2}(?:st|nd|rd|th)|[ap]\.?m\.?|half|quarter|o'?clock|mins?|minutes?|hrs?|hours?|days|weeks?|fortnight`,
    "today|tonight|tomorrow|morning|afternoon|evening|night|noon|midday|midnight|christmas|xmas|boxing|year'?s|eve",
    ...[WEEKDAYS, MONTHS, HOURS],
  ].join('|')})[.,;:]?$`,
  'i',
);
/** What stands between those. */
const BETWEEN =
  /^(?:at|on|of|in|the|an?|this|next|past|after|day|new|about|around|approx\.?|approximately|roughly|circa)[.,;:]?$/i;
const OF_CALENDAR = new RegExp(`^(?:${WEEKDAYS}|${MONTHS})[.,]?$`, 'i');
const NUMBER = new RegExp(`^(?:\\d{1,2}|${HOURS})$`, 'i');
/** Days that cannot be read. */
const HOLIDAY = /^(?:on |the )*(?:good friday|easter|bank holiday|whitsun|pancake day)\b/i;
/** "5 people" is no five o'clock. */
const COUNTED = /^(?:people|persons|users|staff|of|more|others|calls|times)$/i;

/** How many words a text begins with that a time can be made of, to the end of a sentence; none where they say no time. `to`: "ten to three" is one. */
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
 * Whether the first words say a time that is whole: "4" of "4 Dec" is none, and "6pm" of "6pm Friday week" is not all of it. A number
 * behind it counts something: "until 08:00 3 servers are down".
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
