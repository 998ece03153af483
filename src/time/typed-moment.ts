import type { Temporal } from 'temporal-polyfill';
import { foldLookAlikes } from '../text/look-alikes.ts';
import {
  type IsoDate,
  type IsoInstant,
  inLondon,
  londonDay,
  londonInstant,
  shift,
  shiftDay,
} from './clock.ts';
import type { RoughTime } from './rough-time.ts';
import { isErrorNumber, plainTimeWords } from './time-words.ts';
import { readAgo } from './typed-ago.ts';
import { readTypedDate } from './typed-date.ts';
import { CLOCKS_DIFFER, readClock, readTypedTime } from './typed-time.ts';

type Unread = { readonly problem: 'not-a-time' | 'in-the-future' };

/** The hours of each part of the day; hours after 24 belong to the next day. */
const PARTS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  morning: [0, 12],
  lunchtime: [11, 15],
  afternoon: [12, 18],
  evening: [16, 24],
  night: [18, 30],
};
const PART = /^(.*?) ?(?:in |at )?(morning|lunchtime|afternoon|evening|night)$/;

/**
 * When something happened, as a person types it: "9:30", "yesterday at 3pm", "half an hour ago", "last year". Otherwise, why it
 * cannot be used.
 */
export function readTypedMoment(typed: string, now: IsoInstant): RoughTime | Unread {
  const plain = foldLookAlikes(typed);
  if (isErrorNumber(plain)) return { problem: 'not-a-time' };
  const text = plainTimeWords(plain);
  const ago = readAgo(text, now);
  if (ago !== undefined) return ago;
  const time = readTypedTime(text, now);
  if (time !== undefined) return { from: time, to: time };
  return readDay(text, now) ?? clockOnDay(text, now) ?? { problem: 'not-a-time' };
}

/** The days that a text names, and which hours of them; undefined where it names none. */
function daysIn(text: string, now: IsoInstant) {
  const [, before = text, part] = PART.exec(text === 'tonight' ? 'this night' : text) ?? [];
  const hours = PARTS[part ?? ''];
  const today = londonDay(now);
  const yesterday = shiftDay(today, -1);
  if (part === 'night' && before === 'last') return { from: yesterday, to: yesterday, hours };
  if (part !== undefined && ['', 'this', 'today'].includes(before))
    // Without a day, the latest that has begun: "in the evening", said in the morning, is yesterday's.
    return before === '' && startOf(today, hours) > now
      ? { from: yesterday, to: yesterday, hours }
      : { from: today, to: today, hours };
  if (/^(?:tomorrow|next \w+)$/.test(before)) return { problem: 'in-the-future' } as const;
  const day = readTypedDate(before.replace(/^in /, ''), now);
  if (!('problem' in day)) return { ...day, hours };
  return day.problem === 'in-the-future' ? ({ problem: day.problem } as const) : undefined;
}

function readDay(text: string, now: IsoInstant): RoughTime | Unread | undefined {
  const days = daysIn(text, now);
  if (days === undefined || 'problem' in days) return days;
  const from = startOf(days.from, days.hours);
  const to = endOf(days.to, days.hours);
  return from > now ? { problem: 'in-the-future' } : { from, to: to < now ? to : now };
}

const startOf = (day: IsoDate, hours = PARTS.morning): IsoInstant =>
  londonInstant(day, hourOf(hours?.[0] ?? 0));

function endOf(day: IsoDate, hours: readonly [number, number] | undefined): IsoInstant {
  const end = hours?.[1] ?? 24;
  return londonInstant(shiftDay(day, Math.floor(end / 24)), hourOf(end % 24));
}

const hourOf = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** A clock and a day in either order: "yesterday at 3pm", "9:30 on Monday", "11 last night". */
function clockOnDay(text: string, now: IsoInstant): RoughTime | Unread | undefined {
  const words = text.split(' ').filter((word) => word !== 'at' && word !== 'on');
  for (let split = 1; split < words.length; split += 1) {
    const [first, last] = [words.slice(0, split).join(' '), words.slice(split).join(' ')];
    const found = shownOn(first, last, now) ?? shownOn(last, first, now);
    if (found !== undefined) return found;
  }
  return undefined;
}

function shownOn(day: string, clock: string, now: IsoInstant): RoughTime | Unread | undefined {
  const times = readClock(/^\d{1,2}$/.test(clock) ? `${clock} o'clock` : clock);
  const days = times.length === 0 ? undefined : daysIn(day, now);
  if (days === undefined || 'problem' in days) return days;
  const ends = [...new Set([days.from, days.to])];
  // "In March at 9" names no day.
  if (ends.length === 2 && shiftDay(days.from, 7) < days.to) return undefined;
  const latest = shift(now, CLOCKS_DIFFER);
  const shown = ends.flatMap((one) => times.flatMap((time) => instantOn(one, time, days.hours)));
  const at = shown
    .filter((one) => one <= latest)
    .sort()
    .at(-1);
  if (at === undefined) return shown.length === 0 ? undefined : { problem: 'in-the-future' };
  return { from: at, to: at };
}

/** The instant at which clocks show that time, within those hours of the day; none in the hour that they skip. */
function instantOn(
  day: IsoDate,
  time: Temporal.PlainTime,
  [from, to]: readonly [number, number] = [0, 24],
): IsoInstant[] {
  const hour = [time.hour, time.hour + 24].find((one) => one >= from && one < to);
  if (hour === undefined) return [];
  const at = londonInstant(shiftDay(day, hour < 24 ? 0 : 1), time, 'later');
  return inLondon(at).toPlainTime().equals(time) ? [at] : [];
}
