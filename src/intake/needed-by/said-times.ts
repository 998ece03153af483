/** A time as a person wrote it, in lower case, and where it stands. */
export interface SaidTime {
  /** `part`: a part of the day, which gives way to a clock beside it. `span`: from now on. */
  readonly kind: 'clock' | 'part' | 'day' | 'span';
  readonly start: number;
  readonly end: number;
  /** A clock as `readClock` takes it, a part's usual time, a day as `comingDays` takes it, or a span's minutes. */
  readonly text: string;
  /** The day that a part names: "tonight". */
  readonly on?: string | undefined;
  /** It says itself that something is due then: "end of day". */
  readonly due?: boolean | undefined;
}

type Read = (match: RegExpMatchArray) => Omit<SaidTime, 'start' | 'end'> | undefined;

const NUMBER = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)';
const WEEKDAY = '(?:mon|tues?|wed(?:nes)?|weds|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';
const TIME = String.raw`(?:\d{1,2}[:.][0-5]\d ?(?:am|pm)?|\d{1,2} ?(?:am|pm)|noon|midday)(?!\d|:\d)`;
const END = String.raw`(?: ?(?:-|to|til|till|until) ?(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)?|noon)(?![\d:/]))?`;
/** Behind an hour that is only a number: what shows that it counts nothing. */
const NOT_COUNTED = String.raw`(?=ish\b|\s*(?:$|[,;:!?)\n]|\.(?!\d)|-(?!\d))|\s+(?:today|tomorrow|tmrw|on|this|pls|plz|please|thanks|ta|so|and|as|in the|but|class|course|session|start|training|${WEEKDAY}|they|we|she|he|if|or|at|for)\b)`;

const PARTS: Readonly<Record<string, string>> = {
  morning: '09:00',
  am: '09:00',
  afternoon: '13:00',
  pm: '13:00',
  evening: '18:00',
};

/** The forms of a time: the first that takes a place keeps it. A clock's end, "9:30 - 12:30", is taken with its start. */
const FORMS: readonly (readonly [RegExp, Read])[] = [
  [/\b(?:yesterday|last \w{3,9})\b/g, () => undefined],
  [/\b(?:end of (?:the |this )?week)\b/g, () => part('17:00', 'friday', true)],
  [
    /\b(?:end of (?:the |play )?day|end of play|eod|cop|cob|close of (?:play|business))\b/g,
    () => part('17:00', undefined, true),
  ],
  [/\bfirst thing\b/g, () => part('08:00', undefined, true)],
  [/\b(?:before|by) lunch(?: ?time)?\b/g, () => part('12:00', undefined, true)],
  [/\bafter lunch(?: ?time)?\b/g, () => part('13:00', undefined, true)],
  [/\btonight\b/g, () => part('18:00', 'today')],
  [/\bthis (morning|afternoon|evening)\b/g, ([, name = '']) => part(PARTS[name], 'today')],
  [
    /\b(morning|afternoon|evening)\b(?=(?:'?s)? (?:class|session|course|group|training|lot|cohort))|(?<=day |tomorrow |tmrw |mon |tues?|wed |thurs? |fri )(?:morning|afternoon|evening|am|pm)\b/g,
    ([name]) => part(PARTS[name]),
  ],
  [
    new RegExp(
      String.raw`(?<![\d/.])(?:(?:${WEEKDAY}),? )?(?:the )?(\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? \d{4})?)(?![\d/]|\w)`,
      'g',
    ),
    ([, date = '']) => ({ kind: 'day', text: date.replace(',', '') }),
  ],
  [
    /\b(?:today|tomorrow|tomorow|tommorow|tmrw|tmw|tmro|tomoz|2moro|2morrow)\b/g,
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
  [new RegExp(String.raw`\b(?:\d{1,2}|${NUMBER}) ?o'? ?clock\b`, 'g'), clock],
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
    clock,
  ],
  [/(?<=\b(?:start|starts|begin|begins) )\d{1,2}ish\b/g, clock],
];

const part = (text = '09:00', on?: string, due?: boolean) => ({ kind: 'part' as const, text, on, due });

/** Without the end of a span of hours and without what `readClock` does not know. */
function clock([text]: RegExpMatchArray) {
  const start = text
    .replace(/ ?hrs| ?hours|(?<=\d)h$|ish$/g, '')
    .replace(/ ?(?:-|\b(?:to|til|till|until)\b) ?(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)?|noon)$/, (end) =>
      /^(?:quarter|five|ten|twenty)/.test(text) ? end : '',
    )
    .trim();
  const hour = HOURS.indexOf(start) + 1 || start;
  return { kind: 'clock' as const, text: /^\d{1,2}$/.test(`${hour}`) ? `${hour}:00` : `${hour}` };
}

const HOURS = NUMBER.split('|');
const MANY: Readonly<Record<string, number>> = {
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  'couple of': 2,
};

function span([, digits, word, half, unit = '', andHalf]: RegExpMatchArray) {
  const spelled = word === undefined ? 1 : (MANY[word] ?? HOURS.indexOf(word) + 1);
  const count =
    (half === undefined ? (digits === undefined ? spelled : Number(digits)) : 0.5) + (andHalf ? 0.5 : 0);
  const minutes = unit.startsWith('h') ? count * 60 : count;
  return minutes > 0 && minutes <= 24 * 60 ? { kind: 'span' as const, text: `${minutes}` } : undefined;
}

/** The times in a sentence in lower case, in order. */
export function saidTimes(sentence: string): SaidTime[] {
  let left = sentence;
  const found: SaidTime[] = [];
  for (const [form, read] of FORMS) {
    for (const match of left.matchAll(form)) {
      const [start, end] = [match.index, match.index + match[0].length];
      const said = read(match);
      if (said !== undefined) found.push({ ...said, start, end });
    }
    left = left.replace(form, (text) => '_'.repeat(text.length));
  }
  return found.toSorted((a, b) => a.start - b.start);
}
