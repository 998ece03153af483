import type { Temporal } from 'temporal-polyfill';
import { type IsoInstant, londonDay, londonInstant, shift } from '../../time/clock.ts';
import { comingDays } from '../../time/coming-day.ts';
import { clockInPart, readClock } from '../../time/typed-time.ts';
import { nextWorkingDay } from '../../time/working-days.ts';
import {
  type Cue,
  cueOf,
  isGivenUp,
  isInstead,
  isOff,
  isOtherWeek,
  isUnderWay,
  sinceMoved,
  wasPlanned,
  withoutNoClass,
} from './cues.ts';
import { FIRST_THING, type SaidTime, saidTimes } from './said-times.ts';
import { sentencesOf } from './sentences.ts';

/** A class that began no longer ago may still be going on; an earlier time of day is tomorrow's. */
const GOING_ON_HOURS = 3;
/** "By 9", typed a little later, was meant; typed long after, it is tomorrow's. */
const LATE_MINUTES = 30;
/** Trainers' days: "at 2" is in the afternoon, "at 8" in the morning. */
const DAY_STARTS = 7;
const USUAL_START = '09:00';
const END_OF_TODAY = '17:00';

/**
 * By when the learners of a message must be able to sign in, as far as its writer says: "class starts 9:30", "by noon",
 * "tomorrow morning", "in 20 minutes". The earliest of several; one that has passed where the class is under way. Times of
 * something else (a shift, when they tried) are left. Parts of a day have usual times: a morning 09:00, an afternoon 13:00.
 */
export function readNeededBy(text: string, now: IsoInstant): IsoInstant | undefined {
  const needed = sentencesOf(text).flatMap((sentence) => momentsIn(sentence, now));
  return needed.sort()[0];
}

/** Whether a text says that a time given before no longer counts: "12pm class is cancelled". */
export const callsOffTime = (text: string): boolean => sentencesOf(text).some(isGivenUp);

function momentsIn(whole: string, now: IsoInstant): IsoInstant[] {
  if (isOff(whole) || isOtherWeek(whole)) return [];
  const typed = withoutNoClass(whole);
  const sentence = sinceMoved(typed);
  const isMoved = sentence !== typed;
  const said = saidTimes(sentence);
  const days = said.filter(({ kind, start }) => kind === 'day' && !isInstead(sentence, start));
  // "Tomorrow's class has moved to 2pm": the day is not clear.
  if (isMoved && days.length === 0 && saidTimes(typed).some(({ kind }) => kind === 'day')) return [];
  const clocks = said.filter(({ kind }) => kind === 'clock');
  const isOn = !isMoved && isUnderWay(sentence);
  let isOnlyPlanned = false;
  const moments = said.flatMap((one) => {
    const cue = cueOf(sentence, one.start, one.end) ?? (isMoved ? 'needed' : undefined);
    if (cue === 'shift' || (cue === 'past' && !isOn)) return [];
    const found = momentsOf(sentence, one, { said, days, clocks, cue, isOn, now });
    const kept = wasPlanned(sentence, one.start) ? found.filter((at) => at <= now) : found;
    isOnlyPlanned ||= kept.length < found.length;
    return kept;
  });
  return isOn && !isOnlyPlanned && moments.every((at) => at > now) ? [now] : moments;
}

interface Around {
  readonly said: readonly SaidTime[];
  readonly days: readonly SaidTime[];
  readonly clocks: readonly SaidTime[];
  readonly cue: Cue | undefined;
  readonly isOn: boolean;
  readonly now: IsoInstant;
}

/** "By 9", "before lunch", "first thing": what is due then, and does not only begin. */
const isDeadline = (sentence: string, { start, end, due = false }: SaidTime): boolean =>
  (due && !sentence.slice(start, end).startsWith('after')) ||
  /\b(?:by|before|ahead of)[\s:]*(?:(?:about|around) )?$/.test(sentence.slice(0, start));

