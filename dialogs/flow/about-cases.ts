import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { Case, CaseAction } from '../../src/cases/case.ts';
import { readCaseRequest } from '../../src/intake/message/case-requests.ts';
import { type CardQuestion, promptState } from '../engine/card-prompt.ts';
import { type DialogTurn, dialogTurn, say } from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';

export const LEARNER_CASE = 'learner-case';

/** The open cases that trainers raised for this person, oldest first. */
export const learnerCases = async ({ deps, person, chat }: DialogTurn): Promise<readonly Case[]> =>
  (await deps.learners?.of(person.id, chat)) ?? [];

/** Updates the open card of such a case. Once the case is no longer theirs, closes it: what was open before is open again. */
export async function refreshLearnerCase(dc: DialogContext): Promise<void> {
  const shown = dc.stack.find(({ id }) => id === LEARNER_CASE);
  if (shown === undefined) return;
  const turn = dialogTurn(dc);
  const { reference } = (shown.state as { values: { reference?: string } }).values;
  const it = (await learnerCases(turn)).find((one) => one.reference === reference);
  const open = promptState(dc.activeDialog);
  if (it === undefined) dc.stack.splice(dc.stack.indexOf(shown));
  else if (open?.card === LEARNER_CASE) Object.assign(open.data, await turn.deps.learners?.shown(it));
}

/** The person's cases of this chat that are not closed, oldest first: asked once a turn, and again after `casesChanged`. */
export async function openCases(turn: DialogTurn): Promise<readonly Case[]> {
  const { deps, person, chat } = turn;
  turn.ownCases ??= deps.openCases?.(person.id, chat);
  return (await turn.ownCases) ?? [];
}

/** Says that this turn changed one of those cases, or added one. */
export function casesChanged(turn: DialogTurn): void {
  turn.ownCases = undefined;
}

/** Does it, says so, and moves the case's card to the end of the chat; only the card, and false, if it was no longer possible. */
export async function doTo(
  dc: DialogContext,
  it: Pick<Case, 'reference'>,
  action: CaseAction,
  done: (reference: string, after: Case) => string,
  key?: string,
): Promise<boolean> {
  const turn = dialogTurn(dc);
  const from = { chat: turn.chat, as: 'requester' } as const;
  const result = await turn.deps.caseService.act(it.reference, action, turn.person, key, from);
  casesChanged(turn);
  const isDone = result !== undefined && !('refused' in result);
  say(dc, isDone ? done(it.reference, result.case) : SENTENCES.changedMeanwhile(it.reference));
  if (result !== undefined) turn.shows.push(result.case);
  return isDone;
}

/** Whether text is for the bot while a person's own words are asked for: it asks for news, or is a courtesy. Longer texts are the words. */
export function isForTheBot({ deps }: DialogTurn, text: string): boolean {
  const request = readCaseRequest(text);
  if (text.includes('@') || request?.text !== undefined) return false;
  const isShort = text.trim().split(/\s+/).length <= MOST_WORDS;
  if (request !== undefined) return request.reference === undefined || isShort;
  const meant = deps.understand(text);
  return isShort && meant.kind === 'topic' && (meant.id === 'greeting' || meant.id === 'thanks');
}
const MOST_WORDS = 3;

/** Asks whether what was typed is the answer to the ESR Team's question, or something new. */
export const answerQuestion = ({ reference, question }: Case, text: string): CardQuestion => ({
  card: 'own-answer',
  data: { reference: words(reference), question: question?.text ?? '', text },
});
