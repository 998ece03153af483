import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Press, Shown } from '../../simulator/teams-options.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import type { AppOptions } from '../../src/app.ts';
import { startBot, type TestBot } from './bot.ts';

type SayOptions = Parameters<TestBot['teams']['say']>[3];

/** A member of staff in their 1:1 chat with the bot. */
export interface Staff {
  readonly bot: TestBot;
  readonly person: Person;
  readonly chat: Chat;
  /** Sends a message, which the bot must take; what came back. */
  say(text: string, options?: SayOptions): Promise<Shown[]>;
  /** The newest message of the chat. */
  last(): Shown | undefined;
  /** Presses a button of the newest message, or of this one. */
  press(button: string, inputs?: Record<string, unknown>, message?: Shown): Promise<Press>;
}

/** One bot for the test file, and somebody new for each test: nothing of another conversation is left. */
export function staffOfEachTest(settings: Record<string, string> = {}, options: AppOptions = {}): Staff {
  let bot: TestBot;
  let person: Person;
  let chat: Chat;
  beforeAll(async () => {
    bot = await startBot(settings, options);
  });
  afterAll(() => bot.close());
  beforeEach(() => {
    person = bot.teams.createPerson(`Sam ${crypto.randomUUID().slice(0, 8)}`);
    chat = Object.assign(bot.teams.personalChat(person), { installed: true });
  });
  const last = () => bot.teams.activities(chat).at(-1);
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
    async say(text, more) {
      const before = bot.teams.activities(chat).length;
      expect((await bot.teams.say(person, chat, text, more)).status).toBe(200);
      return bot.teams.activities(chat).slice(before + 1);
    },
    last,
    press: (button, inputs = {}, message = last()) =>
      bot.teams.press(person, chat, message?.id ?? '', button, inputs),
  };
}
