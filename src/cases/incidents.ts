import { type IsoDate, type IsoInstant, inLondon, shiftDay } from '../time/clock.ts';
import type { Instant } from './case.ts';

/** Asked or said in a chat: ESR is down for everyone. Counted like a problem of the guide. */
export const DOWN = 'down';

/** One person reported a problem: by starting its guide, by asking for the ESR Team in it, or by asking if ESR is down. */
export interface ProblemReport {
  readonly trust: string;
  /** A branch of the guide, or {@link DOWN}. */
  readonly problem: string;
}

/** A problem that many more people than usual reported. */
export interface Incident extends ProblemReport {
  readonly id: number;
  readonly version: number;
  /** When the first of them reported it. */
  readonly since: Instant;
  readonly lastAt: Instant;
  readonly people: number;
  /** How many people an hour are usual. */
  readonly usual: number;
  readonly noticeId: number | undefined;
  readonly ended?:
    | { readonly as: 'over' | 'dismissed' | 'quiet'; readonly at: Instant; readonly by: string | undefined }
    | undefined;
}

/** Fewer people may each have a separate problem. */
export const FEWEST_PEOPLE = 5;
/** People are counted over this long. */
export const WINDOW_MINUTES = 60;
/** What is usual is the same hour of the same weekday in these weeks. */
export const WEEKS = 8;
/** An incident that nobody reports for so long is over, and one that ended is not raised again for as long. */
export const QUIET_HOURS = 4;

/** Chance below which a number of people is no coincidence. */
const UNLIKELY = 1e-5;
/** Stands for what is not known yet: one person in two hours. It weighs as much as two weeks. */
const PRIOR = { people: 1, weeks: 2 } as const;

/** What the last weeks had at this hour: people in all, and in how many weeks. */
export interface Usual {
  readonly people: number;
  readonly weeks: number;
}

/** How many people an hour the last weeks suggest. */
export const usualPeople = ({ people, weeks }: Usual): number =>
  (people + PRIOR.people) / (weeks + PRIOR.weeks);

/**
 * Whether so many people in one hour are no coincidence. Counts of an hour follow a Poisson distribution whose mean is only known
 * from a few weeks; the chance of `people` or more is then the tail of a negative binomial distribution (decision 13).
 */
export function isUnusual(people: number, usual: Usual): boolean {
  if (people < FEWEST_PEOPLE) return false;
  const shape = usual.people + PRIOR.people;
  const next = 1 / (usual.weeks + PRIOR.weeks + 1);
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

/** The hours that the window up to `now` lies in, and how much of each. */
export function windowAt(now: IsoInstant): readonly (DayHour & { readonly share: number })[] {
  const share = inLondon(now).minute / 60;
  const before = new Date(Date.parse(now) - WINDOW_MINUTES * 60_000).toISOString();
  return [
    { ...hourOf(now), share },
    { ...hourOf(before), share: 1 - share },
  ];
}

/** The same weekday in the weeks before. */
export const weeksBefore = (day: IsoDate, weeks: number): readonly IsoDate[] =>
  Array.from({ length: weeks }, (_, index) => shiftDay(day, -7 * (index + 1)));
