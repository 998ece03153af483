import { cardMessage } from '../../cards/message.ts';
import type { Cards } from '../../cards/render.ts';
import type { Renderers } from '../../outbox/renderer.ts';
import { noteCard } from '../cases/message-card.ts';

const ADD_AGAIN =
  'Perhaps somebody took me out of it: please ask them to add ESR Access Bot again. If that does not help, tell whoever runs the bot.';

const isTrainers = (role: string | undefined) => role === 'escalation';
const theirs = (role: string | undefined) =>
  isTrainers(role) ? "the Epic trainers' chat" : "the ESR Team's chat";

/** What a Trust's linked chat is told about the other one. */
export function selfTestNotifications(cards: Cards): Pick<Renderers, 'chat-missed' | 'chat-found'> {
  return {
    'chat-missed': async ({ role }) => ({
      activity: cardMessage(
        noteCard(cards, {
          band: 'warning',
          kicker: 'Please help',
          title: `I cannot reach ${theirs(role)}`,
          text: `${isTrainers(role) ? 'News for them' : 'What you send'} is kept, and goes there once it works again. ${ADD_AGAIN}`,
        }),
      ),
    }),
    'chat-found': async ({ role }) => ({
      activity: cardMessage(
        noteCard(cards, {
          band: 'good',
          kicker: 'All is well',
          title: `I can reach ${theirs(role)} again`,
          text: 'What was waiting is sent now.',
        }),
      ),
    }),
  };
}
