import type { TurnContext } from 'botbuilder';
import { type DialogContext, DialogSet, DialogTurnStatus } from 'botbuilder-dialogs';
import { SENTENCES } from '../src/cards/sentences.ts';
import { BRANCHES } from './branches.ts';
import { readPress } from './card-press.ts';
import { CardPrompt, pressedAnswer, promptState, typedAnswer } from './card-prompt.ts';
import { chooseProblem } from './choose-problem.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Command, readCommand } from './commands.ts';
import { escalation } from './escalation.ts';
import { MAIN, type MainOptions, main } from './main.ts';
import { talkTurn } from './talk.ts';

const ALL = [main, chooseTrust, chooseProblem, escalation, new CardPrompt(), ...BRANCHES];

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
  const dc = await dialogs.createContext(context);
  if (readPress(context.activity) !== undefined) return pressed(dc);
  if (context.activity.type !== 'message') {
    if (dc.activeDialog === undefined) await dc.beginDialog(MAIN);
    return undefined;
  }
  const command = readCommand(context.activity.text ?? '');
  const state = promptState(dc.activeDialog);
  if (state !== undefined && typedAnswer(context, state) !== undefined) await carryOn(dc);
  else if (command !== undefined) await obey(dc, command);
  else if (state === undefined) await restart(dc);
  else await notUnderstood(dc);
  return undefined;
}

async function pressed(dc: DialogContext): Promise<string | undefined> {
  const state = promptState(dc.activeDialog);
  if (state !== undefined && pressedAnswer(dc.context, state) !== undefined) {
    await carryOn(dc);
    return undefined;
  }
  if (dc.activeDialog !== undefined) return SENTENCES.staleCard;
  const answer = readPress(dc.context.activity)?.answer;
  if (answer === 'human') await restart(dc, { human: true });
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
    case 'back':
    case 'start-over':
      return restart(dc);
  }
}

async function notUnderstood(dc: DialogContext): Promise<void> {
  await dc.context.sendActivity(SENTENCES.notUnderstood);
  await dc.repromptDialog();
}

async function restart(dc: DialogContext, options: MainOptions = {}): Promise<void> {
  if (dc.activeDialog !== undefined) await dc.cancelAllDialogs();
  await dc.beginDialog(MAIN, options);
}
