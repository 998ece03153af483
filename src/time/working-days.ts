import { Temporal } from 'temporal-polyfill';
import { bankHolidays } from './bank-holidays.ts';
import { type IsoDate, type IsoInstant, londonDay, londonInstant, shiftDay } from './clock.ts';

/** When a team works, on working days in England: from `start` up to `end`, each `HH:MM`. */
export type WorkingHours = { readonly start: string; readonly end: string };

/** Working hours that end before they start: nothing could ever be due. */
export class WorkingHoursError extends Error {
  readonly code = 'working-hours';

  constructor(hours: WorkingHours) {
    super(`Working hours ${hours.start} to ${hours.end} are empty. Give a start that is before the end.`);
    this.name = 'WorkingHoursError';
  }
}

const MINUTE = 60_000;

/** Whether the day is neither at a weekend nor a bank holiday. */
export function isWorkingDay(day: IsoDate): boolean {
  const date = Temporal.PlainDate.from(day);
  return date.dayOfWeek <= 5 && !bankHolidays(date.year).has(day);
}

/** The first working day after that day, never the day itself. */
export function nextWorkingDay(day: IsoDate): IsoDate {
  let next = shiftDay(day, 1);
  while (!isWorkingDay(next)) next = shiftDay(next, 1);
  return next;
}

/** The last working day before that day, never the day itself. */
export function previousWorkingDay(day: IsoDate): IsoDate {
  let before = shiftDay(day, -1);
  while (!isWorkingDay(before)) before = shiftDay(before, -1);
  return before;
}

/** The instant at which clocks show `time` (`HH:MM`) on the first working day after the day of `now`. */
export function nextWorkingDayAt(now: IsoInstant, time: string): IsoInstant {
  return londonInstant(nextWorkingDay(londonDay(now)), time);
}

/** Whether the team is at work at that instant; at `end` it no longer is. */
export function isWorkingTime(instant: IsoInstant, hours: WorkingHours): boolean {
  const day = londonDay(instant);
  if (!isWorkingDay(day)) return false;
  const { opens, closes } = openingOn(day, hours);
  const at = Date.parse(instant);
  return opens <= at && at < closes;
}

/** When the team, which is not at work now, next starts. */
export function nextOpening(now: IsoInstant, { start }: WorkingHours): IsoInstant {
  const day = londonDay(now);
  const opens = londonInstant(day, start);
  const isToday = isWorkingDay(day) && Date.parse(now) < Date.parse(opens);
  return isToday ? opens : nextWorkingDayAt(now, start);
}

/** When the team last stopped work, up to that instant. */
export function lastClosing(instant: IsoInstant, { end }: WorkingHours): IsoInstant {
  const day = londonDay(instant);
  const closes = londonInstant(day, end);
  return isWorkingDay(day) && closes <= instant ? closes : londonInstant(previousWorkingDay(day), end);
}

/** Whole minutes of working time between two instants; 0 when `to` is not after `from`. */
export function workingMinutesBetween(from: IsoInstant, to: IsoInstant, hours: WorkingHours): number {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const last = londonDay(to);
  let worked = 0;
  for (let day = londonDay(from); day <= last; day = shiftDay(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const { opens, closes } = openingOn(day, hours);
    worked += Math.max(0, Math.min(end, closes) - Math.max(start, opens));
  }
  return Math.floor(worked / MINUTE);
}

/** The earliest instant with this many minutes of working time since `from`. */
export function addWorkingMinutes(from: IsoInstant, minutes: number, hours: WorkingHours): IsoInstant {
  let left = minutes * MINUTE;
  if (!(left > 0)) return from;
  const start = Date.parse(from);
  for (let day = londonDay(from); ; day = nextWorkingDay(day)) {
    if (!isWorkingDay(day)) continue;
    const { opens, closes } = openingOn(day, hours);
    const begin = Math.max(start, opens);
    if (begin + left <= closes) return new Date(begin + left).toISOString();
    left -= Math.max(0, closes - begin);
  }
}

/** How long a working day is, in minutes. */
export const workingDayMinutes = ({ start, end }: WorkingHours): number => minuteOf(end) - minuteOf(start);

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function openingOn(day: IsoDate, hours: WorkingHours): { opens: number; closes: number } {
  const [opens, closes] = [
    Date.parse(londonInstant(day, hours.start)),
    Date.parse(londonInstant(day, hours.end)),
  ];
  if (closes <= opens) throw new WorkingHoursError(hours);
  return { opens, closes };
}

/** The Monday of that day's week. */
export function mondayOf(day: IsoDate): IsoDate {
  return shiftDay(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);
}

/** The first working day of that day's week: Tuesday, where Monday is a bank holiday. */
export const firstOfWeek = (day: IsoDate): IsoDate => nextWorkingDay(shiftDay(mondayOf(day), -1));

/**
 * A function that gives the minutes of working time from `from` to an instant, for instants up to `to`. The calendar is worked
 * out once, so that thousands of instants cost little.
 */
export function workingClock(
  from: IsoInstant,
  to: IsoInstant,
  hours: WorkingHours,
): (at: IsoInstant) => number {
  const days: { readonly opens: number; readonly closes: number; readonly before: number }[] = [];
  const [start, last] = [Date.parse(from), londonDay(to)];
  let before = 0;
  for (let day = londonDay(from); day <= last; day = shiftDay(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const { opens, closes } = openingOn(day, hours);
    const begins = Math.min(Math.max(opens, start), closes);
    days.push({ opens: begins, closes, before });
    before += closes - begins;
  }
  return (at) => {
    const time = Date.parse(at);
    const day = days.findLast(({ opens }) => opens <= time);
    return day === undefined ? 0 : (day.before + Math.min(time, day.closes) - day.opens) / MINUTE;
  };
}
