import { easter } from 'date-easter';
import { Temporal } from 'temporal-polyfill';
import type { IsoDate } from './clock.ts';

/**
 * Bank holidays announced for one year only, in England and Wales (gov.uk/bank-holidays). To add one, put its day here; where it
 * replaces a usual one, name that in `insteadOf`.
 */
const ONE_OFFS: readonly { readonly day: IsoDate; readonly insteadOf?: IsoDate }[] = [
  { day: '2022-06-02', insteadOf: '2022-05-30' }, // spring, moved for the Platinum Jubilee
  { day: '2022-06-03' }, // Platinum Jubilee
  { day: '2022-09-19' }, // funeral of Queen Elizabeth II
  { day: '2023-05-08' }, // coronation of King Charles III
];

const MONDAY = 1;
const SATURDAY = 6;

const known = new Map<number, ReadonlySet<IsoDate>>();

/** The bank holidays in England and Wales that year, all on weekdays: those at a weekend have a substitute day. */
export function bankHolidays(year: number): ReadonlySet<IsoDate> {
  const days = known.get(year) ?? workOut(year);
  known.set(year, days);
  return days;
}

/** By the Banking and Financial Dealings Act 1971, and the royal proclamations made each year. */
function workOut(year: number): ReadonlySet<IsoDate> {
  const { month, day } = easter(year);
  const easterDay = new Temporal.PlainDate(year, month, day);
  const newYear = weekdayFrom(new Temporal.PlainDate(year, 1, 1));
  // Christmas Day and Boxing Day: where they are at a weekend, the next weekdays.
  const christmas = weekdayFrom(new Temporal.PlainDate(year, 12, 25));
  const boxing = weekdayFrom(christmas.add({ days: 1 }));
  const usual = [
    newYear,
    easterDay.subtract({ days: 2 }),
    easterDay.add({ days: 1 }),
    mondayUpTo(new Temporal.PlainDate(year, 5, 7)), // early May: the first Monday
    mondayUpTo(new Temporal.PlainDate(year, 5, 31)), // spring: the last
    mondayUpTo(new Temporal.PlainDate(year, 8, 31)), // summer: the last
    christmas,
    boxing,
  ];
  const days = new Set(usual.map(String));
  for (const { day, insteadOf } of ONE_OFFS) {
    if (Number(day.slice(0, 4)) !== year) continue;
    days.add(day);
    if (insteadOf !== undefined) days.delete(insteadOf);
  }
  return days;
}

function weekdayFrom(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.dayOfWeek < SATURDAY ? date : date.add({ days: 8 - date.dayOfWeek });
}

function mondayUpTo(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.subtract({ days: date.dayOfWeek - MONDAY });
}
