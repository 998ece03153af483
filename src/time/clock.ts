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

/** Whether the text is an instant. For stored values, which may be damaged. */
export function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The day it is in England at that instant. */
export function londonDay(instant: IsoInstant): IsoDate {
  return inLondon(instant).toPlainDate().toString();
}

/** The instant at which clocks in England show `time` on `day`; `which` of the two on the night they go back. */
export function londonInstant(
  day: IsoDate,
  time: Temporal.PlainTime | string,
  which: 'earlier' | 'later' = 'earlier',
): IsoInstant {
  const plain = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));
  return toIso(plain.toZonedDateTime(LONDON, { disambiguation: which }).toInstant());
}

/** `instant` moved by this much real time; negative amounts move it back. Clock changes make no difference. */
export function shift(instant: IsoInstant, by: { hours?: number; minutes?: number }): IsoInstant {
  return toIso(Temporal.Instant.from(instant).add(by));
}

/** `instant` moved by this many milliseconds. */
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
