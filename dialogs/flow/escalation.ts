import { cardMessage } from '../../src/cards/message.ts';
import { type CardData, token, words } from '../../src/cards/render.ts';
import { addedForThem } from '../../src/cases/added.ts';
import type { Raised } from '../../src/cases/case-service.ts';
import { CARD_PROMPT, type CardAnswer, type CardQuestion } from '../engine/card-prompt.ts';
import { type DialogTurn, dialogTurn, guideOf } from '../engine/conversation-state.ts';
import { describeTrail } from '../engine/describe-trail.ts';
import { WaterfallDialog, type WaterfallStepContext } from '../engine/sdk.ts';
import { teamData } from './contact-data.ts';
import { forgetProblem } from './forget-old-conversation.ts';
import { answersOf, askedDetails, formData, readForm, spokenDetails, typedIn } from './handover-form.ts';

export const ESCALATION = 'escalation';

interface EscalationOptions {
  /** The form came back with something to mend: it is shown again in place, with what was typed. */
  readonly mending?: Readonly<Record<string, string>>;
  /** What was read back and is to be changed: the form again, as it was filled in. */
  readonly changing?: Readonly<Record<string, string>>;
}

/** Hands the problem to the ESR Team: asks what it needs, checks it, reads it back, and only then sends it. */
export const escalation = new WaterfallDialog<EscalationOptions>(ESCALATION, [askDetails, readBack, send]);

type EscalationStep = WaterfallStepContext<EscalationOptions>;

async function askDetails(step: EscalationStep) {
  const turn = dialogTurn(step.context);
  const { mending, changing } = step.options;
  const question: CardQuestion = {
    card: 'details',
    data: { problem: problemTitle(turn), ...formData(turn, mending ?? changing), ...(await teamData(turn)) },
    inPlace: mending !== undefined,
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function readBack(step: EscalationStep) {
  const turn = dialogTurn(step.context);
  const answer = step.result as CardAnswer;
  if (answer.value === 'start-over' || answer.value === 'back') return step.replaceDialog('main');
  const inputs = typedIn(turn, answersOf(turn, answer));
  const form = readForm(turn, inputs);
  if ('mend' in form) {
    return step.replaceDialog(ESCALATION, { mending: inputs } satisfies EscalationOptions);
  }
  turn.conversation.entered = { ...turn.conversation.entered, ...form.details };
  (step.values as { inputs?: CardAnswer['inputs'] }).inputs = inputs;
  const facts = spokenDetails(turn).map(([title, value]) => ({ title: words(title), value }));
  const question: CardQuestion = {
    card: 'read-back',
    data: { problem: problemTitle(turn), facts, trail: describeTrail(turn), ...(await teamData(turn)) },
  };
  return step.beginDialog(CARD_PROMPT, question);
}

async function send(step: EscalationStep) {
  const turn = dialogTurn(step.context);
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
  // Safe on disk: from here on it is owed, whatever happens to this process.
  const card = deps.cards.render('sent', await sentData(turn, raised));
  // In place of the card that was pressed; typed answers have none.
  if (turn.replacement === undefined) await step.context.sendActivity(cardMessage(card));
  else turn.replacement = card;
  forgetProblem(conversation);
  return step.endDialog();
}

/** What the person is told before anything can have reached the ESR Team, and where it cannot. */
async function sentData(turn: DialogTurn, raised: Raised): Promise<CardData> {
  const team = await teamData(turn);
  return {
    reference: words(raised.case.reference),
    nonce: '',
    added: words(raised.joined ? addedForThem(raised) : ''),
    headline: words(team.unlinked ? 'Kept for the ESR Team' : "I'm passing this to the ESR Team"),
    band: token(team.unlinked ? 'warning' : 'good'),
    ...team,
    // Nobody has to write to them as well.
    contact: team.unlinked ? team.contact : [],
  };
}

export function problemTitle({ conversation, deps }: DialogTurn) {
  return words(
    (conversation.branch && deps.problems.branches.get(conversation.branch)?.title) ?? 'Ask the ESR Team',
  );
}
