import { cardMessage } from '../../cards/message.ts';
import type { Cards } from '../../cards/render.ts';
import type { Renderers } from '../../outbox/renderer.ts';
import { noteCard } from '../cases/message-card.ts';
import { REACH_TEXTS } from '../texts.ts';

const roleOf = (role: string | undefined) => (role === 'escalation' ? role : 'esr-team');

/** Tells a Trust's linked chat about the other one. */
export function selfTestNotifications(cards: Cards): Pick<Renderers, 'chat-missed' | 'chat-found'> {
  return {
    'chat-missed': async ({ role }) => ({
      activity: cardMessage(noteCard(cards, { band: 'warning', ...REACH_TEXTS.missed(roleOf(role)) })),
    }),
    'chat-found': async ({ role }) => ({
      activity: cardMessage(noteCard(cards, { band: 'good', ...REACH_TEXTS.found(roleOf(role)) })),
    }),
  };
}
