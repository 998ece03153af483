import type { Temporal } from 'temporal-polyfill';
import { type IsoDate, type IsoInstant, inLondon, londonDay, londonInstant, shiftDay } from './clock.ts';
import { daysOf, isDay, isWeekly, MOST_DAYS_AHEAD } from './coming-day.ts';
import { clockInPart, type PartOfDay, readClock } from './typed-time.ts';

/** Why a typed time cannot be used. */
export type MomentProblem =
  | 'not-a-time'
  | 'no-clock'
  | 'passed'
  | 'too-far'
  | 'no-such-time'
  | 'other-weekday';

/** `hasDay`: the text names a day, not only a time of day. */
export type ComingMoment =
  | { readonly at: IsoInstant; readonly hasDay: boolean }
  | { readonly problem: MomentProblem };

export interface MomentOptions {
  readonly now: IsoInstant;
  /** It must be after this instant (default: `now`). With `after`, a time of day alone may be the next day's, and a weekday a later week's. */
  readonly after?: IsoInstant | undefined;
  /** On the night the clocks go back, some times come twice: `earlier` for a start, `later` for an end. */
  readonly which: 'earlier' | 'later';
}

/** Words around a time that do not change it. */
const AROUND = 'on|at|of|the|in|about|around|approx|approximately|roughly|circa';
const SAYS_NOTHING = new RegExp(`^(?:${AROUND})?$`);
const PART = /^(?:morning|afternoon|evening|night|tonight)$/;

/**
 * The future instant that a person typed, day and time in either order, as in the UK: "14:00", "Fri 18:00", "6pm tomorrow",
 * "4 Dec at 18:00", "6pm Friday week", "9 tomorrow morning", "Friday midnight" (the end of Friday). Otherwise, why it cannot be
 * used. A text with two possible meanings is `not-a-time`.
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

/** Every way to split the words into a day and a time of day, in either order. */
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

/** The times of day that a text can mean. An hour alone is one here: a day or "until" comes before it. */
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
  const said = day === undefined ? anyDay(options) : daysOf(day, now);
  if ('problem' in said) return said;
  const isOpen = day !== undefined && options.after !== undefined && isWeekly(day);
  const days = isOpen ? [...said, ...laterWeeks(said)] : said;
  const found = days.flatMap((one) => times.map((time) => shownAt(one, time, options.which)));
  const at = found.find((one) => one !== undefined && one > after && one > now);
  if (at === undefined) return { problem: found.includes(undefined) ? 'no-such-time' : 'passed' };
  // On the night the clocks go forward, the same time on another day is not what they meant.
  if (found[0] === undefined) return { problem: 'no-such-time' };
  return at > farthest(now) ? { problem: 'too-far' } : { at, hasDay: day !== undefined };
}

const farthest = (now: IsoInstant) => londonInstant(shiftDay(londonDay(now), MOST_DAYS_AHEAD), '23:59');

/** The days that a time of day alone can belong to. */
function anyDay({ now, after }: MomentOptions): readonly IsoDate[] {
  const first = londonDay(after ?? now);
  return after === undefined ? [first] : [first, shiftDay(first, 1)];
}

/** The same weekday of the weeks after: "from Friday week until Monday". */
const laterWeeks = (days: readonly IsoDate[]): readonly IsoDate[] =>
  days
    .slice(-1)
    .flatMap((last) =>
      Array.from({ length: MOST_DAYS_AHEAD / 7 }, (_, week) => shiftDay(last, 7 * (week + 1))),
    );

/** The instant at which clocks show that time on that day; undefined where they skip it. */
function shownAt(day: IsoDate, time: Times[number], which: MomentOptions['which']): IsoInstant | undefined {
  if (time === 'end of day') return londonInstant(shiftDay(day, 1), '00:00');
  const at = londonInstant(day, time, which);
  return inLondon(at).toPlainTime().equals(time) ? at : undefined;
}
