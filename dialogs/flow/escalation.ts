import { type CardData, token, type Words, words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { addedForThem } from '../../src/cases/added.ts';
import type { CaseDetails } from '../../src/cases/case.ts';
import type { Raised } from '../../src/cases/case-report.ts';
import { joinsCase } from '../../src/cases/sharing.ts';
import { speakTime } from '../../src/time/speak-time.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from '../engine/card-prompt.ts';
import {
  type ConversationState,
  type DialogTurn,
  dialogTurn,
  guideOf,
  say,
  titleOf,
} from '../engine/conversation-state.ts';
import { WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { casesChanged, openCases } from './about-cases.ts';
import { teamData } from './contact-data.ts';
import { forgetProblem } from './forget-old-conversation.ts';
import { answersOf, formData, readForm, spokenDetails, typedIn, withDetails } from './handover-form.ts';
import { SCREEN_STEP } from './screen-said.ts';
import { maySend, SEND_PICTURE } from './send-picture.ts';
import { USE_TEAMS } from './teams-address.ts';

export const ESCALATION = 'escalation';

/** A correction typed in the chat while the form or the read-back was open; its value is `correct`. */
export interface CorrectionAnswer extends CardAnswer {
  /** The corrected details; one to be entered again has no value. */
  readonly details: CaseDetails;
  /** They said that they do not know their username. */
  readonly usernameUnknown?: boolean;
  /** The form is shown before anything is read back. */
  readonly open: boolean;
}

interface EscalationOptions {
  /** The form came back with invalid input: shown again in place, with its values. */
  readonly mending?: Inputs;
  /** The form again, as filled in: a change before it is read back. */
  readonly changing?: Inputs;
  /** The address in Teams was put in: the form again in place, with nothing said yet of what is still missing. */
  readonly filling?: Inputs;
  /** A detail was typed in the chat: read back immediately if the rest is there. */
  readonly typed?: Inputs;
}

type Inputs = Readonly<Record<string, string>>;

/** Kept while the read-back is open. */
interface ReadBackValues {
  inputs?: Inputs;
  /** What the read-back shows: this, and nothing else, is sent. */
  details?: CaseDetails;
}

/** Hands the problem to the ESR Team: asks for details, checks them, reads them back, and only then sends them. */
export const escalation = new WaterfallDialog<EscalationOptions>(ESCALATION, [askDetails, readBack, send]);

type EscalationStep = WaterfallStepContext<EscalationOptions>;

async function askDetails(step: EscalationStep) {
  const turn = dialogTurn(step);
  const { mending, changing, filling, typed } = step.options;
  if (typed !== undefined) {
    return step.next({ value: 'check', title: '', shown: '', nonce: '', inputs: typed } satisfies CardAnswer);
  }
  const question: CardQuestion = {
    card: 'details',
    data: {
      problem: problemHeading(turn),
      ...formData(turn, mending ?? changing ?? filling, filling === undefined),
      ...(await teamData(turn)),
    },
    inPlace: (mending ?? filling) !== undefined,
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function readBack(step: EscalationStep) {
  const turn = dialogTurn(step);
  const answer = step.result as CardAnswer;
  if (answer.value === 'start-over' || answer.value === 'back') return step.replaceDialog('main');
  const inputs = typedIn(turn, answersOf(turn, answer));
  const said = step.result as CorrectionAnswer;
  if (said.value === 'correct') {
    return step.replaceDialog(ESCALATION, corrected(inputs, said));
  }
  const form = readForm(turn, inputs);
  // Kept for whichever form is next: this one may be left for another problem.
  turn.conversation.entered = { ...turn.conversation.entered, ...form.details };
  if (!form.isValid) {
    const again = answer.value === USE_TEAMS ? { filling: inputs } : { mending: inputs };
    return step.replaceDialog(ESCALATION, again satisfies EscalationOptions);
  }
  Object.assign(step.values, { inputs, details: form.details } satisfies ReadBackValues);
  const facts = spokenDetails(turn, form.details).map(([title, value]) => ({ title: words(title), value }));
  const question: CardQuestion = {
    card: 'read-back',
    data: {
      problem: problemHeading(turn),
      facts,
      trail: describeTrail(turn),
      ...(await openCaseData(turn, form.details)),
      ...(await teamData(turn)),
    },
  };
  return step.beginDialog(CARD_PROMPT, question);
}

/** What their open case means for this one, before it is sent; `open` offers to add to that case instead. */
async function openCaseData(turn: DialogTurn, details: CaseDetails): Promise<CardData> {
  const { conversation, deps, person, chat } = turn;
  const cases = await openCases(turn);
  const given = { problem: conversation.branch ?? 'other', details, trail: [] };
  const same = cases.find(
    (it) =>
      it.trust === guideOf(turn).trust &&
      it.details.esrUsername !== undefined &&
      it.details.esrUsername === details.esrUsername &&
      joinsCase(it, { kind: 'staff', person, chat, given }),
  );
  if (same !== undefined) {
    const joins = same.state === 'resolved' ? SENTENCES.willReopen : SENTENCES.willJoin;
    return { already: words(joins(same.reference)), open: '' };
  }
  const open = cases.findLast(({ state }) => state !== 'resolved');
  if (open === undefined) return { already: '', open: '' };
  const since = speakTime(open.openedAt, deps.now());
  return { already: words(SENTENCES.willBeSecond(open.reference, since)), open: words(open.reference) };
}

/** Text typed in the chat fills the form, which is read back if complete. */
function corrected(inputs: Inputs, { details, open, usernameUnknown }: CorrectionAnswer): EscalationOptions {
  const answers = withDetails(inputs, details, usernameUnknown);
  return open ? { changing: answers } : { typed: answers };
}

async function send(step: EscalationStep) {
  const turn = dialogTurn(step);
  const { value, nonce } = step.result as CardAnswer;
  const { inputs, details } = step.values as ReadBackValues;
  if (value === 'start-over') return step.replaceDialog('main');
  if (value === 'add') return step.replaceDialog('own-case', { asks: 'add', text: details?.words ?? '' });
  if (value === 'correct') {
    return step.replaceDialog(ESCALATION, corrected(inputs ?? {}, step.result as CorrectionAnswer));
  }
  // A read-back shown by an earlier version does not record its content.
  if (value !== 'send' || details === undefined) {
    return step.replaceDialog(ESCALATION, inputs && ({ changing: inputs } satisfies EscalationOptions));
  }
  const { conversation, person, deps } = turn;
  casesChanged(turn);
  const raised = await deps.caseService.raise({
    trust: guideOf(turn).trust,
    problem: conversation.branch ?? 'other',
    requester: { kind: 'staff', person, chat: turn.chat },
    details,
    // Asking for the ESR Team is no answer to a step.
    trail: conversation.trail.filter((entry) => entry.answer !== 'human'),
    key: `report:${nonce}`,
  });
  // It is stored: from here on it reaches the ESR Team, whatever happens to this process.
  const card = deps.cards.render('sent', await sentData(turn, raised));
  // In place of the card that was pressed; typed answers have none.
  if (turn.replacement === undefined) say(step, card);
  else turn.replacement = card;
  const { picture } = conversation;
  const isAsked = maySend(turn);
  forgetProblem(conversation);
  if (!isAsked || picture === undefined || (await teamData(turn)).unlinked) return step.endDialog();
  conversation.picture = picture;
  return step.replaceDialog(SEND_PICTURE, { reference: raised.case.reference });
}

/** The confirmation shown before anything can have reached the ESR Team, or where nothing can. */
async function sentData(turn: DialogTurn, raised: Raised): Promise<CardData> {
  const team = await teamData(turn);
  return {
    reference: words(raised.case.reference),
    nonce: '',
    added: words(raised.joined ? addedForThem(raised) : ''),
    headline: words(team.unlinked ? SENTENCES.saved : SENTENCES.sent),
    band: token(team.unlinked ? 'warning' : 'good'),
    ...team,
    // No need to write to them as well.
    contact: team.unlinked ? team.contact : [],
  };
}

export const problemHeading = (turn: DialogTurn) =>
  words(titleOf(turn, turn.conversation.branch) || SENTENCES.askTeam);

/** Steps tried, for the ESR Team; empty when there are none. */
function describeTrail({ conversation }: DialogTurn): Words {
  const screen = conversation.trail.find(({ step }) => step === SCREEN_STEP);
  return words(
    [screen === undefined ? '' : SENTENCES.screenTold(screen.shown), stepsTried(conversation)]
      .join(' ')
      .trim(),
  );
}

function stepsTried(conversation: ConversationState): string {
  const tried = conversation.trail.filter((entry) => entry.answer === 'not-yet').length;
  return tried === 0 ? '' : SENTENCES.stepsTold(tried);
}
