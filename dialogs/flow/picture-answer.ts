import { pictureSentence, SENTENCES } from '../../src/cards/sentences.ts';
import { isAsked } from '../../src/cases/case.ts';
import { readCaseRequest } from '../../src/intake/message/case-requests.ts';
import { promptState } from '../engine/card-prompt.ts';
import { dialogTurn, firstPart, say } from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';
import { openCases } from './about-cases.ts';
import { IDLE_CARDS } from './case-sure.ts';
import { begin, mayAnswer, type OwnCaseOptions, typedAboutCase } from './own-case.ts';
import { lineOf } from './screen-said.ts';
import { maySend, SEND_PICTURE, takesPicture } from './send-picture.ts';
import { pointsAway } from './unread.ts';

/** A picture came in answer to the question whether one may go: what is said beside it is about the case, or has to wait. */
export async function pictureForCase(dc: DialogContext, text: string): Promise<boolean> {
  if (!takesPicture(dc, dialogTurn(dc).input.typed.attachments)) return false;
  const isAlone = pointsAway(text);
  if (!isAlone && readCaseRequest(text) !== undefined && (await typedAboutCase(dc, text))) return true;
  if (!isAlone) say(dc, SENTENCES.wordsNotSent);
  await dc.repromptDialog();
  return true;
}

/**
 * The ESR Team has asked something, nothing else is in progress, and a picture comes: what is read on it is offered as the answer,
 * with the words beside it, and after that the picture itself. Returns whether it was that.
 */
export async function pictureAnswers(dc: DialogContext, text: string): Promise<boolean> {
  const turn = dialogTurn(dc);
  const { screen } = turn;
  const open = promptState(dc.activeDialog)?.card;
  if (screen === undefined || (open !== undefined && !IDLE_CARDS.includes(open))) return false;
  const asked = (await openCases(turn)).findLast(isAsked);
  if (asked === undefined) return false;
  const words = pointsAway(text) ? '' : text;
  const isAnswer = words === '' || (readCaseRequest(words) === undefined && mayAnswer(turn, words));
  if (!isAnswer) return typedAboutCase(dc, words);
  const read = screen.kind === 'message' && screen.message.certainty === 'certain' && lineOf(screen.message);
  const { reference } = asked;
  if (words !== '' || read) {
    if (!read) say(dc, pictureSentence(screen));
    const answer = firstPart(dc, [words, read].filter(Boolean).join('\n'));
    await begin(dc, { asks: 'answer', reference, text: answer, picture: true } satisfies OwnCaseOptions);
    return true;
  }
  say(dc, `${pictureSentence(screen)} ${SENTENCES.typeMessage}`);
  if (maySend(turn)) await begin(dc, { reference }, SEND_PICTURE);
  else turn.shows.push(asked);
  return true;
}
