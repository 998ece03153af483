import { cardMessage } from '../src/cards/message.ts';
import { type CardData, words } from '../src/cards/render.ts';
import type { Raised } from '../src/cases/desk.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from './card-prompt.ts';
import { describeTrail } from './describe-trail.ts';
import { askedDetails, formData, readForm, spokenDetails, typedIn } from './handover-form.ts';
import { WaterfallDialog, type WaterfallStepContext } from './sdk.ts';
import { guideOf, type TalkTurn, talkTurn } from './talk.ts';

export const ESCALATION = 'escalation';

interface EscalationOptions {
  /** The form came back with something to mend: it is shown again in place, with what was typed. */
  readonly mending?: Readonly<Record<string, string>>;
}

/** Hands the problem to the ESR Team: asks what it needs, checks it, reads it back, and only then sends it. */
export const escalation = new WaterfallDialog<EscalationOptions>(ESCALATION, [askDetails, readBack, send]);

type EscalationStep = WaterfallStepContext<EscalationOptions>;

async function askDetails(step: EscalationStep) {
  const turn = talkTurn(step.context);
  const { mending } = step.options;
  const question: CardQuestion = {
    card: 'details',
    data: { problem: problemTitle(turn), ...formData(turn, mending) },
    inPlace: mending !== undefined,
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function readBack(step: EscalationStep) {
  const turn = talkTurn(step.context);
  const answer = step.result as CardAnswer;
  if (answer.value === 'start-over' || answer.value === 'back') return step.replaceDialog('main');
  const form = readForm(turn, answer.inputs);
  if ('mend' in form) {
    return step.replaceDialog(ESCALATION, {
      mending: typedIn(turn, answer.inputs),
    } satisfies EscalationOptions);
  }
  turn.talk.entered = { ...turn.talk.entered, ...form.details };
  const facts = spokenDetails(turn).map(([title, value]) => ({ title: words(title), value }));
  const question: CardQuestion = {
    card: 'read-back',
    data: { problem: problemTitle(turn), facts, trail: describeTrail(turn) },
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function send(step: EscalationStep) {
  const turn = talkTurn(step.context);
  const { value, nonce } = step.result as CardAnswer;
  if (value === 'start-over') return step.replaceDialog('main');
  if (value !== 'send') {
    return step.replaceDialog(ESCALATION);
  }
  const { talk, person, parts } = turn;
  const raised = await parts.desk.raise({
    trust: guideOf(turn).trust,
    problem: talk.branch ?? 'other',
    requester: { kind: 'staff', person, chat: turn.chat },
    details: askedDetails(turn),
    trail: talk.trail,
    key: `report:${nonce}`,
  });
  // Safe on disk: from here on it is owed, whatever happens to this process.
  const card = parts.cards.render('sent', await sentData(turn, raised));
  // In place of the card that was pressed; typed answers have none.
  if (turn.replacement === undefined) await step.context.sendActivity(cardMessage(card));
  else turn.replacement = card;
  Object.assign(talk, { trail: [], facts: {} });
  delete talk.branch;
  return step.endDialog();
}

/** What the person is told: honestly also when the Trust's ESR Team is not connected yet. */
async function sentData(turn: TalkTurn, raised: Raised): Promise<CardData> {
  const guide = guideOf(turn);
  const contact = guide.contacts[guide.handover.contact ?? ''];
  const connected = await turn.parts.isTeamConnected(guide.trust);
  return {
    reference: words(raised.case.reference),
    nonce: '',
    joined: raised.joined,
    connected,
    how: words(connected ? '' : [contact?.how, contact?.email].filter(Boolean).join(' ')),
  };
}

function problemTitle({ talk, parts }: TalkTurn) {
  return words((talk.branch && parts.problems.branches.get(talk.branch)?.title) ?? 'Talk to the ESR Team');
}
