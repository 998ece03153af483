import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { readTrust } from '../../src/guides/trust-names.ts';
import {
  answerAs,
  CARD_PROMPT,
  type CardAnswer,
  type CardQuestion,
  promptState,
} from '../engine/card-prompt.ts';
import {
  coveredBranches,
  type DialogTurn,
  dialogTurn,
  knownGuide,
  say,
} from '../engine/conversation-state.ts';
import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { askAgain, understand } from './free-text.ts';
import { answerWhetherDown } from './is-esr-down.ts';
import type { MainOptions } from './main.ts';

interface ChooseTrustOptions extends MainOptions {
  /** Theirs is not in the list. */
  readonly notListed?: boolean;
}

/**
 * Whose guide: asked once, before anything else, and kept. Offers the Trusts whose ESR Team is reachable here, if any.
 * Values for another Trust stay; steps tried there do not.
 */
export const chooseTrust = new WaterfallDialog<ChooseTrustOptions>('choose-trust', [askTrust, keepTrust]);

type TrustStep = WaterfallStepContext<ChooseTrustOptions>;

async function askTrust(step: TrustStep) {
  const { notListed } = step.options;
  return step.beginDialog(CARD_PROMPT, notListed ? { card: 'no-guide', data: {} } : await question(step));
}

async function question(step: TrustStep): Promise<CardQuestion> {
  const turn = dialogTurn(step);
  const { guides, linkedTeams } = turn.deps;
  const linked = await linkedTeams();
  const all = [...guides.values()];
  const reachable = all.filter(({ trust }) => linked.has(trust));
  const unlinked = reachable.length === 0;
  const choices = (unlinked ? all : reachable).map((guide) => ({
    value: words(guide.trust),
    title: words(guide.name),
    ...(guide.alsoKnownAs && { line: words(guide.alsoKnownAs.join(' · ')) }),
  }));
  const { changeTrust = false, ...goal } = step.options;
  const hasGoal = Object.values(goal).some((one) => one !== undefined && one !== false);
  const lead = hasGoal ? SENTENCES.organisationFirst : SENTENCES.hello;
  return {
    card: 'choose-trust',
    data: {
      choices,
      unlinked,
      lead: words(changeTrust ? '' : lead),
      canGoBack: hasGoal || knownGuide(turn) !== undefined,
    },
  };
}

async function keepTrust(step: TrustStep) {
  const { conversation, deps } = dialogTurn(step);
  const { value } = step.result as CardAnswer;
  const { typed } = step.options;
  if (value === 'not-listed' || value === 'choose') {
    return step.replaceDialog('choose-trust', { ...step.options, notListed: value === 'not-listed' });
  }
  if (value === 'back') {
    await step.cancelAllDialogs();
    return step.beginDialog('main');
  }
  const chosen = [...deps.guides.keys()].find((trust) => trust === value);
  if (chosen !== undefined && chosen !== conversation.trust)
    Object.assign(conversation, { trust: chosen, trail: [], facts: {} });
  if (typed === undefined) return step.endDialog();
  await step.cancelAllDialogs();
  if (!(await answerWhetherDown(step, typed))) await understand(step, typed);
  return WaterfallDialog.EndOfTurn;
}

/** Takes the organisation's name, part of it, or a username that only it gives, typed in answer to the question. False for other text. */
export async function typedTrust(dc: DialogContext, text: string): Promise<boolean> {
  const value = isAsked(dc) ? readTrust(text, [...dialogTurn(dc).deps.guides.values()]) : undefined;
  if (value === undefined) return false;
  await answerAs(dc, value);
  return true;
}

/** Says that a name typed in answer to the question is not one of ours. False where the text says something else. */
export async function typedAnotherName(dc: DialogContext, text: string): Promise<boolean> {
  if (!isAsked(dc) || saysMore(dialogTurn(dc), text)) return false;
  say(dc, SENTENCES.organisationNotFound);
  await askAgain(dc);
  return true;
}

const isAsked = (dc: DialogContext) =>
  ['choose-trust', 'no-guide'].includes(promptState(dc.activeDialog)?.card ?? '');

/** Whether text is a problem, a greeting, or asks for a person. A few words that may mean several problems are more likely a name. */
function saysMore(turn: DialogTurn, text: string): boolean {
  const meant = turn.deps.understand(text, coveredBranches(turn));
  if (meant.kind === 'topic') return meant.id === 'greeting' || meant.id === 'escalate';
  return (
    meant.kind !== 'none' && (meant.kind !== 'choose' || text.trim().split(/\s+/).length > MOST_IN_A_NAME)
  );
}
const MOST_IN_A_NAME = 3;
