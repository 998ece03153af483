import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

/** One bot for the test file, and for each test somebody new who may raise a case. */
export function caseOfEachTest() {
  let bot: CaseBot;
  let person: Person;
  let chat: Chat;
  let count = 0;
  let username = '';
  beforeAll(async () => {
    bot = await startCaseBot();
  });
  afterAll(() => bot.close());
  beforeEach(() => {
    count += 1;
    username = `432STAFF${'A'.repeat(Math.ceil(count / 26))}${String.fromCharCode(65 + (count % 26))}01`;
    person = bot.teams.createPerson(`Sam Staff${count}`);
    chat = Object.assign(bot.teams.personalChat(person), { installed: true });
  });

  const plain = (shown: Parameters<typeof readAloud>[0]) => readAloud(shown).replace(/\u200B/g, '');
  const last = () => bot.teams.activities(chat).at(-1);
  const esrTeam = () => bot.teams.activities(bot.teams.cast.chats.esrTeam);
  return {
    get bot() {
      return bot;
    },
    get person() {
      return person;
    },
    get chat() {
      return chat;
    },
    get username() {
      return username;
    },
    last,
    /** The newest message of their chat, as it is read. */
    shown: () => plain(last()),
    async say(text: string) {
      await bot.teams.say(person, chat, text);
      await bot.settled();
    },
    async press(button: string, inputs = {}) {
      const card = bot.teams.activities(chat).findLast((one) => buttons(one).includes(button));
      const pressed = await bot.teams.press(person, chat, card?.id ?? '', button, inputs);
      await bot.settled();
      return pressed;
    },
    /** Raised by the person of this test. */
    raise: (of = username) => bot.raise(person, chat, of),
    /** Somebody of the ESR Team presses a button of the case's card. */
    async team(reference: string, button: string, inputs = {}): Promise<void> {
      const card = esrTeam().findLast(
        (one) => readAloud(one).includes(reference) && buttons(one).includes(button),
      );
      const { people, chats } = bot.teams.cast;
      await bot.teams.press(people.elena, chats.esrTeam, card?.id ?? '', button, inputs);
      await bot.settled();
    },
    teamCard: (reference: string) =>
      plain(
        esrTeam().findLast(
          (one) => readAloud(one).includes(reference) && readAloud(one).includes('ESR username'),
        ),
      ),
    /** What the ESR Team was told about the case, beside its card. */
    teamHeard: (reference: string) =>
      esrTeam()
        .map(plain)
        .filter((text) => text.includes(`${reference}:`) || text.includes(`${reference} has been reopened`)),
  };
}
