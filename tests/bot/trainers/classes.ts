import type { Shown } from '../../../simulator/teams-options.ts';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import type { TestBot } from '../../support/bot.ts';
import { cardIn, readAloud } from '../../support/cards.ts';

const NAMES = ['Patel', 'Okoye', 'Smith', 'Hughes', 'Rossi', 'Adams'];

/** One learner of a class as people paste it: name, username and address, parted by tabs. */
export function learnerLine(index: number): string {
  const name = NAMES[index % NAMES.length] ?? '';
  const number = String(index + 1).padStart(2, '0');
  const address = `jo.${name.toLowerCase()}${number}@nhs.net`;
  return [`Jo ${name}`, `432${name.toUpperCase()}J${number}`, address].join('\t');
}

export const usernameOf = (index: number) => learnerLine(index).split('\t')[1] ?? '';

/** A class of so many, one learner a line; `odd` replaces lines by their index. */
export function classOf(count: number, odd: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: count }, (_, index) => odd[index] ?? learnerLine(index)).join('\n');
}

/** What a test does and sees in a bot's chats. */
export function lookAt(bot: Pick<TestBot, 'teams'>) {
  const { teams } = bot;
  const messages = (chat: Chat) => teams.activities(chat);
  return {
    last: (chat: Chat) => messages(chat).at(-1),
    /** The newest message with all of these words, once there is one. */
    shown: (chat: Chat, ...words: string[]): Promise<Shown> =>
      teams.until(() =>
        messages(chat).findLast((one) => words.every((word) => readAloud(one).includes(word))),
      ),
    /** The handoff cards in the ESR Team's chat. */
    handoffs: (chat: Chat = teams.cast.chats.esrTeam) =>
      messages(chat).filter((one) => /Raised |Show the details/.test(readAloud(one))),
    /** Mentions the bot in the escalation chat. */
    say: (text: string, person: Person = teams.cast.people.chloe, chat: Chat = teams.cast.chats.escalation) =>
      teams.say(person, chat, text),
    /** Presses a button of the newest card of the escalation chat that has it. */
    press: (button: string, inputs: Record<string, unknown> = {}, person = teams.cast.people.chloe) => {
      const chat = teams.cast.chats.escalation;
      const card = teams
        .view(person, chat)
        .findLast((one) => JSON.stringify(cardIn(one) ?? {}).includes(`"title":${JSON.stringify(button)}`));
      return teams.press(person, chat, card?.id ?? '', button, inputs);
    },
  };
}

/** The action with this title, wherever it is on the card. */
export function actionIn(card: unknown, title: string): { type: string; data?: Record<string, unknown> } {
  const found = JSON.stringify(card).includes(`"title":"${title}"`) && searchAction(card, title);
  if (!found) throw new Error(`There is no ${title}`);
  return found;
}
function searchAction(part: unknown, title: string): { type: string } | undefined {
  if (part === null || typeof part !== 'object') return undefined;
  const one = part as { type?: string; title?: string };
  if (one.title === title && one.type === 'Action.Execute') return one as { type: string };
  for (const item of Object.values(part)) {
    const found = searchAction(item, title);
    if (found) return found;
  }
  return undefined;
}
