import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { pressedData } from '../../../dialogs/card-press.ts';
import { noticeCard } from '../../../dialogs/notice.ts';
import { cardMessage } from '../../cards/message.ts';
import type { Cards } from '../../cards/render.ts';
import type { NoticeStore } from '../../store/notice-store.ts';
import { cardResponse, messageResponse } from '../invoke-responses.ts';

const NoticePress = z.object({ notice: z.coerce.number().int(), act: z.literal('tell') });

export interface NoticePressParts {
  readonly notices: NoticeStore;
  readonly cards: Cards;
  readonly now: () => string;
}

/** Whether a press asks to be told when a notice is over. */
export const isNoticePress = (activity: Activity): boolean =>
  NoticePress.safeParse(pressedData(activity)).success;

/** Remembers the chat, and shows on the notice that it will be told. */
export async function pressNotice(
  { notices, cards, now }: NoticePressParts,
  context: TurnContext,
): Promise<AdaptiveCardInvokeResponse> {
  const { activity } = context;
  const { notice: id } = NoticePress.parse(pressedData(activity));
  const notice = await notices.find(id);
  if (notice === undefined) return messageResponse(OVER);
  const listens = await notices.listen(id, activity.conversation.id);
  const card = noticeCard(cards, notice, now(), listens ? 'I tell you here when it is over.' : OVER);
  if (activity.type === 'message' && activity.replyToId !== undefined) {
    await context.updateActivity({ ...cardMessage(card), id: activity.replyToId } as Partial<Activity>);
  }
  return cardResponse(card);
}

const OVER = 'It is over. You can try again now.';
