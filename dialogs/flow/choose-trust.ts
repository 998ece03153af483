import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { readTrust } from '../../src/guides/trust-names.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion, promptState } from '../engine/card-prompt.ts';
import { dialogTurn, say } from '../engine/conversation-state.ts';
import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';

export const CHOOSE_TRUST = 'choose-trust';

/** Whose guide: of a Trust whose ESR Team is reachable here, if any. Values for another Trust stay; steps tried there do not. */
export const chooseTrust = new WaterfallDialog(CHOOSE_TRUST, [askTrust, keepTrust]);

async function askTrust(step: WaterfallStepContext) {
  const { guides, linkedTeams } = dialogTurn(step).deps;
  const linked = await linkedTeams();
  const all = [...guides.values()];
  const reachable = all.filter(({ trust }) => linked.has(trust));
  const unlinked = reachable.length === 0;
  const choices = (unlinked ? all : reachable).map((guide) => ({
    value: words(guide.trust),
    title: words(guide.name),
    ...(guide.alsoKnownAs && { line: words(guide.alsoKnownAs.join(' · ')) }),
  }));
  const data = { choices, unlinked };
  return step.beginDialog(CARD_PROMPT, { card: 'choose-trust', data } satisfies CardQuestion);
}

async function keepTrust(step: WaterfallStepContext) {
  const { conversation, deps } = dialogTurn(step);
  const { value } = step.result as CardAnswer;
  if (value === 'not-listed') {
    say(step, SENTENCES.notListed);
    return step.cancelAllDialogs();
  }
  if (value === 'back') {
    await step.cancelAllDialogs();
    return step.beginDialog('main');
  }
  const chosen = [...deps.guides.keys()].find((trust) => trust === value);
  if (chosen !== undefined && chosen !== conversation.trust)
    Object.assign(conversation, { trust: chosen, trail: [], facts: {} });
  return step.endDialog();
}

/** The organisation's name typed in the chat, part of it, or a username that only it gives. False where it is none of that. */
export async function typedTrust(dc: DialogContext, text: string): Promise<boolean> {
  const { conversation, deps } = dialogTurn(dc);
  // A username on the way has said it already.
  const value = conversation.trust ?? readTrust(text, [...deps.guides.values()]);
  if (value === undefined) return false;
  const nonce = promptState(dc.activeDialog)?.nonce ?? '';
  await dc.endDialog({ value, title: '', shown: '', nonce, inputs: {} } satisfies CardAnswer);
  return true;
}
