import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { Case } from '../../src/cases/case.ts';
import { readWorking, saysItIsSorted } from '../../src/intake/message/case-requests.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion, promptState } from '../engine/card-prompt.ts';
import { dialogTurn, firstPart, say } from '../engine/conversation-state.ts';
import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { doTo, LEARNER_CASE, openCases } from './about-cases.ts';
import { askAgain, MENUS as FIRST_MENUS } from './free-text.ts';

const CASE_SURE = 'case-sure';

interface CaseSureOptions {
  /** Whether an open case can be closed, or whether what was typed is about the outcome that has just come. */
  readonly asks: 'sorted' | 'outcome';
  readonly reference: string;
  readonly text: string;
}

type CaseSureStep = WaterfallStepContext<CaseSureOptions>;

/** Asks which is meant before a case of theirs changes. Stands above an open problem, which continues. */
export const caseSure = new WaterfallDialog<CaseSureOptions>(CASE_SURE, [ask, act]);

/** Nothing is under way there that would be lost. */
export const MENUS: readonly string[] = [...FIRST_MENUS, 'clarify', LEARNER_CASE];

/** Whether it works, typed at a step when an outcome came after that step: asks which of the two is meant. */
export async function typedAfterOutcome(dc: DialogContext, text: string): Promise<boolean> {
  const turn = dialogTurn(dc);
  const open = promptState(dc.activeDialog)?.card;
  if (open === undefined || MENUS.includes(open) || readWorking(text) === undefined) return false;
  if (open === CASE_SURE) {
    await askAgain(dc);
    return true;
  }
  const { lastAt = '' } = turn.conversation;
  const resolved = (await openCases(turn)).findLast(({ state }) => state === 'resolved');
  if (resolved?.resolution === undefined || resolved.resolution.at <= lastAt) return false;
  const { reference } = resolved;
  await dc.beginDialog(CASE_SURE, { asks: 'outcome', reference, text: firstPart(dc, text) });
  return true;
}

/** "It works now" while the ESR Team still has the case: offers to close the newest. */
export async function typedSorted(dc: DialogContext, text: string, open: readonly Case[]): Promise<boolean> {
  const newest = open.at(-1);
  if (newest === undefined || !saysItIsSorted(text)) return false;
  await dc.beginDialog(CASE_SURE, { asks: 'sorted', reference: newest.reference, text: '' });
  return true;
}

/** What somebody said about an outcome is done; where it says both, its card asks. */
export async function tellWhetherItWorks(dc: DialogContext, it: Case, text: string): Promise<void> {
  const working = readWorking(text);
  if (working === 'yes') return doTo(dc, it, { type: 'confirm' }, SENTENCES.glad);
  if (working === 'no')
    return doTo(dc, it, { type: 'reopen', why: firstPart(dc, text) }, SENTENCES.openAgain);
  say(dc, SENTENCES.whichIsIt);
  dialogTurn(dc).shows.push(it);
}

async function ask(step: CaseSureStep) {
  const { asks, reference, text } = step.options;
  const data = {
    ask: words(SENTENCES.sure[asks](reference)),
    asks: words(asks),
    text,
  };
  return step.beginDialog(CARD_PROMPT, { card: CASE_SURE, data } satisfies CardQuestion);
}

async function act(step: CaseSureStep) {
  const { value, nonce } = step.result as CardAnswer;
  const { asks, reference, text } = step.options;
  const it = (await openCases(dialogTurn(step))).find((one) => one.reference === reference);
  if (value === 'yes' && it === undefined) say(step, SENTENCES.noSuchCase(reference));
  else if (value === 'yes' && it !== undefined && asks === 'outcome')
    await tellWhetherItWorks(step, it, text);
  else if (value === 'yes' && it !== undefined) {
    const type = it.state === 'resolved' ? 'confirm' : 'withdraw';
    const done = (reference: string, { state }: Case) =>
      state === 'closed' ? SENTENCES.glad(reference) : SENTENCES.reportWithdrawn;
    await doTo(step, it, { type }, done, `own:${nonce}`);
  } else if (asks === 'sorted') say(step, SENTENCES.staysOpen(reference));
  return step.endDialog();
}
