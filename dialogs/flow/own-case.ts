import { fieldProblem } from '../../src/cards/field-problems.ts';
import { type CardData, type Words, words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { type Case, type CaseAction, isAsked } from '../../src/cases/case.ts';
import { LONGEST_SAID } from '../../src/cases/given.ts';
import { caseRoleOf } from '../../src/cases/permissions.ts';
import { readTypedEmail } from '../../src/intake/fields/typed-fields.ts';
import { readCaseRequest, readWorking } from '../../src/intake/message/case-requests.ts';
import { heldSecret } from '../../src/privacy/typed-fields.ts';
import type { TopicId } from '../../src/understanding/wordings.ts';
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
  firstPart,
  say,
} from '../engine/conversation-state.ts';
import { type DialogContext, WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { answerQuestion, doTo, isForTheBot, LEARNER_CASE, learnerCases, openCases } from './about-cases.ts';
import { IDLE_CARDS, startNew, tellWhetherItWorks, typedSorted, wordsTooLate } from './case-sure.ts';
import { askAgain, understand } from './free-text.ts';
import { type BoxFor, intoBox } from './own-box.ts';
import { correctEmail } from './own-email.ts';
import { maySend, SEND_PICTURE } from './send-picture.ts';

const OWN_CASE = 'own-case';

export interface OwnCaseOptions {
  /** To see how it is, to send this as the answer to the ESR Team's question, to add words, to give another address. */
  readonly asks: 'see' | 'answer' | BoxFor;
  /** The newest of their open cases where none is named. */
  readonly reference?: string;
  readonly text?: string;
  /** Why the typed text is invalid. */
  readonly wrong?: string;
  /** As in `OwnCaseValues`, from when the card was first shown; empty where no question waited. */
  readonly asked?: string;
  /** It came with a picture, which may go to the ESR Team too. */
  readonly picture?: boolean;
}

/** The case that the shown card is about. */
interface OwnCaseValues {
  reference?: string | undefined;
  /** When the question was asked that the card was to answer. */
  asked?: string | undefined;
}

/** A person and a case they sent: its state, and their reply to it. */
export const ownCase = new WaterfallDialog<OwnCaseOptions>(OWN_CASE, [ask, act]);

type OwnCaseStep = WaterfallStepContext<OwnCaseOptions>;

/** A message about a case that the person sent, or one that the ESR Team waits for. False where it is neither. */
export async function typedAboutCase(dc: DialogContext, text: string): Promise<boolean> {
  const turn = dialogTurn(dc);
  const open = promptState(dc.activeDialog);
  const request = readCaseRequest(text);
  if (open?.card === 'own-more' && (await typedIntoBox(dc, open.data, text))) return true;
  const cases = await openCases(turn);
  const named = cases.find(({ reference }) => reference === request?.reference);
  if (
    request !== undefined &&
    named === undefined &&
    (cases.length === 0 || request.reference !== undefined)
  ) {
    const theirs = await learnerCases(turn);
    const it =
      request.reference === undefined
        ? theirs.at(-1)
        : theirs.find((one) => one.reference === request.reference);
    // Words can be added to such a case only as the answer to a question.
    const added = request.asks === 'add' && it !== undefined && isAsked(it) ? request.text : undefined;
    if (it !== undefined) {
      await begin(dc, { reference: it.reference, ...(added && { text: added }) }, LEARNER_CASE);
      return true;
    }
  }
  if (request?.reference !== undefined && named === undefined) {
    if (await typedAboutClosed(dc, request.reference, text)) return true;
    say(dc, SENTENCES.noSuchCase(request.reference));
    await askAgain(dc);
    return true;
  }
  const isAtMenu = open === undefined || IDLE_CARDS.includes(open.card);
  if (request?.asks === 'see') {
    if (cases.length === 0) say(dc, SENTENCES.noOpenCase);
    turn.shows.push(...(named === undefined ? cases.slice(-MOST_SHOWN) : [named]));
    if (cases.length === 0 || !isAtMenu) await askAgain(dc);
    return true;
  }
  if (request?.asks === 'add' && cases.length === 0 && isAtMenu) {
    say(dc, SENTENCES.noOpenCase);
    if (request.text === undefined) await askAgain(dc);
    else await understand(dc, request.text);
    return true;
  }
  if (request !== undefined && cases.length > 0 && (isAtMenu || named !== undefined)) {
    await begin(dc, request);
    return true;
  }
  if (await answersTeam(dc, text, cases)) return true;
  const resolved = cases.findLast(({ state }) => state === 'resolved');
  if (!isAtMenu) return false;
  if (resolved === undefined) return typedSorted(dc, text, cases);
  if (readWorking(text) === undefined) return false;
  await tellWhetherItWorks(dc, resolved, text);
  return true;
}

/** Typed while the box for more words, or for another address, is open. False for a courtesy, and for news of a case. */
async function typedIntoBox(dc: DialogContext, data: CardData, text: string): Promise<boolean> {
  const turn = dialogTurn(dc);
  const request = readCaseRequest(text);
  const [shown, asks] = [data.reference, data.asks].map((one) => (one as Words).words) as [string, BoxFor];
  const { reference = shown } = request ?? {};
  if (request?.text !== undefined || (reference !== shown && isForTheBot(turn, text))) {
    if (!(await openCases(turn)).some((one) => one.reference === reference)) return false;
    leave(dc);
    const box = request?.asks === 'see' ? { asks, text: String(data.typed) } : request;
    await begin(dc, { ...box, reference });
    return true;
  }
  if (isForTheBot(turn, text)) {
    if (request === undefined || request.asks === 'see') return false;
    await answerAs(dc, request.asks, { inputs: {} });
    return true;
  }
  await answerAs(dc, 'typed', { inputs: { typed: firstPart(dc, text) } });
  return true;
}

/** Takes the open dialog about a case away. */
function leave(dc: DialogContext): void {
  const before = dc.stack.findIndex(({ id }) => id === OWN_CASE);
  if (before !== -1) dc.stack.splice(before);
}

/** "Reopen K7M-4PT, it stopped again", and "K7M-4PT?" of a case that is closed: shows it. False where it is not theirs. */
async function typedAboutClosed(dc: DialogContext, reference: string, text: string): Promise<boolean> {
  const { deps, person, chat, shows } = dialogTurn(dc);
  const it = await deps.caseService.find(reference);
  const isTheirs = it !== undefined && caseRoleOf(it, { personId: person.id, chat }) === 'requester';
  if (!isTheirs || it.purgedAt !== undefined) return false;
  if (REOPENS.test(text) || readWorking(text) === 'no') {
    await wordsTooLate(dc, reference, firstPart(dc, text), 'beginDialog');
  } else {
    shows.push(it);
    await askAgain(dc);
  }
  return true;
}

const REOPENS = /\bre-?open|\bagain\b/i;

/** With a question of the ESR Team open, offers to send the text as its answer. False for a courtesy or a request to the bot. */
async function answersTeam(dc: DialogContext, text: string, cases: readonly Case[]): Promise<boolean> {
  const turn = dialogTurn(dc);
  const asked = cases.findLast(isAsked);
  if (asked === undefined || !mayAnswer(turn, text)) return false;
  await begin(dc, { asks: 'answer', reference: asked.reference, text: firstPart(dc, text) });
  return true;
}

/** Whether text can be an answer to the ESR Team: it is no courtesy. */
export function mayAnswer(turn: DialogTurn, text: string): boolean {
  const meant = turn.deps.understand(text, coveredBranches(turn));
  return meant.kind !== 'topic' || !NO_ANSWERS.has(meant.id) || YES_OR_NO.test(text);
}

const YES_OR_NO = /^\W*(?:yes|yeah|yep|no|nope|nah)\W*$/i;
const NO_ANSWERS: ReadonlySet<TopicId> = new Set(['greeting', 'thanks', 'escalate', 'small-talk', 'abuse']);

/** More would fill the screen. */
const MOST_SHOWN = 3;

/** Above an open problem, which continues; replaces a menu. */
export async function begin(dc: DialogContext, options: object, dialog = OWN_CASE): Promise<void> {
  const card = promptState(dc.activeDialog)?.card ?? '';
  if (IDLE_CARDS.includes(card)) await dc.cancelAllDialogs();
  await dc.beginDialog(dialog, options);
}

async function ask(step: OwnCaseStep) {
  const turn = dialogTurn(step);
  const { asks, text = '', wrong = '' } = step.options;
  const it = await caseOf(turn, step.options);
  if (it === undefined) {
    say(step, SENTENCES.noOpenCase);
    return step.endDialog();
  }
  if (asks === 'see') {
    turn.shows.push(it);
    return step.endDialog();
  }
  // Another may be the newest by the time they answer.
  const asked = step.options.asked ?? (isAsked(it) ? it.question?.at : undefined);
  Object.assign(step.values, { reference: it.reference, asked } satisfies OwnCaseValues);
  const reference = words(it.reference);
  const question: CardQuestion =
    asks === 'answer'
      ? answerQuestion(it, text)
      : {
          card: 'own-more',
          data: {
            reference,
            asks: words(asks),
            label: words(SENTENCES.askMore[asks]),
            typed: text,
            wrong: words(wrong),
          },
          inPlace: wrong !== '',
        };
  return step.beginDialog(CARD_PROMPT, question);
}

async function act(step: OwnCaseStep) {
  const turn = dialogTurn(step);
  const { value, inputs, nonce } = step.result as CardAnswer;
  const { asks, text = '' } = step.options;
  const field = asks === 'email' ? 'address' : 'more';
  const typed = (
    inputs.typed === undefined ? (inputs[field] ?? '') : intoBox(asks, text, inputs.typed)
  ).trim();
  if (value === 'back') return step.replaceDialog('main');
  if (value === 'add' || value === 'email')
    return step.replaceDialog(OWN_CASE, { ...step.options, asks: value, text: '', wrong: '' });
  if (value === 'new') {
    await step.cancelAllDialogs();
    await understand(step, text);
    return WaterfallDialog.EndOfTurn;
  }
  const { reference = step.options.reference, asked = '' } = step.values as OwnCaseValues;
  const again = (wrong: string, text = typed) =>
    step.replaceDialog(OWN_CASE, { ...step.options, reference, text, wrong, asked });
  if (asks !== 'answer' && heldSecret(inputs)) return again(fieldProblem('secret'), '');
  const said = asks === 'answer' ? text : typed;
  const it = await caseOf(turn, { reference });
  if (it === undefined) return tooLate(step, reference, said);
  if (asks === 'email') return correctEmail(step, it, typed, again);
  if (said === '') return again(SENTENCES.typeFirst);
  const type = asks === 'answer' || asked !== '' ? 'answer' : 'add';
  const given: CaseAction = { type, text: said.slice(0, LONGEST_SAID), askedAt: asked || undefined };
  const isDone = await doTo(step, it, given, SENTENCES.onYourCase, `own:${nonce}`);
  if (!isDone) return tooLate(step, it.reference, said);
  if (step.options.picture !== true || !maySend(turn)) return step.endDialog();
  return step.replaceDialog(SEND_PICTURE, { reference: it.reference });
}

/** The case closed while they wrote. */
async function tooLate(step: OwnCaseStep, reference: string | undefined, said: string) {
  if (reference === undefined || said === '') {
    say(step, SENTENCES.noOpenCase);
    return step.endDialog();
  }
  const { conversation } = dialogTurn(step);
  const email = step.options.asks === 'email' ? readTypedEmail(said).value : undefined;
  if (email !== undefined) conversation.entered = { ...conversation.entered, correctEmail: email };
  return step.options.asks === 'email'
    ? startNew(step, reference)
    : wordsTooLate(step, reference, said.slice(0, LONGEST_SAID));
}

/** Text typed into an earlier card's box: offered again, or where the case is closed, asked about. False if the case has it. */
export async function typedIntoOldCard(dc: DialogContext): Promise<boolean> {
  const turn = dialogTurn(dc);
  const { inputs = {}, answer } = turn.input.press ?? {};
  const { more: text = '', about: reference = '' } = inputs;
  if (answer !== 'typed' || text === '' || reference === '' || heldSecret(inputs)) return false;
  const it = await turn.deps.caseService.find(reference);
  const has = [
    it?.details.words,
    it?.question?.answer?.text,
    it?.reopened?.why,
    turn.conversation.entered.words,
  ];
  if (has.some((words) => words?.includes(text))) return false;
  leave(dc);
  const isOpen = (await openCases(turn)).some((one) => one.reference === reference);
  if (isOpen) await begin(dc, { asks: 'add', reference, text });
  else await wordsTooLate(dc, reference, text, 'beginDialog');
  return true;
}

async function caseOf(turn: DialogTurn, { reference }: OwnCaseValues): Promise<Case | undefined> {
  const cases = await openCases(turn);
  return reference === undefined ? cases.at(-1) : cases.find((it) => it.reference === reference);
}
