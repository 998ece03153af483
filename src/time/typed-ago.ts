import { type IsoInstant, londonDay, londonInstant, shift, shiftDay } from './clock.ts';
import type { RoughTime } from './rough-time.ts';
import { readCount } from './typed-date.ts';

const UNIT = '(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|wks?|weeks?|months?|yrs?|years?)';
const DAY = 1440;
const MINUTES: Readonly<Record<string, number>> = {
  s: 1 / 60,
  m: 1,
  h: 60,
  d: DAY,
  w: 7 * DAY,
  y: 365 * DAY,
};
const MONTH = 30 * DAY;

const BOUND =
  '(?:(?:with)?in )?(?:last|past)|over|more than|longer than|at least|under|less than|within|nearly|almost|not even|up to';
/** "2 hours ago", "an hour and a half", "10 to 15 mins", "over an hour ago", "1h 20m", "an hour or two ago". */
const AGO = new RegExp(
  `^(?:(${BOUND}) )?` +
    String.raw`(?:([a-z\d. -]{1,24}?) ?)??(?<=^|[ \d])(${UNIT})( and a half)?` +
    String.raw`(?: or (\w+))?(?: (?:and )?(\d+|[a-z]+) ?(?:m|mins?|minutes?))?( ago| back| earlier| before)?$`,
);
const RANGE = /^(\S+)(?: to | or | ?- ?)(\S+)$/;
const FRACTIONS = new Map([
  ['half', 0.5],
  ['quarter', 0.25],
  ['three quarters', 0.75],
]);
/** How many "a few" or "several" are. */
const FEW = [2, 6] as const;

/** Any time before now. */
const LONG_AGO = /^(?:(?:a )?(?:long )?(?:while|time|bit)|ages|long|earlier|recently)(?: ago| back)?$/;

/** How long ago something happened, from text that `plainTimeWords` has simplified; undefined where it names no length of time. */
export function readAgo(text: string, now: IsoInstant): RoughTime | undefined {
  if (/^(?:(?:just|right) ?)?now$|^just$|^(?:a )?(?:moment|second|sec) ago$/.test(text))
    return { from: now, to: now };
  if (LONG_AGO.test(text)) return { to: now };
  if (/^other day$/.test(text)) return spanOf([FEW[0] * DAY, FEW[1] * DAY], true, now);
  // "Last week" is the calendar week before this one: `readTypedDate` reads it.
  if (/^last (?:week|month|year)$/.test(text)) return undefined;
  const [, bound = '', amount, unit = '', half, orMore, minutes, ago] = AGO.exec(text) ?? [];
  const each = unit.startsWith('mo') ? MONTH : MINUTES[unit[0] ?? ''];
  const isPlural = amount === undefined && unit.endsWith('s');
  // "Hour ago" and "the last hour" mean 1, "years ago" at least 2, and "minutes" alone is not a time.
  const count = amount === undefined ? ([isPlural ? 2 : 1] as const) : readAmount(amount);
  if (
    each === undefined ||
    count === undefined ||
    (amount === undefined && bound === '' && ago === undefined)
  )
    return undefined;
  const rest = minutes === undefined ? 0 : (readCount(minutes) ?? Number.NaN);
  const more = rest + (half === undefined ? 0 : each / 2);
  const least = count[0] * each + more;
  const most = ((orMore === undefined ? count[1] : readCount(orMore)) ?? count[0]) * each + more;
  if (Number.isNaN(more) || most < least) return undefined;
  if (/^(?:over|more|longer|at)/.test(bound) || orMore === 'more' || (isPlural && bound === ''))
    return { to: shift(now, { minutes: -Math.round(least) }) };
  if (bound !== '') return { from: shift(now, { minutes: -Math.round(most) }), to: now };
  return spanOf([least, most], each >= DAY, now);
}

/** The number in "2", "a couple of" or "half an", or the lowest and highest of "10 to 15" and "a few". */
function readAmount(text: string): readonly [number, number?] | undefined {
  if (/^(?:a )?few$|^several$|^some$/.test(text)) return FEW;
  const fraction = FRACTIONS.get(text.replace(/^a (?=quarter)/, '').replace(/(?: of)? an?$/, ''));
  if (fraction !== undefined) return [fraction];
  const [, whole] = /^(.+) and a half$/.exec(text) ?? [];
  const counted = numberOf(whole ?? text);
  if (counted !== undefined) return [counted + (whole === undefined ? 0 : 0.5)];
  const [least, most] = (RANGE.exec(text) ?? []).slice(1).map(numberOf);
  return least === undefined || most === undefined || most < least ? undefined : [least, most];
}

const numberOf = (text: string): number | undefined =>
  /^\d{1,2}\.\d$/.test(text) ? Number(text) : readCount(text);

/** From `most` to `least` minutes ago; widened to whole days where `areDays`. */
function spanOf([least, most]: readonly [number, number], areDays: boolean, now: IsoInstant): RoughTime {
  const [from, to] = [most, least].map((minutes) => shift(now, { minutes: -Math.round(minutes) })) as [
    string,
    string,
  ];
  if (!areDays) return { from, to };
  const end = londonInstant(shiftDay(londonDay(to), 1), '00:00');
  return { from: londonInstant(londonDay(from), '00:00'), to: end < now ? end : now };
}
