import type { AdaptiveCardInvokeResponse } from 'botbuilder';
import type { Card } from '../cards/render.ts';

/** The pressed card is replaced, for the person who pressed it. */
export const cardResponse = (card: Card): AdaptiveCardInvokeResponse => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.card.adaptive',
  value: card as unknown as Record<string, unknown>,
});

/** A short notice; the card stays as it is. */
export const messageResponse = (text: string): AdaptiveCardInvokeResponse => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value: text as unknown as Record<string, unknown>,
});
