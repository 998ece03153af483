import { fieldProblem } from '../../src/cards/field-problems.ts';
import { words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { type Case, type CaseAction, isAsked } from '../../src/cases/case.ts';
import { LONGEST_SAID } from '../../src/cases/given.ts';
import { readCaseRequest, readWorking } from '../../src/intake/message/case-requests.ts';
import { heldSecret } from '../../src/privacy/typed-fields.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion, promptState } from '../engine/card-prompt.ts';
import { type DialogTurn, dialogTurn, firstPart, say } from '../engine/conversation-state.ts';
import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';

export const LEARNER_CASE = 'learner-case';

interface LearnerCaseOptions {
  /** The newest where none is named. */
  readonly reference?: string;
  readonly text?: string;
  readonly wrong?: string;
}

type LearnerCaseStep = WaterfallStepContext<LearnerCaseOptions>;

/** The case that a trainer raised for this person: how it is, and what only they can answer. Who they are is asked anew each time. */
export const learnerCase = new WaterfallDialog<LearnerCaseOptions>(LEARNER_CASE, [show, act]);

/** The open cases that trainers raised for this person, oldest first. */
export const learnerCases = async ({ deps, person, chat }: DialogTurn): Promise<readonly Case[]> =>
  (await deps.learners?.of(person.id, chat)) ?? [];

/** Said to the bot while somebody's own words are asked for: asking for news, or a courtesy. Longer texts are the words. */
export function isForTheBot({ deps }: DialogTurn, text: string): boolean {
  const request = readCaseRequest(text);
  if (text.includes('@') || request?.text !== undefined) return false;
  const isShort = text.trim().split(/\s+/).length <= MOST_WORDS;
  if (request !== undefined) return request.reference === undefined || isShort;
  const meant = deps.understand(text);
  return isShort && meant.kind === 'topic' && (meant.id === 'greeting' || meant.id === 'thanks');
}
const MOST_WORDS = 3;

/** What is typed while that card is open, where it answers it: the ESR Team's question, or whether it works now. */
export async function typedAboutLearnerCase(dc: DialogContext, text: string): Promise<boolean> {
  const open = promptState(dc.activeDialog);
  if (open?.card !== LEARNER_CASE || isForTheBot(dialogTurn(dc), text)) return false;
  const working = open.data.isResolved === true ? readWorking(text) : undefined;
  const value = working ?? (open.data.canAnswer === true ? 'typed' : undefined);
  if (value === undefined) return false;
  const inputs = { [value === 'no' ? 'why' : 'text']: firstPart(dc, text) };
  await dc.endDialog({ ...open, value, title: '', shown: '', inputs } satisfies CardAnswer & object);
  return true;
}

async function show(step: LearnerCaseStep) {
  const turn = dialogTurn(step);
  const { reference, text = '', wrong = '' } = step.options;
  const cases = await learnerCases(turn);
  const it = reference === undefined ? cases.at(-1) : cases.find((one) => one.reference === reference);
  if (it === undefined || turn.deps.learners === undefined) return gone(step);
  Object.assign(step.values, { reference: it.reference });
  const others = cases.filter((one) => one !== it).map((one) => one.reference);
  const question: CardQuestion = {
    card: LEARNER_CASE,
    data: {
      ...(await turn.deps.learners.shown(it)),
      others: words(others.length === 0 ? '' : SENTENCES.otherCases(others.join(', '))),
      typed: text,
      wrong: words(wrong),
    },
    inPlace: wrong !== '',
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function act(step: LearnerCaseStep) {
  const turn = dialogTurn(step);
  const { value, inputs, nonce } = step.result as CardAnswer;
  const { reference } = step.values as { reference: string };
  if (value === 'back') return step.replaceDialog('main');
  if (heldSecret(inputs))
    return step.replaceDialog(LEARNER_CASE, { reference, wrong: fieldProblem('secret') });
  const it = (await learnerCases(turn)).find((one) => one.reference === reference);
  if (it === undefined) return gone(step);
  const text = (inputs.text ?? '').trim().slice(0, LONGEST_SAID);
  // Confirmed by a press before it is sent.
  if (value === 'typed') return step.replaceDialog(LEARNER_CASE, { reference, text });
  if (value === 'answer' && text === '')
    return step.replaceDialog(LEARNER_CASE, { reference, wrong: SENTENCES.typeFirst });
  if (value === 'answer' && !isAsked(it)) return step.replaceDialog(LEARNER_CASE, { reference });
  const action = actionOf(value, text, (inputs.why ?? '').trim().slice(0, LONGEST_SAID));
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

function actionOf(value: string, text: string, why: string): LearnerAction {
  if (value === 'answer') return { type: 'answer', text };
  return value === 'yes' ? { type: 'confirm' } : { type: 'reopen', why };
}

async function gone(step: LearnerCaseStep) {
  say(step, SENTENCES.noOpenCase);
  return step.replaceDialog('main');
}
