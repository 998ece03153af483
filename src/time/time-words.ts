/** Words around a time that do not change it: "I asked for it at about …, I think". */
const AROUND =
  /(?<![\w'])(?:i(?:'ve|'d|'m)?(?! may)|it(?:'s|s)?|that|was|were|is|have|has|had|been|must|ask(?:ed)?|request(?:ed)?|sent|submitted|applied|clicked|pressed|did|done|tried|waiting|since|think|guess|believe|reckon|probably|maybe|perhaps|roughly|approx(?:imately)?|about|around|circa|the|for|email|e-mail|link|reset|again|only|please|sorry|or so|or thereabouts|on|got|get|locked(?: out)?|left|joined|happened|created|made|last time|mine)(?![\w'])/g;

/** "At 9" and "since nine" are times of day; "9" alone may be minutes. */
const LONE_HOUR =
  /(?<!\w)(?:at|about|around|since|circa) (\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=$| (?:this|in|on|yesterday|today|last|at)\b)/;
const HOUR_ISH = /(?<![\w:.])(\d{1,2}) ?-?ish\b/;

/** A typed time in lower case, without the words around it. */
export function plainTimeWords(typed: string): string {
  return typed
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll('\u2019', "'")
    .replace(/[,;!?()]|\.(?=\s|$)(?<![ap]\.m\.)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(HOUR_ISH, "$1 o'clock")
    .replace(/ ?-?ish\b/g, '')
    .replace(LONE_HOUR, "$1 o'clock")
    .replace(AROUND, ' ')
    .replace(/\blunch(?: ?time)?\b/g, 'lunchtime')
    .replace(/\bhalf hour\b/g, 'half an hour')
    .replace(/\b12 (?=noon|midnight)/g, '')
    .replace(/\bo'? ?clock\b/g, "o'clock")
    .replace(/\b(?:first thing|early|late)\b/g, ' ')
    .replace(/\blong time\b/g, 'long while')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Longer text does not answer "when?". */
const LONGEST = 60;

const NAMES = [
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?',
  '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun|yester|to)(?:day)?s?',
];
const NUMBERS =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety';
const UNITS = '(?:secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|wks?|weeks?|fortnight|months?|yrs?|years?)';
const FIGURES = String.raw`\d{1,4}(?:[:./-]\d{1,4}){0,2} ?(?:am|pm|a\.m\.?|p\.m\.?|st|nd|rd|th|s|m|h|d|${UNITS})?`;
const OF_TIME = new RegExp(
  `^(?:${[...NAMES, NUMBERS, UNITS, FIGURES].join('|')}|morning|lunchtime|afternoon|evening|night|tonight|tomorrow|noon|midday|midnight|half|quarter|ago|[ap]\\.?m\\.?|o'clock|now|earlier|recently|ages)$`,
);
const BETWEEN =
  /^(?:an?|at|in|of|and|or|to|past|after|before|back|few|couple|several|some|more|less|than|over|under|nearly|almost|within|least|up|just|right|last|past|this|next|other|day|while|long|bit|moment|quarters|not|even|longer|s|m|h|d|-)$/;

/** "500", "404.": an HTTP error number. With a colon, "at" or "am" it would be a time. */
export const isErrorNumber = (typed: string): boolean =>
  /^\W*(?:40[013-589]|429|50[0-5])\W*$/.test(typed.slice(0, LONGEST));

/** Whether a message is about a time and nothing else, even one that cannot be read: it answers "when?". */
export function isAboutTime(typed: string): boolean {
  if (typed.length > LONGEST || isErrorNumber(typed)) return false;
  const words = plainTimeWords(typed).split(' ');
  return (
    words.every((word) => OF_TIME.test(word) || BETWEEN.test(word)) &&
    words.some((word) => OF_TIME.test(word) && word !== 'to')
  );
}
