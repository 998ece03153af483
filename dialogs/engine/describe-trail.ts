import { type Words, words } from '../../src/cards/render.ts';
import type { DialogTurn } from './conversation-state.ts';

/** "You tried 3 steps: the ESR Team sees them too." Nothing when nothing was tried. */
export function describeTrail({ conversation }: DialogTurn): Words {
  const tried = conversation.trail.filter((entry) => entry.answer === 'not-yet').length;
  if (tried === 0) return words('');
  return words(
    tried === 1 ? 'We also tell them the step you tried.' : `We also tell them the ${tried} steps you tried.`,
  );
}
