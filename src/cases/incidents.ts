import { type IsoDate, type IsoInstant, inLondon, shift, shiftDay } from '../time/clock.ts';

/** Asked or said in a chat: ESR is down for everyone. Counted like a problem of the guide. */
export const DOWN = 'down';

/** One person reported a problem: by starting its guide, by asking for the ESR Team in it, or by asking if ESR is down. */
export interface ProblemReport {
  readonly trust: string;
  /** A branch of the guide, or {@link DOWN}. */
  readonly problem: string;
}

export const INCIDENT_ENDINGS = ['over', 'dismissed', 'quiet'] as const;

/** One problem of an incident, and how many people reported it. */
interface IncidentPart {
  readonly problem: string;
  readonly people: number;
}

/** A problem that many more people than usual reported. */
export interface Incident extends ProblemReport {
  readonly id: number;
  readonly version: number;
  /** When the first of them reported it. */
  readonly since: IsoInstant;
  readonly lastAt: IsoInstant;
  readonly people: number;
  /** How many people an hour are usual. */
  readonly usual: number;
  readonly noticeId: number | undefined;
  /** The problems that it spread to, in their order: one outage is one incident. */
  readonly spread: readonly IncidentPart[];
  /** `as` is `ended` where only another version of the bot knows how it ended. */
  readonly ended?:
    | {
        readonly as: (typeof INCIDENT_ENDINGS)[number] | 'ended';
        readonly at: IsoInstant;
        readonly by: string | undefined;
      }
    | undefined;
}

/** Fewer people may each have a separate problem. */
export const FEWEST_PEOPLE = 5;
/** People are counted over this long. */
export const WINDOW_MINUTES = 60;
/** What is usual is taken from these weeks. */
export const WEEKS = 8;
/** An incident that nobody reports for this long is over, and one that ended is not raised again for as long. */
export const QUIET_HOURS = 4;

/** Chance below which a number of people is no coincidence. */
const UNLIKELY = 2e-5;
/** Assumed before anything is known: one person in two hours. */
const PRIOR = { people: 1, hours: 2 } as const;

/** What the last weeks had at this time of day: people in all, in how many hours, and how much busier this weekday is than others. */
export interface Usual {
  readonly people: number;
  readonly hours: number;
  readonly busier: number;
}

/** How many people an hour the last weeks suggest. */
export const usualPeople = ({ people, hours, busier }: Usual): number =>
  (busier * (people + PRIOR.people)) / (hours + PRIOR.hours);

/**
 * Whether so many people in one hour are no coincidence. Counts of an hour follow a Poisson distribution whose mean is only known
 * from a few weeks; the chance of `people` or more is then the tail of a negative binomial distribution (decision 13).
 */
export function isUnusual(people: number, { people: before, hours, busier }: Usual): boolean {
  if (people < FEWEST_PEOPLE) return false;
  const shape = before + PRIOR.people;
  const next = busier / (hours + PRIOR.hours + busier);
  // P(0), then each from the one before.
  let chance = (1 - next) ** shape;
  let fewer = 0;
  for (let count = 0; count < people; count += 1) {
    fewer += chance;
    chance *= ((shape + count) / (count + 1)) * next;
  }
  return 1 - fewer < UNLIKELY;
}

/** An hour of a day in England. */
export interface DayHour {
  readonly day: IsoDate;
  readonly hour: number;
}

export function hourOf(instant: IsoInstant): DayHour {
  const at = inLondon(instant);
  return { day: at.toPlainDate().toString(), hour: at.hour };
}

/** The hours that the window up to `now` lies in. */
export const windowAt = (now: IsoInstant): readonly DayHour[] => [
  hourOf(now),
  hourOf(shift(now, { minutes: -WINDOW_MINUTES })),
];

/** The hours of the day that the window covers, and the share of it in each. The shares add up to 1. */
export function hoursLike(now: IsoInstant): readonly { readonly hour: number; readonly share: number }[] {
  const { hour, minute } = inLondon(now);
  const share = minute / 60;
  return [
    { hour, share },
    { hour: (hour + 23) % 24, share: 1 - share },
  ];
}

/** The days of the `weeks` before `day` to compare it with: Mondays to Fridays, or only Saturdays, or only Sundays. */
export function daysLike(day: IsoDate, weeks: number): readonly IsoDate[] {
  const before = Array.from({ length: 7 * weeks }, (_, index) => shiftDay(day, -index - 1));
  return before.filter((one) => (isWeekend(day) ? isSameWeekday(one, day) : !isWeekend(one)));
}

const isWeekend = (day: IsoDate) => [0, 6].includes(new Date(day).getUTCDay());
const isSameWeekday = (one: IsoDate, other: IsoDate) =>
  new Date(one).getUTCDay() === new Date(other).getUTCDay();

/** How many times busier this weekday is than the average of `days`, by the number of people on each; at least 1. */
export function busierBy(day: IsoDate, days: readonly IsoDate[], peopleOf: (day: IsoDate) => number): number {
  const mean = (some: readonly IsoDate[]) => some.reduce((sum, one) => sum + peopleOf(one), 0) / some.length;
  const all = mean(days);
  return all > 0 ? Math.max(1, mean(days.filter((one) => isSameWeekday(one, day))) / all) : 1;
}
