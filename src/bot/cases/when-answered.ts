import { ANSWERS_SINCE_DAYS, type AnswerTime, usualWait } from '../../cases/answer-times.ts';
import { londonDay, shift } from '../../time/clock.ts';
import { speakDate, speakHour } from '../../time/speak-time.ts';
import { isWorkingTime, nextOpening, type WorkingHours, workingDayMinutes } from '../../time/working-days.ts';
import { CASE_TEXTS as TEXTS } from './texts.ts';

/** When an ESR Team works, and within how many working minutes most people lately heard back: undefined with too few answers. */
export interface Expectation {
  readonly hours: WorkingHours;
  readonly wait: number | undefined;
}

export interface WhenAnsweredDeps {
  readonly answerTimes: (trust: string, since: string) => Promise<readonly AnswerTime[]>;
  /** The working hours to show; undefined if none were set, and then no answer time is shown. */
  readonly saidHoursOf: (trust: string) => WorkingHours | undefined;
  readonly now: () => string;
}

const CACHE_MS = 3_600_000;

/** When people can expect an answer. The figure is cached for an hour; if it cannot be worked out, cards go without. */
export class WhenAnswered {
  readonly #deps: WhenAnsweredDeps;
  readonly #waits = new Map<string, { readonly at: number; readonly wait: Promise<number | undefined> }>();

  constructor(deps: WhenAnsweredDeps) {
    this.#deps = deps;
  }

  async of(trust: string): Promise<Expectation | undefined> {
    const hours = this.#deps.saidHoursOf(trust);
    return hours && { hours, wait: await this.#waitOf(trust, hours) };
  }

  #waitOf(trust: string, hours: WorkingHours): Promise<number | undefined> {
    const now = this.#deps.now();
    const at = Date.parse(now);
    const known = this.#waits.get(trust);
    if (known !== undefined && Math.abs(at - known.at) < CACHE_MS) return known.wait;
    const wait = this.#deps
      .answerTimes(trust, shift(now, { hours: -24 * ANSWERS_SINCE_DAYS }))
      .then((answers) => usualWait(answers, hours))
      .catch(() => undefined);
    this.#waits.set(trust, { at, wait });
    return wait;
  }
}

/** When to expect an answer, in sentences that stay true on a card that is read later. */
export function whenToExpect({ hours, wait }: Expectation, now: string): string {
  const back = isWorkingTime(now, hours) ? undefined : londonDay(nextOpening(now, hours));
  return [
    TEXTS.teamWorks(speakHour(hours.start), speakHour(hours.end)),
    ...(back === undefined ? [] : [TEXTS.backOn(speakDate(back), speakHour(hours.start))]),
    ...(wait === undefined ? [] : [TEXTS.mostHear(...rounded(wait, workingDayMinutes(hours)))]),
  ].join(' ');
}

/** Rounded up to hours within a working day, else to days. */
function rounded(minutes: number, day: number): [count: number, unit: 'hour' | 'day'] {
  return minutes <= day ? [Math.max(1, Math.ceil(minutes / 60)), 'hour'] : [Math.ceil(minutes / day), 'day'];
}
