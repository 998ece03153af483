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

const isClass = (message: Shown) => / class: \d+ learners/.test(readAloud(message));

/** The reference beside a learner's name on the class's card. */
export function referenceOn(card: Shown, index: number): string {
  const [name] = learnerLine(index).split('\t');
  const found = new RegExp(`${name}, ([A-Z0-9]{3}-[A-Z0-9]{3})`).exec(readAloud(card))?.[1];
  if (found === undefined) throw new Error(`${name} is not on the card`);
  return found;
}

/** What a test does and sees in a bot's chats. */
export function lookAt(bot: Pick<TestBot, 'teams'>) {
  const { teams } = bot;
  const messages = (chat: Chat) => teams.activities(chat);
  const look = {
    last: (chat: Chat) => messages(chat).at(-1),
    /** The newest message with all of these words, once there is one. */
    shown: (chat: Chat, ...words: string[]): Promise<Shown> =>
      teams.until(() =>
        messages(chat).findLast((one) => words.every((word) => readAloud(one).includes(word))),
      ),
    /** The handoff cards in the ESR Team's chat. */
    handoffs: (chat: Chat = teams.cast.chats.esrTeam) =>
      messages(chat).filter((one) => /Raised |Show the details/.test(readAloud(one))),
    /** The one message that shows a class in the ESR Team's chat, once it has so many learners. */
    classForTeam: (count: number): Promise<Shown> =>
      teams.until(() =>
        messages(teams.cast.chats.esrTeam).findLast((one) =>
          readAloud(one).includes(`class: ${count} learners`),
        ),
      ),
    /** An officer asks for the handoff card of a learner, who is on the class's card. */
    handoffOf: async (index: number): Promise<Shown> => {
      const chat = teams.cast.chats.esrTeam;
      const isOf = (one: Shown) => readAloud(one).includes(usernameOf(index));
      const its = await teams.until(() => messages(chat).find((one) => isOf(one) && isClass(one)));
      const reference = referenceOn(its, index);
      await teams.say(teams.cast.people.elena, chat, `case ${reference}`);
      return teams.until(() => messages(chat).findLast((one) => isOf(one) && !isClass(one)));
    },
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
  return {
    ...look,
    /** Sends a class of so many; its card in both chats. */
    sendClass: async (count: number) => {
      await look.say(classOf(count));
      await look.press('Send to the ESR Team');
      const first = await look.classForTeam(count);
      const mine = await look.shown(teams.cast.chats.escalation, `Your class: ${count} learners`);
      return { mine, first };
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
