import { z } from 'zod';
import { noticeCard } from '../../../dialogs/flow/notice.ts';
import { cardMessage } from '../../cards/message.ts';
import type { Cards } from '../../cards/render.ts';
import { SENTENCES } from '../../cards/sentences.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import type { Turn } from '../../teams/turn.ts';
import type { TurnAnswer } from '../../teams/turn-answer.ts';

const NoticePress = z.object({ notice: z.coerce.number().int(), act: z.literal('tell') });

export interface NoticePressDeps {
  readonly notices: NoticeStore;
  readonly cards: Cards;
  readonly now: () => string;
}

/** The Trust's notice, to show before a reply in a shared chat, until the chat has asked to be told of its end. */
export async function noticeFor(
  { notices, cards, now }: NoticePressDeps,
  trust: string,
  chat: string,
): Promise<object[]> {
  const notice = await notices.current(trust);
  if (notice === undefined || (await notices.isListening(notice.id, chat))) return [];
  return [cardMessage(noticeCard(cards, notice, now()))];
}

/** Whether a press asks for a message when a notice is over. */
export const isNoticePress = (turn: Turn): boolean =>
  turn.isPressedWith('notice') && NoticePress.safeParse(turn.pressed).success;

/** Notes that the chat wants to be told of the end, and confirms it. `trust`: the chat's own; other Trusts' notices are refused. */
export async function pressNotice(
  { notices, cards, now }: NoticePressDeps,
  turn: Turn,
  trust: string | undefined,
): Promise<TurnAnswer> {
  const { notice: id } = NoticePress.parse(turn.pressed);
  const notice = await notices.find(id);
  if (notice === undefined || notice.trust !== trust) return { notice: SENTENCES.finishedCard };
  const listens = await notices.listen(id, turn.chat.id);
  return {
    card: noticeCard(cards, notice, now(), listens ? SENTENCES.noticeListening : SENTENCES.noticeOver),
  };
}
