import type { Activity } from 'botbuilder';
import { cardMessage } from '../cards/message.ts';
import type { Desk } from '../cases/desk.ts';
import { type CaseCardParts, handoffCard, statusCard } from './case-cards.ts';
import { caseMessage, mentioning } from './case-messages.ts';
import type { Present } from './deliveries.ts';

/** Shows each delivery as the case is now: a card that is late is never out of date. */
export function presentCases(desk: Desk, parts: CaseCardParts): Present {
  return async (delivery) => {
    const it = delivery.reference === undefined ? undefined : await desk.find(delivery.reference);
    if (it === undefined) return undefined;
    if (delivery.kind === 'card') {
      const card = (delivery.name === 'handoff' ? handoffCard : statusCard)(parts, it);
      return { activity: cardMessage(card) as Partial<Activity>, version: it.version };
    }
    const message = caseMessage(parts, it, delivery.name, delivery.data);
    if (message === undefined) return undefined;
    return { activity: mentioning(message, delivery.mention) as Partial<Activity>, version: it.version };
  };
}
