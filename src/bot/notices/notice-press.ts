import type { Activity, AdaptiveCardInvokeResponse, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { isPressedWith, pressedData } from '../../../dialogs/engine/card-press.ts';
import { LISTENING, noticeCard, OVER } from '../../../dialogs/flow/notice.ts';
import { cardMessage } from '../../cards/message.ts';
import type { Cards } from '../../cards/render.ts';
import type { NoticeStore } from '../../store/notices/notice-store.ts';
import { cardResponse, messageResponse } from '../../teams/invoke-responses.ts';
import { showInPlace } from '../../teams/show-in-place.ts';

const NoticePress = z.object({ notice: z.coerce.number().int(), act: z.literal('tell') });

export interface NoticePressDeps {
  readonly notices: NoticeStore;
  readonly cards: Cards;
  readonly now: () => string;
}

/** Shows a shared chat its Trust's notice, before what it asked for, until it has asked to be told when that is over. */
export async function announceNotice(
  { notices, cards, now }: NoticePressDeps,
  context: TurnContext,
  trust: string,
): Promise<void> {
  const notice = await notices.current(trust);
  if (notice === undefined || (await notices.isListening(notice.id, context.activity.conversation.id)))
    return;
  await context.sendActivity(cardMessage(noticeCard(cards, notice, now())) as Partial<Activity>);
}

/** Whether a press asks to be told when a notice is over. */
export const isNoticePress = (activity: Activity): boolean =>
  isPressedWith(activity, 'notice') && NoticePress.safeParse(pressedData(activity)).success;

/** Remembers the chat, and shows on the notice that it will be told. */
export async function pressNotice(
  { notices, cards, now }: NoticePressDeps,
  context: TurnContext,
): Promise<AdaptiveCardInvokeResponse> {
  const { activity } = context;
  const { notice: id } = NoticePress.parse(pressedData(activity));
  const notice = await notices.find(id);
  if (notice === undefined) return messageResponse(OVER);
  const listens = await notices.listen(id, activity.conversation.id);
  const card = noticeCard(cards, notice, now(), listens ? LISTENING : OVER);
  if (activity.type === 'message') await showInPlace(context, card);
  return cardResponse(card);
}
