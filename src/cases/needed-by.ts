import { type IsoInstant, londonDay, londonInstant, shift, shiftDay } from '../time/clock.ts';
import {
  isWorkingTime,
  lastClosing,
  nextOpening,
  nextWorkingDay,
  type WorkingHours,
} from '../time/working-days.ts';
import type { Case, Requester } from './case.ts';
import { givenBy, requestersIn } from './given.ts';

/** How long before it is needed the team is told that nobody has claimed a case, in minutes. */
const TOLD_BEFORE = 15;
/** For how many minutes a new case is left to be claimed. */
const NEW_FOR = 3;

/** By when its learner must be able to sign in: the earliest that its requesters gave. It may have passed. */
export const neededBy = (it: Case): IsoInstant | undefined =>
  earliestOf(it, it.requesters) ?? it.details.neededBy;

/** As `neededBy`, until the case is resolved. With `chat`: the earliest that was given from that chat. */
export function stillNeededBy(it: Case, chat?: string): IsoInstant | undefined {
  if (it.state === 'resolved' || it.state === 'closed') return undefined;
  return chat === undefined ? neededBy(it) : earliestOf(it, requestersIn(it, chat));
}

const earliestOf = (it: Case, requesters: readonly Requester[]): IsoInstant | undefined =>
  requesters.flatMap((one) => givenBy(it, one)?.details.neededBy ?? []).sort()[0];

/**
 * When the team is told of an unclaimed case, in its working time: a quarter of an hour before it is needed, or before the
 * team goes home if that is earlier. `since`: when it became free to claim.
 */
export function toldNeededAt(needed: IsoInstant, since: IsoInstant, hours: WorkingHours): IsoInstant {
  const before = shift(needed, { minutes: -TOLD_BEFORE });
  const inTime = isWorkingTime(before, hours)
    ? before
    : shift(lastClosing(before, hours), { minutes: -TOLD_BEFORE });
  const soonest = shift(since, { minutes: NEW_FOR });
  if (inTime >= soonest) return inTime;
  return isWorkingTime(soonest, hours) ? soonest : nextOpening(soonest, hours);
}

/** Cases needed before then are needed soon: today or on the next working day. */
export const neededSoonUntil = (now: IsoInstant): IsoInstant =>
  startOf(shiftDay(nextWorkingDay(londonDay(now)), 1));

/** Cases needed before then are needed today. */
export const neededTodayUntil = (now: IsoInstant): IsoInstant => startOf(shiftDay(londonDay(now), 1));

const startOf = (day: string): IsoInstant => londonInstant(day, '00:00');
