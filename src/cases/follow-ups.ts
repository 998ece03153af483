import { type IsoInstant, londonDay, londonInstant, shift } from '../time/clock.ts';
import {
  addWorkingMinutes,
  isWorkingDay,
  isWorkingTime,
  previousWorkingDay,
  type WorkingHours,
} from '../time/working-days.ts';
import type { Case, CaseEvent, Change, FollowUpTimer } from './case.ts';
import { neededBy, toldNeededAt } from './needed-by.ts';

export type CaseTimer = 'remind-unclaimed' | 'remind-waiting' | 'close-silent' | 'needed-soon';

/** What differs between Trusts and installations. */
export interface FollowUpRules {
  readonly hoursOf: (trust: string) => WorkingHours;
  /** Days of silence after "resolved" until a case closes by itself. */
  readonly closeAfterDays: number;
}

const UNCLAIMED_MINUTES = 30;
const WAITING_DAYS = 2;

export const DEFAULT_RULES: FollowUpRules = {
  hoursOf: () => ({ start: '08:00', end: '17:00' }),
  closeAfterDays: 7,
};

/** The follow-ups that a change causes. A case has one timer of each kind: a later change moves it. */
export function followUps({ case: it, events }: Change, rules: FollowUpRules): readonly FollowUpTimer[] {
  const at = it.changedAt;
  const timer = (name: CaseTimer, runAt: IsoInstant): FollowUpTimer => ({
    name,
    runAt,
    trust: it.trust,
    reference: it.reference,
    key: `${it.reference}:${name}`,
  });
  const because = (type: CaseEvent['type']) => events.some((event) => event.type === type);
  const timers: FollowUpTimer[] = [];
  const hours = rules.hoursOf(it.trust);
  const isFree = it.state === 'open' && (because('raise') || because('release') || because('reopen'));
  if (isFree) timers.push(timer('remind-unclaimed', addWorkingMinutes(at, UNCLAIMED_MINUTES, hours)));
  const needed = neededBy(it);
  if (needed !== undefined && (isFree || (it.state === 'open' && because('join'))))
    timers.push(timer('needed-soon', toldNeededAt(needed, at, hours)));
  if (because('ask')) timers.push(timer('remind-waiting', daysAfter(at, WAITING_DAYS)));
  if (because('resolve')) timers.push(timer('close-silent', daysAfter(at, rules.closeAfterDays)));
  return timers;
}

/** The latest that each follow-up could be due, if it were set now. */
export function latestFollowUp(
  rules: FollowUpRules,
): ReadonlyMap<CaseTimer, (trust: string, now: IsoInstant) => IsoInstant> {
  return new Map([
    ['remind-unclaimed', (trust, now) => addWorkingMinutes(now, UNCLAIMED_MINUTES, rules.hoursOf(trust))],
    ['remind-waiting', (_, now) => daysAfter(now, WAITING_DAYS)],
    ['close-silent', (_, now) => daysAfter(now, rules.closeAfterDays)],
  ]);
}

/** When a team gets its morning summary of open work. */
export const SUMMARY_AT = '08:30';
/** When a team is asked, on working days, about claimed cases that have not moved for one: well after the summary. */
export const IDLE_AT = '13:30';
/** No reminders around the summary, which counts the new cases itself. */
const AFTER_SUMMARY = '09:00';
const BEFORE_SUMMARY = '08:00';
const QUARTER_MS = 15 * 60_000;

/** When a team is reminded of a case overdue at `due`: together with all others of the same quarter of an hour. */
export function reminderAt(due: IsoInstant, hours: WorkingHours): IsoInstant {
  const quarter = new Date(Math.ceil(Date.parse(due) / QUARTER_MS) * QUARTER_MS).toISOString();
  const day = londonDay(quarter);
  const after = londonInstant(day, AFTER_SUMMARY);
  const isNearSummary = isWorkingDay(day) && quarter > londonInstant(day, BEFORE_SUMMARY) && quarter < after;
  const at = isNearSummary ? after : quarter;
  // Where that is after the team's hours, it is reminded at once.
  return isWorkingTime(at, hours) ? at : due;
}

/** Claimed cases unchanged since this instant have not moved for a working day, at the reminder of `day`. */
export const idleSince = (day: string): IsoInstant => londonInstant(previousWorkingDay(day), IDLE_AT);

/** When an unclaimed case is overdue: half a working hour after it was raised, given back or opened again. */
export const unclaimedDue = (it: Case, hours: WorkingHours): IsoInstant =>
  addWorkingMinutes(unclaimedSince(it), UNCLAIMED_MINUTES, hours);

/** Since when anybody could have claimed a new case: it was raised, given back or opened again. */
export const unclaimedSince = ({ openedAt, released, reopened }: Case): IsoInstant =>
  [openedAt, released?.at ?? '', reopened?.at ?? ''].sort().at(-1) ?? openedAt;

/** Cases unclaimed since this instant are overdue at `now`. Found by halving, to within a second. */
export function overdueUntil(now: IsoInstant, hours: WorkingHours): IsoInstant {
  const overdue = (at: number) =>
    addWorkingMinutes(new Date(at).toISOString(), UNCLAIMED_MINUTES, hours) <= now;
  let late = Date.parse(now) - LONGEST_BREAK_MS;
  let early = Date.parse(now);
  while (early - late > 1000) {
    const middle = (early + late) / 2;
    if (overdue(middle)) late = middle;
    else early = middle;
  }
  return new Date(late).toISOString();
}

/** No break between two working days is longer. */
const LONGEST_BREAK_MS = 10 * 86_400_000;

const daysAfter = (at: IsoInstant, days: number) => shift(at, { hours: 24 * days });
