import { words } from '../../src/cards/render.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from '../engine/card-prompt.ts';
import { dialogTurn, titleOf } from '../engine/conversation-state.ts';
import { WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';

export const WELCOME_BACK = 'welcome-back';

/** For a person who comes back within a day: the same problem, from where they were, or something else. */
export const welcomeBack = new WaterfallDialog(WELCOME_BACK, [askWhetherTheSame, goOn]);

async function askWhetherTheSame(step: WaterfallStepContext) {
  const turn = dialogTurn(step);
  return step.beginDialog(CARD_PROMPT, {
    card: 'welcome-back',
    data: { problem: words(titleOf(turn, turn.conversation.branch)) },
  } satisfies CardQuestion);
}

async function goOn(step: WaterfallStepContext) {
  const { value } = step.result as CardAnswer;
  // Ending shows the question below again, where they left it.
  if (value === 'same') return step.endDialog();
  await step.cancelAllDialogs();
  return step.beginDialog('main', value === 'human' ? { human: true } : {});
}
