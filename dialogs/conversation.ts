import type { TurnContext } from 'botbuilder';
import { SENTENCES } from '../src/cards/sentences.ts';
import { FEEDBACK, type Feedback } from '../src/cases/reports.ts';
import { BRANCHES } from './branches.ts';
import { readPress } from './card-press.ts';
import { CardPrompt, pressedAnswer, promptState, typedAnswer } from './card-prompt.ts';
import { chooseProblem } from './choose-problem.ts';
import { chooseTrust } from './choose-trust.ts';
import { clarify } from './clarify.ts';
import { type Command, readCommand } from './commands.ts';
import { escalation } from './escalation.ts';
import { forgetAll, forgetOldTalk } from './forgetting.ts';
import { offerAlternatives, pictureSent, restart, understand, understandRest } from './free-text.ts';
import { MAIN, main } from './main.ts';
import { notCovered } from './not-covered.ts';
import { toldWhenOver } from './notice.ts';
import { noticeDetails } from './noticed.ts';
import { readSaid, type Said } from './said.ts';
import { type DialogContext, DialogSet, DialogTurnStatus } from './sdk.ts';
import { warnOfSecret } from './secret-sent.ts';
import { talkTurn } from './talk.ts';
import { welcomeBack } from './welcome-back.ts';

const ALL = [
  main,
  chooseTrust,
  chooseProblem,
  clarify,
  notCovered,
  welcomeBack,
  escalation,
  new CardPrompt(),
  ...BRANCHES,
];

/** Built once: the dialogs hold no conversation's state. The accessor finds it in the turn. */
const dialogs = new DialogSet({
  get: async (context: TurnContext) => talkTurn(context).talk.dialogs,
  set: async (context: TurnContext, value) => {
    talkTurn(context).talk.dialogs = value;
  },
  delete: async (context: TurnContext) => {
    talkTurn(context).talk.dialogs = { dialogStack: [] };
  },
});
for (const dialog of ALL) dialogs.add(dialog);

/** One turn of a 1:1 conversation. Begin it with `beginTalkTurn`. Returns a notice for a press that had no effect. */
export async function converse(context: TurnContext): Promise<string | undefined> {
  const { talk, parts } = talkTurn(context);
  forgetOldTalk(talk, parts.now());
  delete talk.checkBack;
  const dc = await dialogs.createContext(context);
  const notice = await take(dc);
  talk.lastAt = parts.now();
  return notice;
}

async function take(dc: DialogContext): Promise<string | undefined> {
  const { context } = dc;
  if (readPress(context.activity) !== undefined) return pressed(dc);
  if (context.activity.type === 'message') await typed(dc, readSaid(context.activity));
  else if (dc.activeDialog === undefined) await dc.beginDialog(MAIN);
  return undefined;
}

async function typed(dc: DialogContext, { text, secret }: Said): Promise<void> {
  if (secret !== undefined) await warnOfSecret(dc, secret);
  noticeDetails(talkTurn(dc.context), text);
  const state = promptState(dc.activeDialog);
  if (state !== undefined && typedAnswer(dc.context, state) !== undefined) return carryOn(dc);
  if (secret !== undefined) return understandRest(dc, text);
  const command = readCommand(text);
  if (command !== undefined) return obey(dc, command);
  if (await toldWhenOver(dc.context, text)) return;
  if (hasPicture(dc.context) && text === '') return pictureSent(dc);
  return text === '' ? restart(dc) : understand(dc, text);
}

/** Pictures pasted into Teams come as attachments; the message's own HTML is one too, and is none. */
const hasPicture = ({ activity }: TurnContext) =>
  (activity.attachments ?? []).some(({ contentType = '' }) => /^image\/|download\.info$/.test(contentType));

async function pressed(dc: DialogContext): Promise<string | undefined> {
  const state = promptState(dc.activeDialog);
  if (state !== undefined && pressedAnswer(dc.context, state) !== undefined) {
    await carryOn(dc);
    return undefined;
  }
  const answer = readPress(dc.context.activity)?.answer;
  const said = FEEDBACK.find((one) => one === answer);
  if (said !== undefined) return thankFor(dc, said);
  if (answer === 'not-this') await offerAlternatives(dc);
  else if (dc.activeDialog !== undefined) return SENTENCES.staleCard;
  else if (answer === 'human') await restart(dc, { human: true });
  else if (answer === 'start-over') await restart(dc);
  else return SENTENCES.finishedCard;
  return undefined;
}

async function carryOn(dc: DialogContext): Promise<void> {
  const result = await dc.continueDialog();
  // A stack from an older version of the dialogs: begin again, with what was entered kept.
  if (result.status === DialogTurnStatus.empty) await restart(dc);
}

async function obey(dc: DialogContext, command: Command): Promise<void> {
  switch (command) {
    case 'help':
      await dc.context.sendActivity(SENTENCES.help);
      if (dc.activeDialog === undefined) await restart(dc);
      else await dc.repromptDialog();
      return;
    case 'human':
      return restart(dc, { human: true });
    case 'change-trust':
      return restart(dc, { changeTrust: true });
    case 'forget-me':
      forgetAll(talkTurn(dc.context).talk);
      await dc.context.sendActivity(SENTENCES.forgotten);
      return;
    case 'back':
    case 'start-over':
      return restart(dc);
  }
}

/** "Was this helpful?" counts once, whatever is pressed how often. */
async function thankFor(dc: DialogContext, said: Feedback): Promise<string> {
  const { talk, parts } = talkTurn(dc.context);
  if (talk.feedback !== undefined) await parts.counts?.walkEnded({ ...talk.feedback, ended: said });
  delete talk.feedback;
  return SENTENCES.thanks;
}
