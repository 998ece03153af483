import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { Case } from '../../src/cases/case.ts';
import { caseRoleOf } from '../../src/cases/permissions.ts';
import { readWorking, saysItIsSorted } from '../../src/intake/message/case-requests.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion, promptState } from '../engine/card-prompt.ts';
import { dialogTurn, firstPart, say } from '../engine/conversation-state.ts';
import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { doTo, LEARNER_CASE, learnerCases, openCases } from './about-cases.ts';
import { askAgain, MENUS as FIRST_MENUS, restart } from './free-text.ts';
import { keepAll } from './main.ts';

const CASE_SURE = 'case-sure';

interface CaseSureOptions {
  /**
   * Whether an open case can be closed, whether the ESR Team is to know that a trainer's is sorted, whether what was typed is about the
   * outcome that has just come, or whether it reopens a case that closed meanwhile.
   */
  readonly asks: 'sorted' | 'learner' | 'outcome' | 'closed';
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

/** "It works now" while the ESR Team still has the case: offers to close the newest, or to tell them of the one that a trainer sent. */
export async function typedSorted(dc: DialogContext, text: string, open: readonly Case[]): Promise<boolean> {
  if (!saysItIsSorted(text)) return false;
  const own = open.at(-1);
  const it = own ?? (await learnerCases(dialogTurn(dc))).at(-1);
  if (it === undefined) return false;
  const { reference } = it;
  if (own !== undefined) await dc.beginDialog(CASE_SURE, { asks: 'sorted', reference, text: '' });
  else if (it.state === 'resolved') await dc.beginDialog(LEARNER_CASE, { reference });
  else await dc.beginDialog(CASE_SURE, { asks: 'learner', reference, text: firstPart(dc, text) });
  return true;
}

/** What somebody said about an outcome is done; where it says both, its card asks. False where it is in a new form instead. */
export async function tellWhetherItWorks(dc: DialogContext, it: Case, text: string): Promise<boolean> {
  const working = readWorking(text);
  if (working === 'no') {
    const why = firstPart(dc, text);
    const isDone = await doTo(dc, it, { type: 'reopen', why }, SENTENCES.openAgain);
    if (!isDone) await startNew(dc, it.reference, why);
    return isDone;
  }
  if (working === 'yes') await doTo(dc, it, { type: 'confirm' }, SENTENCES.glad);
  else {
    say(dc, SENTENCES.whichIsIt);
    dialogTurn(dc).shows.push(it);
  }
  return true;
}

/** Words for a case that closed meanwhile: offers to reopen it with them, or has them in the form of a new one. */
export async function wordsTooLate(
  dc: DialogContext,
  reference: string,
  text: string,
  /** In place of the dialog that they answered. */
  how: 'beginDialog' | 'replaceDialog' = 'replaceDialog',
): Promise<typeof WaterfallDialog.EndOfTurn> {
  const { deps, person, chat } = dialogTurn(dc);
  const it = await deps.caseService.find(reference);
  const isTheirs = it !== undefined && caseRoleOf(it, { personId: person.id, chat }) === 'requester';
  const mayReopen = isTheirs && it.state === 'closed' && it.closedAs !== 'withdrawn';
  if (!mayReopen || it.purgedAt !== undefined) return startNew(dc, reference, text);
  return dc[how](CASE_SURE, { asks: 'closed', reference, text } satisfies CaseSureOptions);
}

/** What they gave is in the form, to be sent as a new case. */
export async function startNew(dc: DialogContext, reference: string, text = '') {
  say(dc, SENTENCES.closedMeanwhile(reference));
  keepAll(dialogTurn(dc).conversation, text);
  await restart(dc, { human: true });
  return WaterfallDialog.EndOfTurn;
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
  if (asks === 'learner') {
    if (value === 'yes') await tellOfLearner(step, reference, text, `learner:${nonce}`);
    return step.endDialog();
  }
  const it = (await openCases(dialogTurn(step))).find((one) => one.reference === reference);
  if (asks === 'closed') {
    const reopen = { type: 'reopen', why: text } as const;
    const done = it === undefined ? SENTENCES.openAgain : SENTENCES.onYourCase;
    const isDone = value === 'yes' && (await doTo(step, { reference }, reopen, done, `own:${nonce}`));
    return isDone ? step.endDialog() : startNew(step, reference, text);
  }
  if (value === 'yes' && it === undefined && text !== '') return wordsTooLate(step, reference, text);
  if (value === 'yes' && it === undefined) say(step, SENTENCES.noSuchCase(reference));
  else if (value === 'yes' && it !== undefined && asks === 'outcome') {
    if (!(await tellWhetherItWorks(step, it, text))) return WaterfallDialog.EndOfTurn;
  } else if (value === 'yes' && it !== undefined) {
    const type = it.state === 'resolved' ? 'confirm' : 'withdraw';
    const done = (reference: string, { state }: Case) =>
      state === 'closed' ? SENTENCES.glad(reference) : SENTENCES.reportWithdrawn;
    await doTo(step, it, { type }, done, `own:${nonce}`);
  } else if (asks === 'sorted') say(step, SENTENCES.staysOpen(reference));
  return step.endDialog();
}

/** Passes a learner's words on for the case that a trainer sent, as long as it is theirs. */
async function tellOfLearner(dc: DialogContext, reference: string, text: string, key: string) {
  const turn = dialogTurn(dc);
  const isTheirs = (await learnerCases(turn)).some((one) => one.reference === reference);
  const from = { chat: turn.chat, as: 'requester' } as const;
  const action = { type: 'answer', text } as const;
  const done = isTheirs && (await turn.deps.caseService.act(reference, action, turn.person, key, from));
  say(dc, done && !('refused' in done) ? SENTENCES.onYourCase(reference) : SENTENCES.noOpenCase);
}
