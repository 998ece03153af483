import { type CardData, words } from '../src/cards/render.ts';
import { BRANCH_IDS, type BranchId } from '../src/guides/ids.ts';
import type { TopicId } from '../src/guides/matching/wordings.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from './card-prompt.ts';
import { MAIN, type MainOptions } from './main.ts';
import { WaterfallDialog, type WaterfallStepContext } from './sdk.ts';
import { talkTurn } from './talk.ts';

export const CLARIFY = 'clarify';

export interface ClarifyOptions {
  /** `clarify` offers what a message may mean; `no-pictures` offers the messages ESR is known to show. */
  readonly card: 'clarify' | 'no-pictures';
  /** Branches and topics, likeliest first. */
  readonly ids: readonly (BranchId | TopicId)[];
}

/** Asks which of a few problems was meant, and goes there. */
export const clarify = new WaterfallDialog<ClarifyOptions>(CLARIFY, [askWhich, goThere]);

async function askWhich(step: WaterfallStepContext<ClarifyOptions>) {
  const { problems, offers } = talkTurn(step.context).parts;
  const choices = step.options.ids.flatMap((id): CardData[] => {
    const offer = problems.branches.get(id as BranchId) ?? offers().get(id as TopicId);
    return offer === undefined
      ? []
      : [{ value: words(id), title: words(offer.title), line: words(offer.line) }];
  });
  const question: CardQuestion = { card: step.options.card, data: { choices } };
  return step.beginDialog(CARD_PROMPT, question);
}

async function goThere(step: WaterfallStepContext<ClarifyOptions>) {
  const { value } = step.result as CardAnswer;
  const branch = BRANCH_IDS.find((id) => id === value);
  if (branch !== undefined) return step.replaceDialog(MAIN, { branch } satisfies MainOptions);
  if (value === 'human' || value === 'escalate') {
    return step.replaceDialog(MAIN, { human: true } satisfies MainOptions);
  }
  const answer = talkTurn(step.context).parts.answers.get(value as TopicId);
  if (answer !== undefined) await step.context.sendActivity(answer.text);
  return step.replaceDialog(MAIN);
}
