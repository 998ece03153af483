import { words } from '../../src/cards/render.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from '../engine/card-prompt.ts';
import { dialogTurn, guideOf } from '../engine/conversation-state.ts';
import { WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { teamData } from './contact-data.ts';
import { REACH_TEAM } from './reach-team.ts';

export const NOT_COVERED = 'not-covered';

/** An honest answer to a problem that the person's Trust's guide says nothing of, with the way to the ESR Team. */
export const notCovered = new WaterfallDialog(NOT_COVERED, [sayThatItIsNot, goOn]);

async function sayThatItIsNot(step: WaterfallStepContext) {
  const turn = dialogTurn(step);
  const guide = guideOf(turn);
  const problem =
    turn.conversation.branch && turn.deps.problems.branches.get(turn.conversation.branch)?.title;
  const question: CardQuestion = {
    card: 'not-covered',
    data: {
      problem: words(problem ?? ''),
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
