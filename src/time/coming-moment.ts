import type { Temporal } from 'temporal-polyfill';
import { type IsoDate, type IsoInstant, inLondon, londonDay, londonInstant, shiftDay } from './clock.ts';
import { daysOf, isDay, MOST_DAYS_AHEAD } from './coming-day.ts';
import { clockInPart, type PartOfDay, readClock } from './typed-time.ts';

/** Why a typed time cannot be used. */
export type MomentProblem =
  | 'not-a-time'
  | 'no-clock'
  | 'passed'
  | 'too-far'
  | 'no-such-time'
  | 'other-weekday';

/** `hasDay`: it names its day, and is no time of day alone. */
export type ComingMoment =
  | { readonly at: IsoInstant; readonly hasDay: boolean }
  | { readonly problem: MomentProblem };

export interface MomentOptions {
  readonly now: IsoInstant;
  /** It comes after this instant; `now` where none is given. A time of day alone may then be of the next day. */
  readonly after?: IsoInstant | undefined;
  /** On the night that the clocks go back an hour has two: a start is the earlier one, an end the later. */
  readonly which: 'earlier' | 'later';
}

/** Words around a time that say nothing of it. */
const AROUND = 'on|at|of|the|in|about|around|approx|approximately|roughly|circa';
const SAYS_NOTHING = new RegExp(`^(?:${AROUND})?$`);
const PART = /^(?:morning|afternoon|evening|night|tonight)$/;

/**
 * The coming instant that a person typed, day and time in either order, as in the UK: "14:00", "Fri 18:00", "6pm tomorrow",
 * "4 Dec at 18:00", "6pm Friday week", "9 tomorrow morning", "Friday midnight" (the end of Friday). Otherwise, why it cannot be
 * used; a text that can be read in two ways is not read.
 */
export function readComingMoment(typed: string, options: MomentOptions): ComingMoment {
  const all = typed
    .toLowerCase()
    .replace(/[,;]|[:.](?=\s|$)/g, ' ')
    .split(/\s+/)
    .filter((word) => !SAYS_NOTHING.test(word));
  const parts = all.filter((word) => PART.test(word));
  if (parts.length > 1) return { problem: 'not-a-time' };
  const [said] = parts;
  const part = (said === 'tonight' ? 'night' : said) as PartOfDay | undefined;
  const words = all
    // "This evening" and "tonight" are of today.
    .map((word, index) =>
      word === 'tonight' || (word === 'this' && all[index + 1] === said) ? 'today' : word,
    )
    .filter((word) => !PART.test(word));
  const whole = words.join(' ');
  const alone = clockOf(whole, part);
  if (alone.length > 0) return moment(undefined, alone, options);
  const read = splits(words).flatMap(([day, clock]) => {
    const times = clockOf(clock, part);
    return times.length > 0 && isDay(day) ? [moment(day, times, options)] : [];
  });
  const [first, ...others] = read.filter((one) => !('problem' in one) || one.problem !== 'not-a-time');
  if (first !== undefined && others.every((one) => isSame(one, first))) return first;
  return { problem: isDay(whole) ? 'no-clock' : 'not-a-time' };
}

/** The words as a day and a clock, in either order. */
const splits = (words: readonly string[]) =>
  words.slice(1).flatMap((_, index) => {
    const [first, last] = [words.slice(0, index + 1).join(' '), words.slice(index + 1).join(' ')];
    return [
      [first, last],
      [last, first],
    ] as const;
  });

const isSame = (one: ComingMoment, other: ComingMoment) =>
  'at' in one && 'at' in other ? one.at === other.at : 'problem' in one && 'problem' in other;

/** A time of day; an hour alone counts here, because a day or "until" stands before it. `24` is the end of the day. */
function clockOf(text: string, part: PartOfDay | undefined): (Temporal.PlainTime | 'end of day')[] {
  const isNight = part === undefined || part === 'night';
  if (text === 'midnight' || (text === '12' && part === 'night')) return isNight ? ['end of day'] : [];
  const plain = text.replace(/(?<=\d)(?:-?ish| ?(?:hrs|hours|h))$/, '');
  const clock = /^\d{1,2}$/.test(plain) ? `${plain}:00` : plain;
  return part === undefined ? readClock(clock) : clockInPart(clock, part);
}

type Times = ReturnType<typeof clockOf>;

function moment(day: string | undefined, times: Times, options: MomentOptions): ComingMoment {
  const { now, after = now } = options;
  const days = day === undefined ? anyDay(options) : daysOf(day, now);
  if ('problem' in days) return days;
  const found = days.flatMap((one) => times.map((time) => shownAt(one, time, options.which)));
  const at = found.find((one) => one !== undefined && one > after && one > now);
  if (at === undefined) return { problem: found.includes(undefined) ? 'no-such-time' : 'passed' };
  // In the night that the clocks go forward, the same time of another day is not meant.
  if (found[0] === undefined) return { problem: 'no-such-time' };
  return at > shownFar(now) ? { problem: 'too-far' } : { at, hasDay: day !== undefined };
}

const shownFar = (now: IsoInstant) => londonInstant(shiftDay(londonDay(now), MOST_DAYS_AHEAD), '23:59');

/** The days that a time of day alone can be of. */
function anyDay({ now, after }: MomentOptions): readonly IsoDate[] {
  const first = londonDay(after ?? now);
  return after === undefined ? [first] : [first, shiftDay(first, 1)];
}

/** The instant at which clocks show that time on that day; undefined where they pass it over. */
function shownAt(day: IsoDate, time: Times[number], which: MomentOptions['which']): IsoInstant | undefined {
  if (time === 'end of day') return londonInstant(shiftDay(day, 1), '00:00');
  const at = londonInstant(day, time, which);
  return inLondon(at).toPlainTime().equals(time) ? at : undefined;
}
