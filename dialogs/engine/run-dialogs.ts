import { type BotAdapter, TurnContext } from 'botbuilder';
import type { Card } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { FEEDBACK, type Feedback } from '../../src/cases/reports.ts';
import { BRANCHES } from '../flow/branches.ts';
import { caseSure, typedAfterOutcome } from '../flow/case-sure.ts';
import { chooseProblem } from '../flow/choose-problem.ts';
import { chooseTrust, typedAnotherName, typedTrust } from '../flow/choose-trust.ts';
import { clarify } from '../flow/clarify.ts';
import { noticeDetails } from '../flow/detected-details.ts';
import { escalation } from '../flow/escalation.ts';
import { forgetAll, forgetOldConversation } from '../flow/forget-old-conversation.ts';
import { askAgain, offerAlternatives, restart, understand, understandRest } from '../flow/free-text.ts';
import { isAtHandover, typedAtHandover } from '../flow/handover-typed.ts';
import { answerWhetherDown } from '../flow/is-esr-down.ts';
import { learnerCase, typedAboutLearnerCase } from '../flow/learner-case.ts';
import { keepWords, MAIN, main } from '../flow/main.ts';
import { notCovered } from '../flow/not-covered.ts';
import { TELL_WHEN_OVER, tellWhenOver, toldWhenOver } from '../flow/notice.ts';
import { ownCase, typedAboutCase, typedIntoOldCard } from '../flow/own-case.ts';
import { pictureAnswers, pictureForCase } from '../flow/picture-answer.ts';
import { reachTeam } from '../flow/reach-team.ts';
import { screenSays } from '../flow/screen-sent.ts';
import { warnOfSecret } from '../flow/secret-sent.ts';
import { sendPicture } from '../flow/send-picture.ts';
import { type Command, readCommand } from '../flow/staff-commands.ts';
import {
  nothingTyped,
  onlyPointsAt,
  pictureAlone,
  pointsAway,
  sayUnread,
  wordsAlone,
} from '../flow/unread.ts';
import { welcomeBack } from '../flow/welcome-back.ts';
import { BranchDialog } from './branch.ts';
import {
  type CardAnswer,
  CardPrompt,
  pressedAnswer,
  promptState,
  shownAgain,
  typedAnswer,
} from './card-prompt.ts';
import {
  type DialogRun,
  type DialogTurn,
  dialogTurn,
  guideOf,
  say,
  setDialogTurn,
} from './conversation-state.ts';
import { DialogContext, DialogSet, DialogTurnStatus } from './sdk.ts';
import type { Typed } from './turn-input.ts';

const ALL = [
  main,
  chooseTrust,
  chooseProblem,
  clarify,
  notCovered,
  welcomeBack,
  reachTeam,
  escalation,
  sendPicture,
  ownCase,
  caseSure,
  learnerCase,
  new CardPrompt(),
  ...BRANCHES,
];

/** Built once: the dialogs hold no conversation's state. */
const dialogs = new DialogSet();
for (const dialog of ALL) dialogs.add(dialog);

/** The result of a turn of a 1:1 conversation, with its new state. Nothing has been carried out yet. */
export interface DialogResult
  extends Pick<DialogTurn, 'replies' | 'ended' | 'reported' | 'unplaced' | 'shows' | 'forgotten'> {
  /** The answered card as it looks now. */
  readonly replacement: Card | undefined;
  /** Why a press had no effect, or another short word about it. */
  readonly notice: string | undefined;
}

/** Dialogs pass their replies to the turn: nothing is sent while they run. */
const NO_ADAPTER = {} as BotAdapter;

/** One turn of a 1:1 conversation. Changes its state, and nothing else. */
export async function runDialogs(run: DialogRun): Promise<DialogResult> {
  const { conversation, deps, input } = run;
  const turn: DialogTurn = { ...run, replies: [], ended: [], reported: [], unplaced: [], shows: [] };
  const context = new TurnContext(NO_ADAPTER, { type: input.isMessage ? 'message' : 'event' });
  setDialogTurn(context, turn);
  forgetOldConversation(conversation, deps.now());
  delete conversation.checkBack;
  const notice = await take(new DialogContext(dialogs, context, conversation.dialogs));
  conversation.lastAt = deps.now();
  const { replies, ended, reported, unplaced, shows, replacement, forgotten } = turn;
  return { notice, replies, ended, reported, unplaced, shows, replacement, ...(forgotten && { forgotten }) };
}

async function take(dc: DialogContext): Promise<string | undefined> {
  const { isMessage, isPress, press, typed: said } = dialogTurn(dc).input;
  if (press !== undefined || (said.text === '' && isPress)) return pressed(dc);
  if (isMessage) await typed(dc, said);
  else if (dc.activeDialog === undefined) await dc.beginDialog(MAIN);
  return undefined;
}

