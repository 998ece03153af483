import { HOUR_WORDS, type PartOfDay } from '../../time/typed-time.ts';

/** A time as a person wrote it, in lower case, and where it stands. */
export interface SaidTime {
  /** `part`: a part of the day, which gives way to a clock beside it. `span`: from now on. */
  readonly kind: 'clock' | 'part' | 'day' | 'span';
  readonly start: number;
  readonly end: number;
  /** A clock as `readClock` takes it, a part's usual time, a day as `comingDays` takes it, or a span's minutes. Empty where it is not clear. */
  readonly text: string;
  /** The day that a part names: "tonight". */
  readonly on?: string | undefined;
  /** The part of the day that a clock beside it is in. */
  readonly part?: PartOfDay | undefined;
  /** An hour that may be a number of people: "tomorrow 9", "for 9". */
  readonly isBare?: boolean | undefined;
  /** It says itself that something is due then: "end of day". */
  readonly due?: boolean | undefined;
}

type Read = (match: RegExpMatchArray) => Omit<SaidTime, 'start' | 'end'> | undefined;

const NUMBER = HOUR_WORDS.join('|');
const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)';
const WEEKDAY = '(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';
const TIME = String.raw`(?:\d{1,2}[:.][0-5]\d ?(?:am|pm)?|\d{1,2} ?(?:am|pm)|noon|midday)(?!\d|:\d)`;
const END = String.raw`(?: ?(?:-|to|til|till|until) ?(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)?|noon)(?![\d:/]))?`;
/** What follows a bare hour, and shows that it counts nothing. */
const NOT_COUNTED = String.raw`(?=ish\b|\s+[_§]|\s*(?:$|[,;:!?)\n]|\.(?!\d)|-(?!\d))|\s+(?:today|tomorrow|tmrw|tonight|on|this|pls|plz|please|thanks|ta|so|and|as|in the|but|not|class|course|session|start|training|${WEEKDAY}|they|we|she|he|if|or|at|for)\b)`;

const ORDINAL = String.raw`\d{1,2}(?:st|nd|rd|th)`;
const TOMORROW = 'tomorrow|tomorow|tommorow|tmrw|tmw|tmro|tomoz|2moro|2morrow';

/** The time of "first thing", which no other part of a day has. */
export const FIRST_THING = '08:00';
const PARTS: Readonly<Record<string, readonly [usual: string, part: PartOfDay]>> = {
  morning: ['09:00', 'morning'],
  am: ['09:00', 'morning'],
  afternoon: ['13:00', 'afternoon'],
  pm: ['13:00', 'afternoon'],
  evening: ['18:00', 'evening'],
};

