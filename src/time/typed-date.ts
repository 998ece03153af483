import { Temporal } from 'temporal-polyfill';
import { type IsoDate, type IsoInstant, inLondon } from './clock.ts';
import { HOUR_WORDS } from './typed-time.ts';

/** The days a person can have meant; one day when `from` and `to` are the same. Neither is after today. */
export type TypedDate = { readonly from: IsoDate; readonly to: IsoDate };

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const NUMBERS = /^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const MONTH_NAMED = /^(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)? )?([a-z]{3,9})(?:,? (\d{4}))?$/;

const YEAR = /^((?:19|20)\d{2})$/;

// The last 29 February can be this far back (2100 is not a leap year).
const YEARS_BACK = 8;

type Span = readonly [first: Temporal.PlainDate, last: Temporal.PlainDate];

/** In lower case, as typed text is compared with them. */
export const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const WEEKDAY = /^(?:last )?([a-z]{3,9})(?: (?:morning|afternoon|evening|night))?$/;
const LONG_AGO = /^(\d{1,3}|(?:a )?[a-z]+(?: of)?) (day|week|month|year)s?(?: ago)?$/;
const ROUND_NUMBERS = new Map([
  ['fifteen', 15],
  ['twenty', 20],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['sixty', 60],
  ['ninety', 90],
]);

/** The number in "2", "seven", "a" or "a couple of". */
export function readCount(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  if (/^an?$/.test(text)) return 1;
  if (/^(?:a )?couple(?: of)?$/.test(text)) return 2;
  return HOUR_WORDS.indexOf(text) + 1 || ROUND_NUMBERS.get(text);
}

/** What people say before a time: "It was about 2 days ago". */
const LEAD =
  /^(?:(?:it|that|i)(?:'?s| was| has| have|'?ve)|been|was|asked|did it|on|in|at|about|around|since|for|maybe|roughly|approx(?:imately)?) /;

/** The typed text in lower case, without those words and a closing full stop. */
function withoutLead(typed: string): string {
  let text = typed
    .trim()
    .toLowerCase()
    .replaceAll('\u2019', "'")
    .replace(/[.!]+$/, '');
  while (LEAD.test(text)) text = text.replace(LEAD, '');
  return text;
}

/**
 * What a person typed as a past date, day before month as in the UK: "3/11/2026", "3 Nov", "November", "last week",
 * "on Monday", "2 days ago", "2024". Without a year the most recent is meant. Otherwise, why it cannot be used.
 */
export function readTypedDate(
  typed: string,
  now: IsoInstant,
): TypedDate | { readonly problem: 'not-a-date' | 'in-the-future' } {
  const today = inLondon(now).toPlainDate();
  const text = withoutLead(typed);
  const span = relative(text, today) ?? absolute(text, today);
  if (span === undefined) return { problem: 'not-a-date' };
  const [first, last] = span;
  if (isAfter(first, today)) return { problem: 'in-the-future' };
  return { from: first.toString(), to: (isAfter(last, today) ? today : last).toString() };
}

function relative(text: string, today: Temporal.PlainDate): Span | undefined {
  const yesterday = today.subtract({ days: 1 });
  const sunday = today.subtract({ days: today.dayOfWeek });
  if (/^(?:(?:earlier )?today|this (?:morning|afternoon|evening)|tonight)$/.test(text)) return [today, today];
  if (/^yesterday(?: (?:morning|lunchtime|afternoon|evening|night))?$/.test(text))
    return [yesterday, yesterday];
  if (/^(?:the )?day before yesterday$/.test(text))
    return [today.subtract({ days: 2 }), today.subtract({ days: 2 })];
  if (/^(?:a )?fortnight(?: ago)?$/.test(text))
    return [today.subtract({ days: 14 }), today.subtract({ days: 14 })];
  if (text === 'last night') return [yesterday, today];
  if (text === 'this week') return [sunday.add({ days: 1 }), today];
  if (text === 'last week') return [sunday.subtract({ days: 6 }), sunday];
  if (text === 'this month') return wholeMonth(today.with({ day: 1 }));
  if (text === 'last month') return wholeMonth(today.with({ day: 1 }).subtract({ months: 1 }));
  if (text === 'this year') return wholeYear(today.year);
  if (text === 'last year') return wholeYear(today.year - 1);
  const [, much = '', unit] = LONG_AGO.exec(text) ?? [];
  const count = readCount(much);
  if (count !== undefined && unit !== undefined) {
    const day = today.subtract(
      { day: { days: count }, week: { weeks: count }, month: { months: count }, year: { years: count } }[
        unit
      ] ?? {},
    );
    return [day, day];
  }
  if (/^(?:a )?few days(?: ago)?$/.test(text))
    return [today.subtract({ days: 6 }), today.subtract({ days: 2 })];
  const weekday = WEEKDAYS.findIndex((name) => name.startsWith(WEEKDAY.exec(text)?.[1] ?? '-'));
  if (weekday < 0) return undefined;
  const day = today.subtract({ days: ((today.dayOfWeek - 1 - weekday + 6) % 7) + 1 });
  // Today's own name may mean today, or a week ago.
  return weekday === today.dayOfWeek - 1 ? [day, today] : [day, day];
}

function absolute(text: string, today: Temporal.PlainDate): Span | undefined {
  const [, year] = YEAR.exec(text) ?? [];
  if (year !== undefined) return wholeYear(Number(year));
  const parts = dateParts(text);
  return parts && latest(parts, today);
}

/** The parts of a date as people write it in the UK. The day may not exist: 31 February. */
export function dateParts(
  text: string,
): { readonly year?: number; readonly month: number; readonly day?: number } | undefined {
  const [, y, m, d] = YEAR_FIRST.exec(text) ?? [];
  if (d !== undefined) return { year: Number(y), month: Number(m), day: Number(d) };
  const [, day, month, year] = NUMBERS.exec(text) ?? [];
  if (day !== undefined) return { ...yearOf(year), month: Number(month), day: Number(day) };
  const [, namedDay, name, namedYear] = MONTH_NAMED.exec(text) ?? [];
  const index = name === undefined ? -1 : MONTHS.findIndex((long) => long.startsWith(name));
  if (index < 0) return undefined;
  return { ...yearOf(namedYear), month: index + 1, ...(namedDay !== undefined && { day: Number(namedDay) }) };
}

const yearOf = (year: string | undefined) =>
  year !== undefined && { year: Number(year.length === 2 ? `20${year}` : year) };

function latest(
  { year, month, day }: NonNullable<ReturnType<typeof dateParts>>,
  today: Temporal.PlainDate,
): Span | undefined {
  if (year !== undefined) return inYear(month, day, year);
  for (let back = 0; back <= YEARS_BACK; back += 1) {
    const span = inYear(month, day, today.year - back);
    if (span !== undefined && !isAfter(span[0], today)) return span;
  }
  return undefined;
}

function inYear(month: number, day: number | undefined, year: number): Span | undefined {
  try {
    const date = Temporal.PlainDate.from({ year, month, day: day ?? 1 }, { overflow: 'reject' });
    return day === undefined ? wholeMonth(date) : [date, date];
  } catch {
    return undefined; // no such day: 31 February, month 13
  }
}

function wholeMonth(first: Temporal.PlainDate): Span {
  return [first, first.with({ day: first.daysInMonth })];
}

function wholeYear(year: number): Span {
  return [
    Temporal.PlainDate.from({ year, month: 1, day: 1 }),
    Temporal.PlainDate.from({ year, month: 12, day: 31 }),
  ];
}

function isAfter(date: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, other) > 0;
}
