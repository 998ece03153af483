import { words } from '../src/cards/render.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from './card-prompt.ts';
import { WaterfallDialog, type WaterfallStepContext } from './sdk.ts';
import { talkTurn } from './talk.ts';

export const CHOOSE_TRUST = 'choose-trust';

/** Whose guide to follow. What was entered for another Trust stays; what was tried there does not carry over. */
export const chooseTrust = new WaterfallDialog(CHOOSE_TRUST, [askTrust, keepTrust]);

async function askTrust(step: WaterfallStepContext) {
  const { guides } = talkTurn(step.context).parts;
  const choices = [...guides.values()].map((guide) => ({
    value: words(guide.trust),
    title: words(guide.name),
  }));
  return step.beginDialog(CARD_PROMPT, { card: 'choose-trust', data: { choices } } satisfies CardQuestion);
}

async function keepTrust(step: WaterfallStepContext) {
  const { talk, parts } = talkTurn(step.context);
  const { value } = step.result as CardAnswer;
  const chosen = [...parts.guides.keys()].find((trust) => trust === value);
  if (chosen !== undefined && chosen !== talk.trust)
    Object.assign(talk, { trust: chosen, trail: [], facts: {} });
  return step.endDialog();
}