/** The instants that one of a sentence's times means. */
function momentsOf(
  sentence: string,
  one: SaidTime,
  { said, days, clocks, cue, isOn, now }: Around,
): IsoInstant[] {
  const isSaid = cue === 'needed' || isOn || one.due === true;
  const part = one.kind === 'clock' ? partBeside(said, one, days.length === 0) : undefined;
  const day = one.on ?? part?.on ?? nearest(days, one)?.text;
  const isOpen = day !== undefined || isOn || !isDeadline(sentence, one);
  const earliest = isOpen
    ? shift(now, { hours: -GOING_ON_HOURS })
    : shift(now, { minutes: -lateMinutes(one) });
  const moment = (times: readonly Temporal.PlainTime[], on = day) => momentOn(times, on, now, earliest);
  switch (one.kind) {
    case 'span':
      return isSpanUntil(sentence, one, cue) ? [shift(now, { minutes: Number(one.text) })] : [];
    case 'clock': {
      // "Class for 10 tomorrow at 2pm".
      if (one.isBare && clocks.some(({ isBare }) => !isBare)) return [];
      if (!isSaid && (day === undefined || one.isBare)) return [];
      if (part?.part === undefined) return moment(readClock(one.text));
      // "By 9 in the morning", when that has passed: of some other day.
      const at = moment(clockInPart(one.text, part.part));
      return day === undefined ? at.filter((found) => found > now) : at;
    }
    case 'part': {
      if (clocks.length > 0) return [];
      // "Record made this morning" says nothing, "this afternoon please" does.
      return moment(readClock(one.text)).filter((at) => isSaid || (day !== undefined && at > now));
    }
    default: {
      const isAlone = said.every(({ kind }) => kind === 'day');
      const usual = one.text === 'today' ? END_OF_TODAY : USUAL_START;
      return isAlone && isSaid ? moment(readClock(usual), one.text) : [];
    }
  }
}

/** The most characters between a clock time and its part of the day: "8 tomorrow evening". "Tonight" is a day too. */
const BESIDE = 14;
const BESIDE_TONIGHT = 60;

const partBeside = (said: readonly SaidTime[], clock: SaidTime, isOnlyDay: boolean): SaidTime | undefined =>
  said.find(
    (one) =>
      one.part !== undefined &&
      between(one, clock) <= (one.part === 'night' && isOnlyDay ? BESIDE_TONIGHT : BESIDE),
  );

/** "Thursday at 2pm and Friday at 9am": by what stands between, and not by the length of the days' names. */
const nearest = (some: readonly SaidTime[], to: SaidTime): SaidTime | undefined =>
  some.toSorted((a, b) => between(a, to) - between(b, to))[0];

const between = (one: SaidTime, other: SaidTime) => Math.max(one.start - other.end, other.start - one.end);

/** "In 20 minutes", "10 mins to go", "45 minutes before they start"; not "20 minutes ago" or "for 20 minutes". */
function isSpanUntil(sentence: string, { start, end }: SaidTime, cue: string | undefined): boolean {
  const behind = sentence.slice(end, end + 30);
  if (/^\s*(?:ago|late|each|long|of)\b/.test(behind)) return false;
  if (
    /^(?:'|s)*\s*(?:to go|until|till|before|to (?:the )?(?:class|start|session)|from now|time\b)/.test(behind)
  )
    return true;
  return cue === 'needed' && /^(?:in|within|next)\b/.test(sentence.slice(start, end));
}

/** "First thing" has an hour of its own: after it, the next morning is meant. */
const lateMinutes = ({ text }: SaidTime) => (text === FIRST_THING ? 0 : LATE_MINUTES);

/** When clocks show one of these times on that day, or next, from `earliest` on; none where that has passed. */
function momentOn(
  times: readonly Temporal.PlainTime[],
  day: string | undefined,
  now: IsoInstant,
  earliest: IsoInstant,
): IsoInstant[] {
  const time = times.find(({ hour }) => hour >= DAY_STARTS) ?? times[0];
  if (time === undefined) return [];
  const today = londonDay(now);
  const days = day === undefined ? [today, nextWorkingDay(today)] : comingDays(day, now);
  const at = days.map((one) => londonInstant(one, time)).find((one) => one >= earliest);
  return at === undefined ? [] : [at];
}
