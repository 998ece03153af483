import { Temporal } from 'temporal-polyfill';
import { type IsoDate, type IsoInstant, inLondon, londonDay, shiftDay } from './clock.ts';

// Written out: what `Intl` gives for a short month changes between releases ("Sep", "Sept").
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const MINUTE = 60_000;

/** A damaged row may hold no instant. A card or a queue is still shown, with "an unknown time" in its place. */
function orUnknown(speak: () => string): string {
  try {
    return speak();
  } catch (error) {
    if (error instanceof RangeError) return 'an unknown time';
    throw error;
  }
}

/** "2:05pm", "9am", "midday": the clock by the NHS content style guide. */
export function speakClock(instant: IsoInstant): string {
  return orUnknown(() => speakHour(inLondon(instant).toPlainTime().toString({ smallestUnit: 'minute' })));
}

/** "8am", "8:30am", "midday", "5pm", "midnight", of a time of day written `HH:MM`. */
export function speakHour(time: string): string {
  if (time === '12:00') return 'midday';
  if (time === '00:00') return 'midnight';
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** "Monday 30 November": still right whenever it is read. */
export function speakDate(day: IsoDate): string {
  const date = Temporal.PlainDate.from(day);
  return `${WEEKDAYS[date.dayOfWeek - 1]} ${date.day} ${MONTHS[date.month - 1]}`;
}

/** "March 2026". */
export const speakMonth = (day: IsoDate): string =>
  `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

/** "today", "tomorrow", "yesterday", "Mon 23 Nov", and in another year than `now` "Mon 4 Jan 2027". */
export function speakDay(day: IsoDate, now: IsoInstant): string {
  const today = londonDay(now);
  if (day === today) return 'today';
  if (day === shiftDay(today, 1)) return 'tomorrow';
  if (day === shiftDay(today, -1)) return 'yesterday';
  const date = Temporal.PlainDate.from(day);
  const [weekday, month] = [WEEKDAYS[date.dayOfWeek - 1], MONTHS[date.month - 1]];
  const spoken = `${weekday?.slice(0, 3)} ${date.day} ${month?.slice(0, 3)}`;
  return day.slice(0, 4) === today.slice(0, 4) ? spoken : `${spoken} ${date.year}`;
}

/** "2:05pm today", "9am tomorrow", "midday on Mon 23 Nov": reads well after "at", "by", "since" and "until". */
export function speakTime(instant: IsoInstant, now: IsoInstant): string {
  return orUnknown(() => clockOn(instant, speakDay(londonDay(instant), now)));
}

/** "2:05pm on Monday 30 November": still right whenever it is read. */
export function speakLastingTime(instant: IsoInstant): string {
  return orUnknown(() => clockOn(instant, speakDate(londonDay(instant))));
}

function clockOn(instant: IsoInstant, day: string): string {
  const clock = speakClock(instant);
  // "Midnight on Monday" is read as either end of that day.
  if (clock === 'midnight') return `midnight at the start of ${day}`;
  return `${clock} ${/\d/.test(day) ? 'on ' : ''}${day}`;
}

/** "just now" (also for future instants), "4 minutes ago", "2 hours ago", and after a day "3 days ago" by the calendar. */
export function speakAgo(instant: IsoInstant, now: IsoInstant): string {
  return orUnknown(() => ago(instant, now));
}

function ago(instant: IsoInstant, now: IsoInstant): string {
  const minutes = Math.floor((Date.parse(now) - Date.parse(instant)) / MINUTE);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${count(minutes, 'minute')} ago`;
  const days = inLondon(instant).toPlainDate().until(inLondon(now).toPlainDate()).days;
  // The day the clocks go back has 25 hours: a day's worth of hours can pass within it.
  if (minutes < 24 * 60 || days === 0) return `${count(Math.floor(minutes / 60), 'hour')} ago`;
  return `${count(days, 'day')} ago`;
}

/** "45 minutes", "1 hour 30 minutes", "30 hours". Never in days: working time has no 24-hour days. */
export function speakWorkingTime(minutes: number): string {
  const whole = Math.floor(minutes);
  if (!(whole >= 1)) return 'less than a minute';
  return [[Math.floor(whole / 60), 'hour'] as const, [whole % 60, 'minute'] as const]
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => count(amount, unit))
    .join(' ');
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
