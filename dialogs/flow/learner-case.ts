import { fieldProblem } from '../../src/cards/field-problems.ts';
import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { type CaseAction, isAsked } from '../../src/cases/case.ts';
import { LONGEST_SAID } from '../../src/cases/given.ts';
import { readWorking } from '../../src/intake/message/case-requests.ts';
import { heldSecret } from '../../src/privacy/typed-fields.ts';
import {
  answerAs,
  CARD_PROMPT,
  type CardAnswer,
  type CardQuestion,
  promptState,
} from '../engine/card-prompt.ts';
import { dialogTurn, firstPart, say } from '../engine/conversation-state.ts';
import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { answerQuestion, isForTheBot, LEARNER_CASE, learnerCases } from './about-cases.ts';
import { startNew } from './case-sure.ts';
import { understand } from './free-text.ts';

interface LearnerCaseOptions {
  /** The newest where none is named. */
  readonly reference?: string;
  /** Typed, and offered as the answer to the ESR Team's question. */
  readonly text?: string;
  readonly wrong?: string;
}

type LearnerCaseStep = WaterfallStepContext<LearnerCaseOptions>;

/** The case that a trainer raised for this person: how it is, and what only they can answer. Who they are is asked anew each time. */
export const learnerCase = new WaterfallDialog<LearnerCaseOptions>(LEARNER_CASE, [show, act]);

/** What is typed while that card is open, where it answers it: the ESR Team's question, or whether it works now. */
export async function typedAboutLearnerCase(dc: DialogContext, text: string): Promise<boolean> {
  const open = promptState(dc.activeDialog);
  // The text was offered as the answer, and they typed it anew.
  const isOffered = open?.card === 'own-answer' && dc.stack.some(({ id }) => id === LEARNER_CASE);
  if ((open?.card !== LEARNER_CASE && !isOffered) || isForTheBot(dialogTurn(dc), text)) return false;
  const working = open.data.isResolved === true ? readWorking(text) : undefined;
  const value = working ?? (isOffered || open.data.canAnswer === true ? 'typed' : undefined);
  if (value === undefined) return false;
  await answerAs(dc, value, { inputs: { [value === 'no' ? 'why' : 'text']: firstPart(dc, text) } });
  return true;
}

async function show(step: LearnerCaseStep) {
  const turn = dialogTurn(step);
  const { reference, text = '', wrong = '' } = step.options;
  const cases = await learnerCases(turn);
  const it = reference === undefined ? cases.at(-1) : cases.find((one) => one.reference === reference);
  if (it === undefined || turn.deps.learners === undefined) return gone(step);
  Object.assign(step.values, { reference: it.reference, asked: it.question?.at });
  if (text !== '' && isAsked(it)) return step.beginDialog(CARD_PROMPT, answerQuestion(it, text));
  const others = cases.filter((one) => one !== it).map((one) => one.reference);
  const question: CardQuestion = {
    card: LEARNER_CASE,
    data: {
      ...(await turn.deps.learners.shown(it)),
      others: words(others.length === 0 ? '' : SENTENCES.otherCases(others.join(', '))),
      wrong: words(wrong),
    },
    inPlace: wrong !== '',
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function act(step: LearnerCaseStep) {
  const turn = dialogTurn(step);
  const { value, inputs, nonce } = step.result as CardAnswer;
  const { reference, asked: before } = step.values as { reference: string; asked?: string };
  if (value === 'back') return step.replaceDialog('main');
  if (heldSecret(inputs))
    return step.replaceDialog(LEARNER_CASE, { reference, wrong: fieldProblem('secret') });
  if (value === 'new') {
    await step.cancelAllDialogs();
    await understand(step, step.options.text ?? '');
    return WaterfallDialog.EndOfTurn;
  }
  const it = (await learnerCases(turn)).find((one) => one.reference === reference);
  const text = (inputs.text ?? step.options.text ?? '').trim().slice(0, LONGEST_SAID);
  const why = (inputs.why ?? '').trim().slice(0, LONGEST_SAID);
  if (it === undefined) return text + why === '' ? gone(step) : startNew(step, reference, text || why);
  // Confirmed by a press before it is sent.
  if (value === 'typed') return step.replaceDialog(LEARNER_CASE, { reference, text });
  const isAnswer = value === 'answer' || value === 'send';
  if (isAnswer && text === '')
    return step.replaceDialog(LEARNER_CASE, { reference, wrong: SENTENCES.typeFirst });
  // Which question is answered, as the card showed it: an answer to an earlier one is added to the case instead.
  const asked = inputs.asked || before;
  const action = actionOf(value, { text, why, asked });
  const from = { chat: turn.chat, as: 'requester' } as const;
  const key = `learner:${turn.chat}:${nonce}`;
  const done = await turn.deps.caseService.act(reference, action, turn.person, key, from);
  const isDone = done !== undefined && !('refused' in done);
  say(step, isDone ? DONE[action.type](reference) : SENTENCES.changedMeanwhile(reference));
  return action.type === 'confirm' && isDone
    ? step.endDialog()
    : step.replaceDialog(LEARNER_CASE, { reference });
}

type LearnerAction = Extract<CaseAction, { type: 'answer' | 'confirm' | 'reopen' }>;

const DONE: Readonly<Record<LearnerAction['type'], (reference: string) => string>> = {
  answer: SENTENCES.onYourCase,
  confirm: SENTENCES.glad,
  reopen: SENTENCES.openAgain,
};

function actionOf(
  value: string,
  { text, why, asked }: { text: string; why: string; asked: string | undefined },
): LearnerAction {
  if (value === 'answer' || value === 'send') return { type: 'answer', text, askedAt: asked };
  return value === 'yes' ? { type: 'confirm' } : { type: 'reopen', why };
}

async function gone(step: LearnerCaseStep) {
  say(step, SENTENCES.noOpenCase);
  return step.replaceDialog('main');
}
