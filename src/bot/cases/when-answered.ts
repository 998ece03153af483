import { ANSWERS_SINCE_DAYS, type AnswerTime, usualWait } from '../../cases/answer-times.ts';
import { londonDay, shift } from '../../time/clock.ts';
import { speakDate, speakHour } from '../../time/speak-time.ts';
import { isWorkingTime, nextOpening, type WorkingHours, workingDayMinutes } from '../../time/working-days.ts';
import { CASE_TEXTS as TEXTS } from './texts.ts';

/** When an ESR Team works, and the working minutes within which most people lately heard back, where they are enough to say. */
export interface Expectation {
  readonly hours: WorkingHours;
  readonly wait: number | undefined;
}

export interface WhenAnsweredDeps {
  readonly answerTimes: (trust: string, since: string) => Promise<readonly AnswerTime[]>;
  /** Undefined where nobody set any: then nothing is said. */
  readonly saidHoursOf: (trust: string) => WorkingHours | undefined;
  readonly now: () => string;
}

const KEPT_MS = 3_600_000;

/** What people can expect of a Trust's ESR Team. The figure is worked out once an hour, and never stops a card. */
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
    if (known !== undefined && Math.abs(at - known.at) < KEPT_MS) return known.wait;
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

/** Rounded up: hours within a working day, else days. */
function rounded(minutes: number, day: number): [count: number, unit: 'hour' | 'day'] {
  return minutes <= day ? [Math.max(1, Math.ceil(minutes / 60)), 'hour'] : [Math.ceil(minutes / day), 'day'];
}
