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

/** Whether that day is neither a weekend day nor a bank holiday. */
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

function openingOn(day: IsoDate, hours: WorkingHours): { opens: number; closes: number } {
  const [opens, closes] = [
    Date.parse(londonInstant(day, hours.start)),
    Date.parse(londonInstant(day, hours.end)),
  ];
  if (closes <= opens) throw new WorkingHoursError(hours);
  return { opens, closes };
}