async function typed(dc: DialogContext, said: Typed): Promise<void> {
  const { text, rest, secret, attachments } = said;
  const { conversation, picture } = dialogTurn(dc);
  if (picture !== undefined) conversation.picture = picture;
  if (text === '') return (await shown(dc, text)) ? undefined : nothingTyped(dc, attachments);
  if (secret !== undefined) warnOfSecret(dc, secret);
  if (await toldWhenOver(dc, text)) return;
  if (await typedAfterOutcome(dc, text)) return;
  const state = promptState(dc.activeDialog);
  const atHandover = isAtHandover(dc);
  if (!atHandover && !said.hasForwarded) noticeDetails(dialogTurn(dc), rest);
  const answer = state && typedAnswer(dialogTurn(dc), state);
  const command = answer === undefined ? readCommand(rest) : undefined;
  const isOther = answer === undefined && command === undefined;
  if (isOther && (await shown(dc, text))) return;
  if (isOther && onlyPointsAt(text, attachments)) return nothingTyped(dc, attachments);
  const words = isOther && attachments.includes('picture') ? wordsAlone(dc, text) : text;
  const { screen } = dialogTurn(dc);
  const leads = isOther && screen?.kind === 'message' ? screen.message : undefined;
  if (leads !== undefined || words === undefined) {
    keepBeside(dc, text);
    await (leads === undefined ? pictureAlone(dc) : screenSays(dc, leads, words ?? ''));
    // A problem that begins forgets what was said of the one before: these words are about this one.
    return keepBeside(dc, text);
  }
  sayUnread(dc, attachments);
  if (answer !== undefined) return carryOn(dc, answer);
  if (command !== undefined) return obey(dc, command);
  if (atHandover && (await typedAtHandover(dc, said))) return;
  if (secret !== undefined) return understandRest(dc, text, rest);
  if (await answerWhetherDown(dc, text)) return;
  if (await typedTrust(dc, text)) return;
  if (await typedAboutLearnerCase(dc, text)) return;
  if (await typedAboutCase(dc, text)) return;
  if (await typedAnotherName(dc, text)) return;
  return understand(dc, words);
}

/** The picture leads; the words beside it go into the form. */
const keepBeside = (dc: DialogContext, text: string) =>
  pointsAway(text) ? undefined : keepWords(dialogTurn(dc).conversation, text);

/** A picture for the ESR Team, with or without words. */
const shown = async (dc: DialogContext, text: string) =>
  (await pictureForCase(dc, text)) || pictureAnswers(dc, text);

async function pressed(dc: DialogContext): Promise<string | undefined> {
  const state = promptState(dc.activeDialog);
  const turn = dialogTurn(dc);
  const { press } = turn.input;
  if (press?.answer === TELL_WHEN_OVER) {
    const said = await tellWhenOver(turn);
    if (press.nonce === state?.nonce) turn.replacement = await shownAgain(turn, dc.activeDialog);
    return said ?? SENTENCES.noticeOver;
  }
  const given = state && pressedAnswer(turn, state);
  if (given !== undefined) {
    await carryOn(dc, given);
    return undefined;
  }
  const answer = press?.answer;
  const said = FEEDBACK.find((one) => one === answer);
  if (said !== undefined) return thankFor(dc, said);
  if (await typedIntoOldCard(dc)) return SENTENCES.staleCard;
  if (answer === 'not-this') await offerAlternatives(dc);
  else if (dc.activeDialog !== undefined) {
    await askAgain(dc);
    return SENTENCES.staleCard;
  } else if (answer === 'human') await restart(dc, { human: true });
  else if (answer === 'start-over') await restart(dc);
  else if (turn.hasLostPlace) await beginBranchAgain(dc, SENTENCES.placeLost);
  else return SENTENCES.finishedCard;
  return undefined;
}

async function carryOn(dc: DialogContext, { value }: CardAnswer): Promise<void> {
  // Asking for a person means the same in every version.
  if (hasChanged(dc)) return value === 'human' ? restart(dc, { human: true }) : beginBranchAgain(dc);
  const result = await dc.continueDialog();
  // A stack from an older version of the dialogs: restart, keeping entered values.
  if (result.status === DialogTurnStatus.empty) await restart(dc);
}

/** Whether the steps or the guide's words have changed since the person reached this point. */
function hasChanged(dc: DialogContext): boolean {
  const turn = dialogTurn(dc);
  return dc.stack.some(({ id, state }) => {
    const dialog = dialogs.find(id);
    if (!(dialog instanceof BranchDialog)) return dialog === undefined;
    return !dialog.isSameAs(state) || guideOf(turn).version !== turn.conversation.guideVersion;
  });
}

/** Says why, and restarts the problem: an answer to the earlier question must not count as one to the current question. */
async function beginBranchAgain(dc: DialogContext, why?: string): Promise<void> {
  const { branch } = dialogTurn(dc).conversation;
  say(dc, why ?? (branch === undefined ? SENTENCES.menuChanged : SENTENCES.guideChanged));
  await restart(dc, branch === undefined ? {} : { branch });
}

async function obey(dc: DialogContext, command: Command): Promise<void> {
  const turn = dialogTurn(dc);
  const { conversation, deps, person } = turn;
  switch (command) {
    case 'help':
      say(dc, SENTENCES.help);
      return askAgain(dc);
    case 'human':
      return isAtHandover(dc) ? dc.repromptDialog() : restart(dc, { human: true });
    case 'change-trust':
      if (deps.guides.size === 1) {
        say(dc, SENTENCES.onlyOrganisation(guideOf(turn).shortName));
        return askAgain(dc);
      }
      return restart(dc, { changeTrust: true });
    case 'forget-me':
      forgetAll(conversation);
      turn.forgotten = true;
      await deps.pictures?.forget(person.id);
      say(dc, SENTENCES.forgotten);
      return;
    case 'back':
    case 'start-over':
      return restart(dc);
  }
}

/** "Was this helpful?" counts once, whatever is pressed how often. */
function thankFor(dc: DialogContext, said: Feedback): string {
  const { conversation, ended } = dialogTurn(dc);
  if (conversation.feedback !== undefined) ended.push({ ...conversation.feedback, ended: said });
  delete conversation.feedback;
  return SENTENCES.thanks;
}
