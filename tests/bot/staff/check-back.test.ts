import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';

let bot: TestBot;
let now: string;

beforeEach(async () => {
  now = '2026-11-20T09:00:00.000Z';
  bot = await startBot({}, { now: () => now });
});
afterEach(() => bot.close());

const chat = () => bot.teams.cast.chats.amara;
const last = () => bot.teams.activities(chat()).at(-1);
const say = (text: string) => bot.teams.say(bot.teams.cast.people.amara, chat(), text);
const press = (button: string) =>
  bot.teams.press(bot.teams.cast.people.amara, chat(), last()?.id ?? '', button);

/** Amara asked for the reset email just now and wants to be asked again. */
async function askedToBeAsked(): Promise<void> {
  await say('my reset email has not arrived');
  await say('just now');
  const later = buttons(last()).find((button) => button.startsWith('Ask me again'));
  expect(later).toBe('Ask me again at 9:15am today');
  await press(later ?? '');
  expect(readAloud(last())).toContain('9:15am');
}

describe('"Ask me again"', () => {
  it('asks again at its time, after a restart too, and goes on from there', async () => {
    await askedToBeAsked();
    const before = bot.teams.activities(chat()).length;
    await bot.restart();
    now = '2026-11-20T09:15:30.000Z';
    bot.app.poll();
    await bot.teams.until((teams) => teams.activities(chat()).length > before);
    expect(readAloud(last())).toContain('check back');
    await press("It's still not working");
    expect(readAloud(last())).toContain('junk');
  });

  it('is cancelled by any message', async () => {
    await askedToBeAsked();
    await say('help');
    const before = bot.teams.activities(chat()).length;
    now = '2026-11-20T09:15:30.000Z';
    bot.app.poll();
    // A later question of somebody else's is asked: by then this one would have been.
    const { people, chats } = bot.teams.cast;
    await bot.teams.say(people.ben, chats.ben, 'my reset email has not arrived');
    const ben = () => bot.teams.activities(chats.ben).at(-1);
    await bot.teams.say(people.ben, chats.ben, 'just now');
    await bot.teams.press(people.ben, chats.ben, ben()?.id ?? '', 'Ask me again at 9:30am today');
    now = '2026-11-20T09:31:00.000Z';
    bot.app.poll();
    await bot.teams.until(() => readAloud(ben()).includes('check back'));
    expect(bot.teams.activities(chat())).toHaveLength(before);
  });
});
