import { Temporal } from 'temporal-polyfill';

/** An instant in UTC, always as `Date.prototype.toISOString` writes it, so that instants sort as text. */
export type IsoInstant = string;

/** A day in England, `YYYY-MM-DD`. */
export type IsoDate = string;

const LONDON = 'Europe/London';

/** The instant in local time in England. Throws `RangeError` for an invalid instant. */
export function inLondon(instant: IsoInstant): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(LONDON);
}

/** Whether this is an instant: what is stored may be damaged. */
export function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The day it is in England at that instant. */
export function londonDay(instant: IsoInstant): IsoDate {
  return inLondon(instant).toPlainDate().toString();
}

/** The instant at which a clock in England shows `time` on `day`; where it shows it twice, `which` of the two. */
export function londonInstant(
  day: IsoDate,
  time: Temporal.PlainTime | string,
  which: 'earlier' | 'later' = 'earlier',
): IsoInstant {
  const plain = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));
  return toIso(plain.toZonedDateTime(LONDON, { disambiguation: which }).toInstant());
}

/** `instant` moved by so much real time (a negative amount moves it back); clock changes make no difference. */
export function shift(instant: IsoInstant, by: { hours?: number; minutes?: number }): IsoInstant {
  return toIso(Temporal.Instant.from(instant).add(by));
}

/** `instant` moved by so many milliseconds. */
export function shiftMs(instant: IsoInstant, ms: number): IsoInstant {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** `day` moved by this many days. */
export function shiftDay(day: IsoDate, days: number): IsoDate {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

function toIso(instant: Temporal.Instant): IsoInstant {
  return instant.toString({ fractionalSecondDigits: 3 });
}
