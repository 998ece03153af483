import { type Card, type Cards, token, words } from '../../src/cards/render.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import type { Notice } from '../../src/cases/notice.ts';
import { speakMoment, speakTime } from '../../src/time/speak-time.ts';
import { dialogTurn, knownGuide, say } from '../engine/conversation-state.ts';
import type { DialogContext } from '../engine/sdk.ts';

/** Shows the Trust's notice, once the Trust is known, if this conversation has not seen it. */
export async function showNotice(at: Pick<DialogContext, 'context'>): Promise<void> {
  const turn = dialogTurn(at);
  const { deps, conversation } = turn;
  const guide = knownGuide(turn);
  const notice = guide && (await deps.notices?.current(guide.trust));
  if (notice === undefined) return;
  const shown = `${notice.id} ${notice.setAt}`;
  if (conversation.noticeShown === shown) return;
  conversation.noticeShown = shown;
  say(at, noticeCard(deps.cards, notice, deps.now()));
}

/** Answers "tell me when it is over", typed after the notice was shown. Returns whether it did. */
export async function toldWhenOver(dc: DialogContext, text: string): Promise<boolean> {
  const { deps, conversation, chat } = dialogTurn(dc);
  const [id = ''] = conversation.noticeShown?.split(' ') ?? [];
  if (id === '' || deps.notices === undefined || !TELL_ME.test(text)) return false;
  say(dc, (await deps.notices.listen(Number(id), chat)) ? SENTENCES.noticeListening : SENTENCES.noticeOver);
  return true;
}

const TELL_ME =
  /^(?:please )?(?:tell|message|let) me (?:know )?when (?:it is|it’s|it's|its) (?:all )?over\b/i;

/** A known incident as people see it; `listening` promises a message when it is over. */
export function noticeCard(cards: Cards, notice: Notice, now: string, listening = ''): Card {
  const since = SENTENCES.noticeSince(speakTime(notice.setAt, now));
  return cards.render('notice', {
    id: token(String(notice.id)),
    text: notice.text,
    sub: words(notice.until === undefined ? since : SENTENCES.noticeUntil(speakMoment(notice.until, now))),
    listening: words(listening),
  });
}
