import { Temporal } from 'temporal-polyfill';
import { type IsoDate, type IsoInstant, inLondon, londonDay, londonInstant, shiftDay } from './clock.ts';
import { dateParts } from './typed-date.ts';
import { readClock } from './typed-time.ts';

/** Why a typed time cannot be used. */
export type MomentProblem =
  | 'not-a-time'
  | 'no-clock'
  | 'passed'
  | 'too-far'
  | 'no-such-time'
  | 'other-weekday';

/** Further ahead is more likely a mistyped date. */
const MOST_DAYS_AHEAD = 90;

export interface MomentOptions {
  readonly now: IsoInstant;
  /** It comes after this instant; `now` where none is given. A time of day alone may then be of the next day. */
  readonly after?: IsoInstant | undefined;
  /** On the night that the clocks go back an hour has two: a start is the earlier one, an end the later. */
  readonly which: 'earlier' | 'later';
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const DAY_WORD = /^(?:(this|next) )?([a-z]{3,9})$/;
/** What a typed time is made of: to find where it ends and other words begin. */
const TIME_WORD =
  /^(?:\d{1,4}(?:[:.]\d{2})?(?:am|pm|a\.m\.?|p\.m\.?)?|\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}(?:st|nd|rd|th)|am|pm|at|on|of|this|next|half|past|today|tonight|tomorrow|noon|midday|midnight|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)|january|february|march|april|june|july|august|september|october|november|december|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[,;:]?$/i;

/** Whether a word can be part of a typed time. */
export const isTimeWord = (word: string): boolean => TIME_WORD.test(word);

/**
 * The coming instant that a person typed, day and time in either order, as in the UK: "14:00", "Fri 18:00", "6pm tomorrow",
 * "4 Dec at 18:00", "04/12/2026 18:00", "Friday midnight" (the end of Friday). Otherwise, why it cannot be used.
 */
export function readComingMoment(
  typed: string,
  options: MomentOptions,
): { readonly at: IsoInstant } | { readonly problem: MomentProblem } {
  const words = typed
    .toLowerCase()
    .replace(/[,;]|:(?=\s|$)/g, ' ')
    .split(/\s+/)
    .filter((word) => !['', 'on', 'at', 'of'].includes(word));
  const whole = words.join(' ');
  const alone = clockOf(whole);
  if (alone.length > 0) return moment(undefined, alone, options);
  for (let split = 1; split < words.length; split += 1) {
    const [first, last] = [words.slice(0, split).join(' '), words.slice(split).join(' ')];
    for (const [day, clock] of [
      [first, last],
      [last, first],
    ] as const) {
      const times = clockOf(clock);
      if (times.length > 0 && isDay(day)) return moment(day, times, options);
    }
  }
  return { problem: isDay(whole) ? 'no-clock' : 'not-a-time' };
}

/** A time of day; an hour alone counts here, because a day or "until" stands before it. `24` is the end of the day. */
function clockOf(text: string): (Temporal.PlainTime | 'end of day')[] {
  if (text === 'midnight') return ['end of day'];
  return readClock(/^\d{1,2}$/.test(text) ? `${text}:00` : text);
}

const isDay = (text: string): boolean =>
  /^(?:today|tonight|tomorrow)$/.test(text) || weekdayOf(text) !== undefined || dateOf(text) !== undefined;

function weekdayOf(text: string): { number: number; next: boolean } | undefined {
  const [, which, name = ''] = DAY_WORD.exec(text) ?? [];
  const index = name === '' ? -1 : WEEKDAYS.findIndex((long) => long.startsWith(name));
  return index < 0 ? undefined : { number: index + 1, next: which === 'next' };
}

/** A date, with its weekday before it or without. */
function dateOf(text: string) {
  const [, weekday, rest = ''] = /^([a-z]{3,9}) (.*\d.*)$/.exec(text) ?? [];
  const named = weekday === undefined ? undefined : weekdayOf(weekday);
  const parts = dateParts(named === undefined ? text : rest);
  return parts?.day === undefined ? undefined : { ...parts, day: parts.day, weekday: named?.number };
}

type Times = ReturnType<typeof clockOf>;

function moment(
  day: string | undefined,
  times: Times,
  options: MomentOptions,
): ReturnType<typeof readComingMoment> {
  const { now, after = now } = options;
  const days = daysOf(day, options);
  if ('problem' in days) return days;
  const found = days.flatMap((one) => times.map((time) => shownAt(one, time, options.which)));
  const at = found.find((one) => one !== undefined && one > after && one > now);
  if (at === undefined) return { problem: found.includes(undefined) ? 'no-such-time' : 'passed' };
  // In the night that the clocks go forward, the same time of another day is not meant.
  if (found[0] === undefined) return { problem: 'no-such-time' };
  return at > shownFar(now) ? { problem: 'too-far' } : { at };
}

const shownFar = (now: IsoInstant) => londonInstant(shiftDay(londonDay(now), MOST_DAYS_AHEAD), '23:59');

/** The days that a person can mean by "today", "Friday", "next Mon", "4 Dec" or "04/12/2026", the likeliest first; none where it is no day. */
export function comingDays(day: string, now: IsoInstant): readonly IsoDate[] {
  const days = isDay(day) ? daysOf(day, { now, which: 'earlier' }) : [];
  return 'problem' in days ? [] : days;
}

/** The days that can be meant, the likeliest first. */
function daysOf(
  day: string | undefined,
  { now, after }: MomentOptions,
): readonly IsoDate[] | { readonly problem: MomentProblem } {
  const today = londonDay(now);
  if (day === undefined) {
    const first = londonDay(after ?? now);
    return after === undefined ? [first] : [first, shiftDay(first, 1)];
  }
  if (day === 'today' || day === 'tonight') return [today];
  if (day === 'tomorrow') return [shiftDay(today, 1)];
  const weekday = weekdayOf(day);
  if (weekday !== undefined) {
    const current = Temporal.PlainDate.from(today).dayOfWeek;
    const ahead = weekday.next ? 7 - current + weekday.number : (weekday.number - current + 7) % 7;
    return [shiftDay(today, ahead), shiftDay(today, ahead + 7)];
  }
  return dateIn(day, inLondon(now).toPlainDate());
}

function dateIn(text: string, today: Temporal.PlainDate): readonly IsoDate[] | { problem: MomentProblem } {
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
  if (meant === undefined) return { problem: 'not-a-time' };
  if (weekday !== undefined && weekday !== meant.dayOfWeek) return { problem: 'other-weekday' };
  return [meant.toString()];
}

/** The instant at which clocks show that time on that day; undefined where they pass it over. */
function shownAt(day: IsoDate, time: Times[number], which: MomentOptions['which']): IsoInstant | undefined {
  if (time === 'end of day') return londonInstant(shiftDay(day, 1), '00:00');
  const at = londonInstant(day, time, which);
  return inLondon(at).toPlainTime().equals(time) ? at : undefined;
}
