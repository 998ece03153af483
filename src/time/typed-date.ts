import { Temporal } from 'temporal-polyfill';
import { type IsoDate, type IsoInstant, inLondon } from './clock.ts';

/** The days a person can have meant; one day when `from` and `to` are the same. Neither is after today. */
export type TypedDate = { readonly from: IsoDate; readonly to: IsoDate };

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const NUMBERS = /^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const MONTH_NAMED = /^(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)? )?([a-z]{3,9})(?:,? (\d{4}))?$/;

// 29 February can lie this far back (2100 is no leap year).
const YEARS_BACK = 8;

type Span = readonly [first: Temporal.PlainDate, last: Temporal.PlainDate];

/**
 * What a person typed as a past date, day before month as in the UK: "3/11/2026", "3 Nov", "November", "last week",
 * "yesterday". Without a year the most recent is meant. Otherwise, why it cannot be used.
 */
export function readTypedDate(
  typed: string,
  now: IsoInstant,
): TypedDate | { readonly problem: 'not-a-date' | 'in-the-future' } {
  const today = inLondon(now).toPlainDate();
  const text = typed.trim().toLowerCase();
  const span = relative(text, today) ?? absolute(text, today);
  if (span === undefined) return { problem: 'not-a-date' };
  const [first, last] = span;
  if (isAfter(first, today)) return { problem: 'in-the-future' };
  return { from: first.toString(), to: (isAfter(last, today) ? today : last).toString() };
}

function relative(text: string, today: Temporal.PlainDate): Span | undefined {
  const yesterday = today.subtract({ days: 1 });
  const sunday = today.subtract({ days: today.dayOfWeek });
  if (text === 'today') return [today, today];
  if (text === 'yesterday') return [yesterday, yesterday];
  if (text === 'last week') return [sunday.subtract({ days: 6 }), sunday];
  if (text === 'last month') return wholeMonth(today.with({ day: 1 }).subtract({ months: 1 }));
  return undefined;
}

function absolute(text: string, today: Temporal.PlainDate): Span | undefined {
  const parts = dateParts(text);
  return parts && latest(parts, today);
}

/** The parts of a date as people write it in the UK; whether there is such a day is for the caller to find out. */
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

function isAfter(date: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, other) > 0;
}
