import { plainText } from '../../cards/plain-text.ts';
import type { CardData } from '../../cards/render.ts';
import type { TrailEntry } from '../../cases/case.ts';
import { firstSentence } from '../../text/first-sentence.ts';
import { TEAM_TEXTS } from '../esr-team/texts.ts';

/** Bytes for all steps, of the 28 KB that Teams takes for a card. */
const MAX_BYTES = 9_500;
/** Bytes of a step without its text. */
const STEP_BYTES = 450;
const MOST_STEPS = 15;
/** Characters of each text: the first length at which the steps fit is used. */
const LENGTHS = [600, 300, 150, 70, 40];

/** Answers without content: "Carry on", and asking for the ESR Team. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['next', 'human']);
/** Characters of the step where they stopped: a line or two. */
const LONGEST_STOP = 90;

/** How much was tried, and where they stopped, in a line. */
export function triedSummary(trail: readonly TrailEntry[], isTrainers: boolean): string {
  const steps = trail.filter((entry) => entry.answer !== 'human').length;
  const last = trail.at(-1);
  if (last === undefined || steps === 0) return isTrainers ? TEAM_TEXTS.untried : TEAM_TEXTS.untriedStaff;
  // They asked for the ESR Team from a list of steps.
  if (last.answer === 'listed') {
    return TEAM_TEXTS.listed(trail.filter(({ answer }) => answer === 'listed').length);
  }
  return TEAM_TEXTS.tried(steps, plainText(firstSentence(last.shown, LONGEST_STOP)));
}

/** The steps tried, oldest first: all of them if they fit, else the newest, shortened as needed. */
export function triedSteps(trail: readonly TrailEntry[]): CardData[] {
  for (const length of LENGTHS) {
    const steps = trail.map((entry, index) => ({
      number: index + 1,
      shown: plainText(entry.shown, length),
      answered: SAYS_NOTHING.has(entry.answer) ? '' : plainText(entry.answered, length),
    }));
    for (const kept of [steps, steps.slice(-MOST_STEPS)]) {
      const size = kept.reduce(
        (sum, { shown, answered }) => sum + STEP_BYTES + Buffer.byteLength(shown + answered),
        0,
      );
      if (size <= MAX_BYTES) return kept;
    }
  }
  return [];
}
