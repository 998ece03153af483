import { words } from '../../src/cards/render.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from '../engine/card-prompt.ts';
import { dialogTurn, guideOf, titleOf } from '../engine/conversation-state.ts';
import { WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { teamData } from './contact-data.ts';
import { REACH_TEAM } from './reach-team.ts';

export const NOT_COVERED = 'not-covered';

/** An honest answer to a problem that the person's Trust's guide says nothing of, with the way to the ESR Team. */
export const notCovered = new WaterfallDialog(NOT_COVERED, [sayThatItIsNot, goOn]);

async function sayThatItIsNot(step: WaterfallStepContext) {
  const turn = dialogTurn(step);
  const guide = guideOf(turn);
  const question: CardQuestion = {
    card: 'not-covered',
    data: {
      problem: words(titleOf(turn, turn.conversation.branch)),
      trust: words(guide.shortName),
      ...(await teamData(turn)),
    },
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function goOn(step: WaterfallStepContext) {
  const { value } = step.result as CardAnswer;
  if (value === 'human') return step.replaceDialog(REACH_TEAM);
  return step.replaceDialog('main');
}
