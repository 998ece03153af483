import type { Card } from './render.ts';

/** Shown where a card cannot be: notifications, and clients that draw none. */
interface CardMessage {
  readonly type: 'message';
  readonly summary: string;
  readonly attachments: [{ readonly contentType: string; readonly content: Card }];
}

/** A message that is this card; its `fallbackText` is what a notification shows. */
export function cardMessage(card: Card): CardMessage {
  return {
    type: 'message',
    summary: String(card.fallbackText ?? ''),
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}
