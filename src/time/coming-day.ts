import { Temporal } from 'temporal-polyfill';
import { type IsoDate, type IsoInstant, inLondon, londonDay, shiftDay } from './clock.ts';
import { dateParts, WEEKDAYS } from './typed-date.ts';

/** A date further ahead is more likely mistyped. */
export const MOST_DAYS_AHEAD = 90;

type Days = readonly IsoDate[] | { readonly problem: 'not-a-time' | 'other-weekday' };

const DAY_WORD = /^(?:(this|next) )?([a-z]{3,9})$/;
const MONTH_FIRST = /^([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/;
/** "The 4th", "Friday 4th": the next one. */
const ORDINAL = /^(?:([a-z]{3,9}) )?(\d{1,2})(?:st|nd|rd|th)$/;
const NAMED: Readonly<Record<string, string>> = {
  'christmas eve': '24 december',
  'christmas day': '25 december',
  'boxing day': '26 december',
  'new years eve': '31 december',
  'new years day': '1 january',
};
/** "Friday week", "a week on Friday", "a fortnight today". */
const LATER_BY = /^(?:(?:a )?(week|fortnight) (\w+)|(\w+) (week|fortnight))$/;
/** "Friday next week", and the days of this week. */
const OF_WEEK = /^(?:(this|next) week (\w+)|(\w+) (this|next) week)$/;
const DAYS_FROM_TODAY = new Map([
  ['today', 0],
  ['tonight', 0],
  ['tomorrow', 1],
  ['day after tomorrow', 2],
]);

/** Whether a text, in lower case and without "on", "the" and "of", names one day. */
export const isDay = (text: string): boolean =>
  DAYS_FROM_TODAY.has(text) ||
  weekdayOf(text) !== undefined ||
  OF_WEEK.test(text) ||
  LATER_BY.test(text) ||
  ordinalOf(text) !== undefined ||
  dateOf(text) !== undefined;

/** Whether a day is known by its weekday, so that the same of a later week may be meant: "Monday", "next Mon", "Monday week". */
export const isWeekly = (text: string): boolean => {
  const [, , day = '', dayFirst = day] = LATER_BY.exec(text) ?? [];
  return weekdayOf(dayFirst === '' ? text : dayFirst) !== undefined;
};

/** The days that "today", "Friday", "next Mon", "4 Dec" or "04/12/2026" can mean, the likeliest first; none where it is no day. */
export function comingDays(day: string, now: IsoInstant): readonly IsoDate[] {
  const days = isDay(day) ? daysOf(day, now) : [];
  return 'problem' in days ? [] : days;
}

/** As `comingDays`, but says why there is none. */
export function daysOf(day: string, now: IsoInstant): Days {
  const today = londonDay(now);
  const ahead = DAYS_FROM_TODAY.get(day) ?? weeksAhead(day, today);
  if (ahead !== undefined) return [shiftDay(today, ahead)];
  const weekday = weekdayOf(day);
  if (weekday !== undefined) {
    const { coming, nextWeek } = daysUntil(weekday.number, today);
    const first = weekday.next ? nextWeek : coming;
    return [shiftDay(today, first), shiftDay(today, first + 7)];
  }
  const date = inLondon(now).toPlainDate();
  const ordinal = ordinalOf(day);
  return ordinal === undefined ? dateIn(day, date) : nextWithDay(ordinal, date);
}

function weeksAhead(text: string, today: IsoDate): number | undefined {
  const [, first, name = '', late = name, last = first] = OF_WEEK.exec(text) ?? [];
  const of = weekdayOf(late);
  if (of !== undefined) return daysUntil(of.number, today)[last === 'next' ? 'nextWeek' : 'thisWeek'];
  const [, unit, day = '', dayFirst = day, unitLast = unit] = LATER_BY.exec(text) ?? [];
  const weekday = weekdayOf(dayFirst);
  const base =
    weekday === undefined ? DAYS_FROM_TODAY.get(dayFirst) : daysUntil(weekday.number, today).coming;
  return base === undefined ? undefined : base + (unitLast === 'fortnight' ? 14 : 7);
}

function daysUntil(weekday: number, today: IsoDate) {
  const thisWeek = weekday - Temporal.PlainDate.from(today).dayOfWeek;
  return { thisWeek, nextWeek: thisWeek + 7, coming: (thisWeek + 7) % 7 };
}

function weekdayOf(text: string): { number: number; next: boolean } | undefined {
  const [, which, name = ''] = DAY_WORD.exec(text) ?? [];
  const index = name === '' ? -1 : WEEKDAYS.findIndex((long) => long.startsWith(name));
  return index < 0 ? undefined : { number: index + 1, next: which === 'next' };
}

/** A date, with or without its weekday before it. */
function dateOf(text: string) {
  const [, weekday, rest = ''] = /^([a-z]{3,9}) (.*\d.*)$/.exec(text) ?? [];
  const named = weekday === undefined ? undefined : weekdayOf(weekday);
  const date = named === undefined ? text : rest;
  const plain = NAMED[date.replace(/^xmas/, 'christmas').replace("'", '')] ?? date;
  const [, month, day, year] = MONTH_FIRST.exec(plain) ?? [];
  const parts = dateParts(month === undefined ? plain : [day, month, year].filter(Boolean).join(' '));
  return parts?.day === undefined ? undefined : { ...parts, day: parts.day, weekday: named?.number };
}

function ordinalOf(text: string): { day: number; weekday: number | undefined } | undefined {
  const [, name, day] = ORDINAL.exec(text) ?? [];
  const weekday = name === undefined ? undefined : weekdayOf(name)?.number;
  if (day === undefined || (name !== undefined && weekday === undefined)) return undefined;
  return { day: Number(day), weekday };
}

/** The next day with that number. Not every month has a 31st. */
function nextWithDay(
  { day, weekday }: { day: number; weekday: number | undefined },
  today: Temporal.PlainDate,
): Days {
  const meant = [0, 1, 2]
    .map((months) => today.with({ day: 1 }).add({ months }))
    .filter((first) => day >= 1 && day <= first.daysInMonth)
    .map((first) => first.with({ day }))
    .find((date) => Temporal.PlainDate.compare(date, today) >= 0);
  return meant === undefined ? { problem: 'not-a-time' } : checked(meant, weekday);
}

function dateIn(text: string, today: Temporal.PlainDate): Days {
  const { year, month, day, weekday } = dateOf(text) ?? { month: 0, day: 0 };
  const [date, nextYear] = (year === undefined ? [today.year, today.year + 1] : [year]).map((one) => {
    try {
      return Temporal.PlainDate.from({ year: one, month, day }, { overflow: 'reject' });
    } catch {
      return undefined; // no such day: 31 February, month 13
    }
  });
  const isOver = date !== undefined && Temporal.PlainDate.compare(date, today) < 0;
  const isNear =
    nextYear !== undefined && today.until(nextYear, { largestUnit: 'days' }).days <= MOST_DAYS_AHEAD;
  const meant = (isOver || date === undefined) && isNear ? nextYear : date;
  return meant === undefined ? { problem: 'not-a-time' } : checked(meant, weekday);
}

const checked = (date: Temporal.PlainDate, weekday: number | undefined): Days =>
  weekday === undefined || weekday === date.dayOfWeek ? [date.toString()] : { problem: 'other-weekday' };