/** Later days, and days that are not clear: their empty text keeps a clock time beside them from being another day's. */
const LATER_DAYS: readonly (readonly [RegExp, Read])[] = [
  [
    /(?<=\b(?:class|session|training|course|group|lesson|starts?) )\d{1,2}(?= (?:this (?:morning|afternoon|evening)|in the (?:morning|afternoon|evening)|tonight)\b)/g,
    (match) => clock(match),
  ],
  [
    new RegExp(String.raw`\bday after (?:${TOMORROW})\b`, 'g'),
    () => ({ kind: 'day', text: 'day after tomorrow' }),
  ],
  [
    new RegExp(
      String.raw`\b(next |last )?(?:(${WEEKDAY}),?|(today)|(${TOMORROW})) (?:a )?(week|fortnight)\b(?! ?(?:\d+(?![\d:.]| ?[ap]m)|one|two|long|of)\b)`,
      'g',
    ),
    ([, other, weekday, today, , unit]) =>
      other === undefined ? later(weekday, today, unit) : { kind: 'day', text: '' },
  ],
  [
    new RegExp(
      String.raw`\b(?:a |one )(week|fortnight) (?:on |from |after )?(?:this |(next ))?(?:(${WEEKDAY})|(today|now)|(?:${TOMORROW}))\b`,
      'g',
    ),
    ([, unit, other, weekday, today]) =>
      other === undefined ? later(weekday, today, unit) : { kind: 'day', text: '' },
  ],
  [
    new RegExp(
      String.raw`\b(?:(${WEEKDAY}),? (?:of )?(this|next) week|(this|next) week,? (?:on )?(${WEEKDAY}))\b`,
      'g',
    ),
    ([, first, of, which = of, name = first]) => ({
      kind: 'day',
      text: `${name?.slice(0, 3)} ${which} week`,
    }),
  ],
  [
    /\b(?:(?:christmas|xmas) (?:eve|day)|boxing day|new year'?s (?:eve|day))\b/g,
    ([name]) => ({ kind: 'day', text: name }),
  ],
  [
    new RegExp(
      String.raw`\b(?:good friday|easter(?: (?:sun|mon)day)?|bank holiday(?: ${WEEKDAY})?|(?:before|after|over|by|until) (?:christmas|xmas|(?:the )?new year)|day before (?:${WEEKDAY}|the )|next (?:week|month)|${WEEKDAY} (?:morning|afternoon|evening) (?:week|fortnight)|(?:this |next |the )weekend|(?:in|within) (?:an? |the )?(?:(?:${NUMBER}|\d{1,2}|few|couple of|next) )?(?:few )?(?:days?|weeks?|months?|fortnight)|(?:${NUMBER}|\d{1,2}) (?:weeks|days) (?:on|from|today|tomorrow|time)(?: ${WEEKDAY})?)\b`,
      'g',
    ),
    () => ({ kind: 'day', text: '' }),
  ],
  [
    new RegExp(
      String.raw`\b(?:(${WEEKDAY}),? )?(?:the )?(${MONTH}) (?:the )?(${ORDINAL})(?:,? (\d{4}))?\b`,
      'g',
    ),
    ([, weekday, month, day, year = '']) => dateOn(weekday, `${month} ${day} ${year}`.trim()),
  ],
];

const later = (weekday: string | undefined, today: string | undefined, unit = 'week') => ({
  kind: 'day' as const,
  text: `${weekday?.slice(0, 3) ?? (today === undefined ? 'tomorrow' : 'today')} ${unit}`,
});

/** The forms of a time, in order: text that one has matched is not matched again. The end in "9:30 - 12:30" belongs to its start. */
const FORMS: readonly (readonly [RegExp, Read])[] = [
  [/\b(?:yesterday|last \w{3,9})\b/g, () => undefined],
  [/\b(?:end of (?:the |this )?week)\b/g, () => part('17:00', 'friday', true)],
  ...LATER_DAYS,
  [
    /\b(?:end of (?:the |play )?day|end of play|eod|cop|cob|close of (?:play|business))\b/g,
    () => part('17:00', undefined, true),
  ],
  [/\b(?:first|1st) thing\b/g, () => part(FIRST_THING, undefined, true)],
  [/\b(?:before|by) lunch(?: ?time)?\b/g, () => part('12:00', undefined, true)],
  [/\bafter lunch(?: ?time)?\b/g, () => part('13:00', undefined, true)],
  [/\blunch ?time\b/g, () => part('12:00')],
  [/\btonight\b/g, () => ({ ...part('18:00', 'today'), part: 'night' })],
  [/\bthis (morning|afternoon|evening)\b/g, ([, name = '']) => partOf(name, 'today')],
  [
    /\bin the (morning|afternoon|evening)\b(?!(?:'?s)? (?:class|session|course|group|training|lot|cohort))/g,
    ([, name = '']) => ({ ...partOf(name), text: '' }),
  ],
  [
    /\b(morning|afternoon|evening)\b(?=(?:'?s)? (?:class|session|course|group|training|lot|cohort))|(?<=day |tomorrow |tmrw |mon |tues?|wed |thurs? |fri )(?:morning|afternoon|evening|am|pm)\b/g,
    ([name]) => partOf(name),
  ],
  [
    new RegExp(
      String.raw`(?<![\d/.])(?:(${WEEKDAY}),? )?(?:the )?(\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}-\d{1,2}-\d{2,4}|\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? \d{4})?)(?![\d/]|\w)`,
      'g',
    ),
    ([, weekday, date = '']) => dateOn(weekday, date.replace(',', '')),
  ],
  [
    new RegExp(
      String.raw`\b(?:(${WEEKDAY}),? )?((?!may|mar )${MONTH} \d{1,2}(?:,? \d{4})?)(?![\d:.]|\w| ?[ap]m\b)`,
      'g',
    ),
    ([, weekday, date = '']) => dateOn(weekday, date.replace(',', '')),
  ],
  [
    new RegExp(
      String.raw`(?:\b(${WEEKDAY}),? (?:the )?|(?<=\b(?:on|by|before|for|until|and) )(?:the )?|(?<=[ap]m |[:.]\d\d )(?:the )?)(${ORDINAL})(?= ?(?:$|[,.;:!?)]|at\b|@|\d|please|pls|in the\b))`,
      'g',
    ),
    ([, weekday, day = '']) => dateOn(weekday, day),
  ],
  [
    new RegExp(String.raw`\b(?:today|${TOMORROW})\b`, 'g'),
    ([name]) => ({ kind: 'day', text: name === 'today' ? name : 'tomorrow' }),
  ],
  [
    new RegExp(String.raw`\b((?:this|next) )?(${WEEKDAY})(?:'?s)?\b(?!-)`, 'g'),
    ([, which = '', name = '']) => ({ kind: 'day', text: which + name.slice(0, 3) }),
  ],
  [
    new RegExp(
      String.raw`\b(?:in |within |next |only |got )?(?:the |about |another |a |an )*(?:(\d{1,3})|(${NUMBER}|fifteen|twenty|thirty|forty|couple of)|(half an?)|(?<=\ban? |\bthe |\bwithin ))(?:-| )?(m|mins?|minutes?|h|hrs?|hours?)\b(?:( and a half))?`,
      'g',
    ),
    span,
  ],
  [
    new RegExp(
      String.raw`\b(?:half (?:past )?|(?:quarter|five|ten|twenty|twenty-?five) (?:past|to) )(?:\d{1,2}|${NUMBER})\b`,
      'g',
    ),
    clock,
  ],
  [
    new RegExp(String.raw`\b\d{1,2} (?:mins? |minutes? )?past (?:\d{1,2}|${NUMBER})\b`, 'g'),
    ([text]) => ({ kind: 'clock', text }),
  ],
  // "Starts at 10 to 3" is ten to three, "from 10 to 3" is at ten; "class 10 to 3" may be either.
  [
    new RegExp(
      String.raw`(?:(?<=\b(?:starts?|starting|begins?|beginning|by|before|at|due) )(?:5|20|25)|(?<=\b(?:by|before|at) )10) (?:mins? |minutes? )?to (?:\d{1,2}|${NUMBER})(?![\d:.]| ?[ap]m)`,
      'g',
    ),
    ([text]) => ({ kind: 'clock', text }),
  ],
  [
    /(?<![\d:.]|\b(?:from|between) )(?:5|10) to \d{1,2}(?: ?[ap]m)?(?![\d:./]|-\d)/g,
    () => ({ kind: 'clock', text: '' }),
  ],
  [/\bmidnight\b/g, () => ({ kind: 'clock', text: '' })],
  [new RegExp(String.raw`\b(?:\d{1,2}|${NUMBER}) ?o'? ?clock\b`, 'g'), clock],
  [
    /(?<![\d:./£])(\d{1,2}) ?(?:-|to|til|till|until) ?(\d{1,2})(?:[:.]\d\d)? ?([ap]m)(?![\d:/])/g,
    // "2-4pm" is of the afternoon at both ends, "9-5pm" is not.
    ([, start, end, half = '']) => ({
      kind: 'clock',
      text: Number(start) % 12 < Number(end) % 12 ? `${start}${half}` : `${start}:00`,
    }),
  ],
  [new RegExp(`(?<![\\d:./£])${TIME}(?: ?hrs)?${END}`, 'g'), clock],
  [/(?<!\d)([01]\d|2[0-3])([0-5]\d)(?: ?(?:hrs|hours|h)\b|(?!\d))/g, clock],
  [
    /(?<![\d:./])\d{1,2} ?(?:-|to|til|till|until) ?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)?(?![\d:/]|-\d| ?(?:mins?|minutes|hours|hrs|times|days|weeks)\b)/g,
    clock,
  ],
  [
    new RegExp(
      String.raw`(?<=\b(?:at|by|before|for|from|than|till|til|until|after|starts?|starting|@)[ :])(?:\d{1,2}|${NUMBER})(?!\d)${NOT_COUNTED}`,
      'g',
    ),
    (match) => ({ ...clock(match), isBare: /\bfor $/.test(match.input?.slice(0, match.index) ?? '') }),
  ],
  [
    new RegExp(String.raw`(?<=§ )(?:at )?\d{1,2}(?![\d.:]\d|\d)${NOT_COUNTED}`, 'g'),
    (match) => ({ ...clock(match), isBare: true }),
  ],
  [/(?<=\b(?:start|starts|begin|begins) )\d{1,2}ish\b/g, clock],
];

const part = (text = '09:00', on?: string, due?: boolean) => ({ kind: 'part' as const, text, on, due });

function partOf(name: string, on?: string) {
  const [usual, of] = PARTS[name] ?? [];
  return { ...part(usual, on), part: of };
}

const dateOn = (weekday: string | undefined, date: string) => ({
  kind: 'day' as const,
  text: weekday === undefined ? date : `${weekday.slice(0, 3)} ${date}`,
});

/** The start of a span of hours, as `readClock` takes it. */
function clock([text]: RegExpMatchArray) {
  const start = text
    .replace(/ ?hrs| ?hours|(?<=\d)h$|ish$/g, '')
    .replace(/ ?(?:-|\b(?:to|til|till|until)\b) ?(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)?|noon)$/, (end) =>
      /^(?:quarter|five|ten|twenty)/.test(text) ? end : '',
    )
    .trim();
  const hour = HOUR_WORDS.indexOf(start) + 1 || start;
  return { kind: 'clock' as const, text: /^\d{1,2}$/.test(`${hour}`) ? `${hour}:00` : `${hour}` };
}

const MANY: Readonly<Record<string, number>> = {
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  'couple of': 2,
};

function span([, digits, word, half, unit = '', andHalf]: RegExpMatchArray) {
  const spelled = word === undefined ? 1 : (MANY[word] ?? HOUR_WORDS.indexOf(word) + 1);
  const count =
    (half === undefined ? (digits === undefined ? spelled : Number(digits)) : 0.5) + (andHalf ? 0.5 : 0);
  const minutes = unit.startsWith('h') ? count * 60 : count;
  return minutes > 0 && minutes <= 24 * 60 ? { kind: 'span' as const, text: `${minutes}` } : undefined;
}

/** The times in a lower-case sentence, in order. What is read is overwritten with `_`, or with `§` for a day. */
export function saidTimes(sentence: string): SaidTime[] {
  let left = sentence;
  const found: SaidTime[] = [];
  for (const [form, read] of FORMS) {
    let mark = '_';
    for (const match of left.matchAll(form)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const said = read(match);
      if (said?.kind === 'day') mark = '§';
      if (said !== undefined) found.push({ ...said, start, end });
    }
    left = left.replace(form, (text) => mark.repeat(text.length));
  }
  return found.toSorted((a, b) => a.start - b.start);
}
