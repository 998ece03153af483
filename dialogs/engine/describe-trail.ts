import { type Words, words } from '../../src/cards/render.ts';
import { SCREEN_STEP } from '../flow/screen-said.ts';
import type { ConversationState, DialogTurn } from './conversation-state.ts';

/** "You tried 3 steps: the ESR Team sees them too." Nothing when nothing was tried. */
export function describeTrail({ conversation }: DialogTurn): Words {
  const screen = conversation.trail.find(({ step }) => step === SCREEN_STEP);
  return words(
    [screen === undefined ? '' : `We also tell them: ${screen.shown}.`, stepsTried(conversation)]
      .join(' ')
      .trim(),
  );
}

function stepsTried(conversation: ConversationState): string {
  const tried = conversation.trail.filter((entry) => entry.answer === 'not-yet').length;
  if (tried === 0) return '';
  return tried === 1
    ? 'We also tell them the step you tried.'
    : `We also tell them the ${tried} steps you tried.`;
}
