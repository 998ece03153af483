import { type CardData, token, type Words, words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { addedForThem } from '../../src/cases/added.ts';
import type { Raised } from '../../src/cases/case-service.ts';
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
import { teamData } from './contact-data.ts';
import { forgetProblem } from './forget-old-conversation.ts';
import { answersOf, askedDetails, formData, readForm, spokenDetails, typedIn } from './handover-form.ts';
import { SCREEN_STEP } from './screen-said.ts';
import { SEND_PICTURE } from './send-picture.ts';

export const ESCALATION = 'escalation';

interface EscalationOptions {
  /** The form came back with invalid input: it is shown again in place, with what was typed. */
  readonly mending?: Readonly<Record<string, string>>;
  /** What was read back and is to be changed: the form again, as it was filled in. */
  readonly changing?: Readonly<Record<string, string>>;
}

/** Hands the problem to the ESR Team: asks what it needs, checks it, reads it back, and only then sends it. */
export const escalation = new WaterfallDialog<EscalationOptions>(ESCALATION, [askDetails, readBack, send]);

type EscalationStep = WaterfallStepContext<EscalationOptions>;

async function askDetails(step: EscalationStep) {
  const turn = dialogTurn(step);
  const { mending, changing } = step.options;
  const question: CardQuestion = {
    card: 'details',
    data: {
      problem: problemHeading(turn),
      ...formData(turn, mending ?? changing),
      ...(await teamData(turn)),
    },
    inPlace: mending !== undefined,
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function readBack(step: EscalationStep) {
  const turn = dialogTurn(step);
  const answer = step.result as CardAnswer;
  if (answer.value === 'start-over' || answer.value === 'back') return step.replaceDialog('main');
  const inputs = typedIn(turn, answersOf(turn, answer));
  const form = readForm(turn, inputs);
  if ('invalid' in form) {
    return step.replaceDialog(ESCALATION, { mending: inputs } satisfies EscalationOptions);
  }
  turn.conversation.entered = { ...turn.conversation.entered, ...form.details };
  (step.values as { inputs?: CardAnswer['inputs'] }).inputs = inputs;
  const facts = spokenDetails(turn).map(([title, value]) => ({ title: words(title), value }));
  const question: CardQuestion = {
    card: 'read-back',
    data: { problem: problemHeading(turn), facts, trail: describeTrail(turn), ...(await teamData(turn)) },
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function send(step: EscalationStep) {
  const turn = dialogTurn(step);
  const { value, nonce } = step.result as CardAnswer;
  if (value === 'start-over') return step.replaceDialog('main');
  if (value !== 'send') {
    const { inputs } = step.values as { inputs?: CardAnswer['inputs'] };
    return step.replaceDialog(ESCALATION, inputs && ({ changing: inputs } satisfies EscalationOptions));
  }
  const { conversation, person, deps } = turn;
  const raised = await deps.caseService.raise({
    trust: guideOf(turn).trust,
    problem: conversation.branch ?? 'other',
    requester: { kind: 'staff', person, chat: turn.chat },
    details: askedDetails(turn),
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
  forgetProblem(conversation);
  const isAsked = picture !== undefined && deps.pictures !== undefined;
  if (!isAsked || (await teamData(turn)).unlinked) return step.endDialog();
  conversation.picture = picture;
  return step.replaceDialog(SEND_PICTURE, { reference: raised.case.reference });
}

/** What the person is told before anything can have reached the ESR Team, and where it cannot. */
async function sentData(turn: DialogTurn, raised: Raised): Promise<CardData> {
  const team = await teamData(turn);
  return {
    reference: words(raised.case.reference),
    nonce: '',
    added: words(raised.joined ? addedForThem(raised) : ''),
    headline: words(team.unlinked ? SENTENCES.saved : SENTENCES.sent),
    band: token(team.unlinked ? 'warning' : 'good'),
    ...team,
    // Nobody has to write to them as well.
    contact: team.unlinked ? team.contact : [],
  };
}

export const problemHeading = (turn: DialogTurn) =>
  words(titleOf(turn, turn.conversation.branch) || SENTENCES.askTeam);

/** What the ESR Team is told beside the details; empty when nothing was tried. */
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
