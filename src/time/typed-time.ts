import { Temporal } from 'temporal-polyfill';
import { type IsoInstant, inLondon, londonDay, londonInstant, shift, shiftDay } from './clock.ts';

const CLOCK = /^(\d{1,2})(?:[:. ]?(\d{2}))? ?(am|pm)?$/;
const SPOKEN =
  /^(?:a )?(half|quarter|\d{1,2}|five|ten|twenty|twenty[ -]?five)(?: min(?:ute)?s?)? ?(?:(past|after|to) )?(\w+?)(?: o'? ?clock)?$/;
const MINUTES: Readonly<Record<string, number>> = { half: 30, quarter: 15, five: 5, ten: 10, twenty: 20 };
/** "one" to "twelve". */
export const HOUR_WORDS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

// People's own clocks run a little ahead; without this, "just now" would become this time yesterday.
export const CLOCKS_DIFFER = { minutes: 2 };

/**
 * The most recent instant at which clocks in England showed the time a person typed ("9.30", "0930", "9:30pm", "half nine",
 * "20 past 9", "quarter to ten", "9 o'clock"), or undefined when it is not a time. An hour of one digit could be morning or
 * evening: the most recent of the two is taken.
 */
export function readTypedTime(typed: string, now: IsoInstant): IsoInstant | undefined {
  const latest = shift(now, CLOCKS_DIFFER);
  return readClock(typed)
    .map((time) => lastShown(time, latest))
    .sort()
    .at(-1);
}

/** The times of day that a text can mean: none, one, or one before and one after noon. */
export function readClock(typed: string): Temporal.PlainTime[] {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/^(at|about|around) /, '')
    .replace(/([ap])\.m\.?$/, '$1m');
  if (text === 'midday' || text === 'noon') return times(12, 0);
  if (text === 'midnight') return times(0, 0);

  const [, part = '', side, named] = SPOKEN.exec(text) ?? [];
  if (named !== undefined && (side !== undefined || part === 'half')) {
    const [hour, minute] = [hourOf(named), MINUTES[part] ?? (Number(part) || 25)];
    return side === 'to'
      ? eitherHalfOfDay(((hour + 10) % 12) + 1, 60 - minute)
      : eitherHalfOfDay(hour, minute);
  }
  const [, oclock] = /^(\w+) ?o'? ?clock$/.exec(text) ?? [];
  if (oclock !== undefined) return eitherHalfOfDay(hourOf(oclock), 0);

  const [, hourText, minuteText, amOrPm] = CLOCK.exec(text) ?? [];
  // A lone number is as likely a count ("9 minutes ago") as an hour.
  if (hourText === undefined || (minuteText ?? amOrPm) === undefined) return [];
  const [hour, minute] = [Number(hourText), Number(minuteText ?? 0)];
  if (amOrPm !== undefined && hour <= 12) return times((hour % 12) + (amOrPm === 'pm' ? 12 : 0), minute);
  if (amOrPm === 'am') return [];
  return hourText.length === 1 && hour > 0 ? eitherHalfOfDay(hour, minute) : times(hour, minute);
}

/** The hours of the day that a coming "morning" or "evening" can mean. */
const PART_HOURS = { morning: [0, 12], afternoon: [12, 18], evening: [16, 24], night: [18, 24] } as const;
export type PartOfDay = keyof typeof PART_HOURS;

/** The times of day that a text can mean in this part of the day: "11" at night is 23:00. None for "9am tonight". */
export function clockInPart(typed: string, part: PartOfDay): Temporal.PlainTime[] {
  const [from, to] = PART_HOURS[part];
  const is12Hour = !/[ap]\.?m|^0|noon|midday/i.test(typed.trim());
  const shown = readClock(typed).flatMap((time) =>
    is12Hour && time.hour < 12 ? [time, time.add({ hours: 12 })] : [time],
  );
  return shown
    .filter(({ hour }) => hour >= from && hour < to)
    .filter((time, index, all) => all.findIndex((one) => one.equals(time)) === index);
}

const hourOf = (text: string) => HOUR_WORDS.indexOf(text) + 1 || Number(text);

function times(hour: number, minute: number): Temporal.PlainTime[] {
  return hour > 23 || minute > 59 ? [] : [new Temporal.PlainTime(hour, minute)];
}

function eitherHalfOfDay(hour: number, minute: number): Temporal.PlainTime[] {
  if (!(hour >= 1 && hour <= 12)) return [];
  return [...times(hour % 12, minute), ...times((hour % 12) + 12, minute)];
}

/** The last instant, up to `latest`, at which clocks showed `time`: twice on one autumn night, never on one spring night. */
function lastShown(time: Temporal.PlainTime, latest: IsoInstant): IsoInstant {
  for (let day = londonDay(latest); ; day = shiftDay(day, -1)) {
    for (const which of ['later', 'earlier'] as const) {
      const shown = londonInstant(day, time, which);
      if (shown <= latest && inLondon(shown).toPlainTime().equals(time)) return shown;
    }
  }
}
