import { words } from '../../src/cards/render.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from '../engine/card-prompt.ts';
import { dialogTurn, guideOf } from '../engine/conversation-state.ts';
import { WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { teamData } from './contact-data.ts';
import { ESCALATION, problemHeading } from './escalation.ts';

export const REACH_TEAM = 'reach-team';

/**
 * The only way to the ESR Team's form. If the team has no linked chat, the person sees that before filling anything in, with
 * the guide's own contact; the case can still be left for them.
 */
export const reachTeam = new WaterfallDialog(REACH_TEAM, [sayThatTheyAreNotHere, goOn]);

async function sayThatTheyAreNotHere(step: WaterfallStepContext) {
  const turn = dialogTurn(step);
  const team = await teamData(turn);
  if (!team.unlinked) return step.replaceDialog(ESCALATION);
  const question: CardQuestion = {
    card: 'no-team',
    data: { problem: problemHeading(turn), trust: words(guideOf(turn).shortName), ...team },
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function goOn(step: WaterfallStepContext) {
  const { value } = step.result as CardAnswer;
  return step.replaceDialog(value === 'leave' ? ESCALATION : 'main');
}
