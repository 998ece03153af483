import { plainText } from '../../cards/plain-text.ts';
import type { CardData } from '../../cards/render.ts';
import type { TrailEntry } from '../../cases/case.ts';

/** Bytes of the 28 KB a card may have; what else stands on the handoff card can take the rest. */
const ROOM = 11_000;
/** What a step costs beside its text. */
const STEP = 450;
const MOST_STEPS = 15;
/** Characters of each text, from whole to barely recognisable. */
const LENGTHS = [600, 300, 150, 70, 40];

/** What was tried before, oldest first: all of it where it fits, else the newest steps, and those as short as they must be. */
export function triedSteps(trail: readonly TrailEntry[]): CardData[] {
  for (const length of LENGTHS) {
    const steps = trail.map((entry, index) => ({
      number: index + 1,
      shown: plainText(entry.shown, length),
      answered: plainText(entry.answered, length),
    }));
    for (const kept of [steps, steps.slice(-MOST_STEPS)]) {
      const size = kept.reduce(
        (sum, { shown, answered }) => sum + STEP + Buffer.byteLength(shown + answered),
        0,
      );
      if (size <= ROOM) return kept;
    }
  }
  return [];
}
