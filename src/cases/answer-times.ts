import { type IsoInstant, isInstant } from '../time/clock.ts';
import { type WorkingHours, workingMinutesBetween } from '../time/working-days.ts';

/** When a case was opened, and when its requester was first asked something or told the outcome; null while they wait. */
export interface AnswerTime {
  readonly opened: IsoInstant;
  readonly heard: IsoInstant | null;
}

/** The weeks that the figure is worked out from, and how many cases they must have. */
export const ANSWERS_SINCE_DAYS = 28;
export const FEWEST_ANSWERS = 20;

/**
 * The working time within which most people heard back, in minutes: the third quartile by nearest rank, so that three of four
 * heard within it. Those who still wait count as the longest. Undefined for fewer than 20 cases, and where more than a quarter
 * still wait.
 */
export function usualWait(answers: readonly AnswerTime[], hours: WorkingHours): number | undefined {
  // Leaves out damaged rows, and those written while a clock was wrong.
  const sound = answers.filter(
    ({ opened, heard }) => isInstant(opened) && (heard === null || (isInstant(heard) && opened <= heard)),
  );
  if (sound.length < FEWEST_ANSWERS) return undefined;
  const waits = sound
    .flatMap(({ opened, heard }) => (heard === null ? [] : [workingMinutesBetween(opened, heard, hours)]))
    .sort((a, b) => a - b);
  return waits[Math.ceil(sound.length * 0.75) - 1];
}
