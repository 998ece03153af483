import { pictureSentence, SENTENCES, unreadSentence } from '../../src/cards/sentences.ts';
import { isAsked } from '../../src/cases/case.ts';
import type { AttachmentKind } from '../../src/intake/message/attachment-kind.ts';
import { CARD_PROMPT, promptState } from '../engine/card-prompt.ts';
import { coveredBranches, dialogTurn, say } from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';
import { openCases } from './about-cases.ts';
import { CHOOSE_PROBLEM } from './choose-problem.ts';
import { CLARIFY } from './clarify.ts';
import { askAgain, MENUS, pictureSent } from './free-text.ts';
import { MAIN } from './main.ts';
import { screenSays } from './screen-sent.ts';

/** A message without words: names the unreadable attachments, and repeats the open question. */
export async function nothingTyped(dc: DialogContext, attachments: readonly AttachmentKind[]): Promise<void> {
  const { screen } = dialogTurn(dc);
  if (screen?.kind === 'message') return screenSays(dc, screen.message, '');
  if (attachments.includes('picture')) return pictureAlone(dc);
  const unread = unreadSentence(attachments, false);
  const said = unread === undefined ? SENTENCES.empty : `${unread} ${SENTENCES.typeInstead}`;
  say(dc, said);
  if (!(await teamAsksAgain(dc))) await askAgain(dc);
}

/** With nothing else in progress, the open question is the ESR Team's: shows its case's card. Returns whether there is one. */
async function teamAsksAgain(dc: DialogContext): Promise<boolean> {
  const turn = dialogTurn(dc);
  const open = promptState(dc.activeDialog)?.card;
  if (open !== undefined && !MENUS.includes(open)) return false;
  const asked = (await openCases(turn)).findLast(isAsked);
  if (asked !== undefined) turn.shows.push(asked);
  return asked !== undefined;
}

/** With no problem in progress, a picture most likely shows an ESR message. */
export async function pictureAlone(dc: DialogContext): Promise<void> {
  const why = pictureSentence(dialogTurn(dc).screen);
  if (dc.stack.every(({ id }) => AT_THE_MENU.has(id))) return pictureSent(dc, why);
  say(dc, `${why} ${SENTENCES.typeMessage}`);
  return askAgain(dc);
}

const AT_THE_MENU: ReadonlySet<string> = new Set([MAIN, CHOOSE_PROBLEM, CLARIFY, CARD_PROMPT]);

/** One line about unreadable attachments sent with words. */
export function sayUnread(dc: DialogContext, attachments: readonly AttachmentKind[]): void {
  const { screen } = dialogTurn(dc);
  // The words were an answer or a command: what the screen says is said, and leads nowhere.
  if (screen?.kind === 'message' && screen.message.certainty === 'certain') {
    say(dc, SENTENCES.screenSays(screen.message.says));
  }
  if (screen?.kind === 'message') return;
  const others = attachments.filter((kind) => kind !== 'picture');
  const unread = others.length < attachments.length ? pictureSentence(screen) : unreadSentence(others, true);
  if (unread !== undefined) say(dc, unread);
}

/** Words that mean something without the picture; undefined if they only point at it. */
export function wordsAlone(dc: DialogContext, text: string): string | undefined {
  const rest = text.replace(POINTING, ' ').replace(WHEN, ' ').replace(/\s+/g, ' ').trim();
  if ((rest.match(/\p{L}{2,}/gu) ?? []).length < 2) return undefined;
  const turn = dialogTurn(dc);
  const meant = turn.deps.understand(rest, coveredBranches(turn));
  const isClear = meant.kind === 'branch' || meant.kind === 'not-covered';
  return isClear || (meant.kind === 'topic' && rest === text) ? rest : undefined;
}

/** "See file", with a file: it says nothing without it. */
export function onlyPointsAt(text: string, attachments: readonly AttachmentKind[]): boolean {
  const isRead = attachments.length === 0 || attachments.includes('picture');
  return !isRead && pointsAway(text);
}

/** "See attached, thanks": words that only point at what came with them. */
export const pointsAway = (text: string): boolean =>
  !/\p{L}{2}/u.test(text.replace(POINTING, ' ').replace(COURTESY, ' '));

const COURTESY = /\b(?:hi|hello|please|pls|thanks?|thank you|ok|here|you go|is|are|my)\b/gi;

const SHOWN =
  '(?:error|message|screen|page|picture|pic|photo|image|screen ?shot|pop-?up|box|thing|one|file|document|doc|attachment|video|recording|voice (?:note|message)|gif)s?';
const SEES =
  "(?:(?:i(?:'m| am)? )?(?:keep )?(?:get|getting|got|see|seeing|saw|have|having)|(?:please )?look at|shows?|says?|comes up(?: with)?|with|about)";
/** "I get this message", "see attached", "what does this mean": about the picture, not about the problem. */
const POINTING = new RegExp(
  [
    `\\bthis is what (?:it|i|esr) (?:says?|shows?|gets?|sees?)\\b`,
    `\\bwhat does (?:this|that|it) mean\\b`,
    `\\b(?:${SEES} )?(?:this|these|that|the|an?) (?:following )?(?:error )?${SHOWN}\\b`,
    `\\b${SEES} (?:this|these)\\b`,
    `\\b(?:please )?(?:see|as per|as in) (?:the |my )?(?:attached|attachment|below|above|here|${SHOWN})\\b`,
    `\\b(?:this|these|attached|below|${SHOWN})\\b`,
  ].join('|'),
  'gi',
);
/** When it happens is true of every problem. */
const WHEN =
  /\b(?:when(?:ever)?|every ?time|as soon as) (?:i|we|you) (?:(?:try|tried|am trying|want) (?:to )?)?(?:log|sign|get|click)(?:ged|ging|ning)? ?(?:in|on)?(?: ?to (?:esr|it|my account))?\b/gi;
