import { type Card, type CardData, type Cards, token, words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { Notice } from '../../src/cases/notice.ts';
import { speakTime } from '../../src/time/speak-time.ts';
import { type DialogTurn, dialogTurn, knownGuide, say } from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';

/** The button on a notice that stands inside another card. */
export const TELL_WHEN_OVER = 'tell-when-over';

/** Cards about a case that is there, or about to be sent: a notice would be in the way. */
const WITHOUT = ['read-back', 'send-picture', 'own-answer', 'own-more', 'case-sure', 'check-back'];

/** Whether a running notice stands inside this card. */
export const holdsNotice = (card: string): boolean => !WITHOUT.includes(card);

/** What a card shows first: the running notice of the person's Trust, if there is one. */
export async function noticeWithin(turn: DialogTurn, card: string): Promise<CardData | undefined> {
  const { deps, conversation } = turn;
  const trust = knownGuide(turn)?.trust;
  if (trust === undefined || !holdsNotice(card)) return undefined;
  const notice = await deps.notices?.current(trust);
  if (notice === undefined) return undefined;
  conversation.noticeShown = `${notice.id} ${notice.setAt}`;
  const isListening = conversation.noticeTold === String(notice.id);
  return noticeData(notice, deps.now(), isListening ? SENTENCES.noticeListening : '');
}

/** Promises a message when the notice that was shown is over; undefined where none was. */
export async function tellWhenOver({ deps, conversation, chat }: DialogTurn): Promise<string | undefined> {
  const [id = ''] = conversation.noticeShown?.split(' ') ?? [];
  if (id === '' || deps.notices === undefined) return undefined;
  if (!(await deps.notices.listen(Number(id), chat))) return SENTENCES.noticeOver;
  conversation.noticeTold = id;
  return SENTENCES.noticeListening;
}

/** Answers "tell me when it is over", typed after the notice was shown. Returns whether it did. */
export async function toldWhenOver(dc: DialogContext, text: string): Promise<boolean> {
  const said = TELL_ME.test(text) ? await tellWhenOver(dialogTurn(dc)) : undefined;
  if (said !== undefined) say(dc, said);
  return said !== undefined;
}

const TELL_ME =
  /^(?:please )?(?:tell|message|let) me (?:know )?when (?:it is|it’s|it's|its) (?:all )?over\b/i;

/** A known incident as people see it; `listening` promises a message when it is over. */
export function noticeCard(cards: Cards, notice: Notice, now: string, listening = ''): Card {
  return cards.render('notice', noticeData(notice, now, listening));
}

function noticeData({ id, text, setAt, until }: Notice, now: string, listening: string): CardData {
  const since = SENTENCES.noticeSince(speakTime(setAt, now));
  const sub = until === undefined ? since : SENTENCES.noticeUntil(speakTime(until, now));
  return { id: token(String(id)), text, sub: words(sub), listening: words(listening) };
}
