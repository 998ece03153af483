import { cardMessage } from '../../cards/message.ts';
import type { Cards } from '../../cards/render.ts';
import type { ChatRole } from '../../store/chats/chat-store.ts';
import { noteCard } from '../cases/message-card.ts';
import type { RenderMessage } from '../esr-team/team-messages.ts';

const THEIRS: Readonly<Record<ChatRole, string>> = {
  'esr-team': "the ESR Team's chat",
  escalation: "the Epic trainers' chat",
};
const KEPT: Readonly<Record<ChatRole, string>> = {
  'esr-team': 'What you send is kept, and goes there once it works again.',
  escalation: 'News for them is kept, and goes there once it works again.',
};
const ADD_AGAIN =
  'Perhaps somebody took me out of it: please ask them to add ESR Access Bot again. If that does not help, tell whoever runs the bot.';

/** What a Trust's linked chat is told about the other one, by name. */
export function selfTestNotes(cards: Cards): ReadonlyMap<string, RenderMessage> {
  const roleOf = (data: Readonly<Record<string, string>>): ChatRole =>
    data.role === 'escalation' ? 'escalation' : 'esr-team';
  return new Map<string, RenderMessage>([
    [
      'chat-missed',
      async ({ data }) =>
        cardMessage(
          noteCard(cards, {
            band: 'warning',
            kicker: 'Please help',
            title: `I cannot reach ${THEIRS[roleOf(data)]}`,
            text: `${KEPT[roleOf(data)]} ${ADD_AGAIN}`,
          }),
        ),
    ],
    [
      'chat-found',
      async ({ data }) =>
        cardMessage(
          noteCard(cards, {
            band: 'good',
            kicker: 'All is well',
            title: `I can reach ${THEIRS[roleOf(data)]} again`,
            text: 'What was waiting is sent now.',
          }),
        ),
    ],
  ]);
}
