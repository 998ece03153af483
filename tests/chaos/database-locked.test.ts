import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startBot, type TestBot } from '../support/bot.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.close());

it('/healthz answers while another process has the database locked, and the turn is answered after it', async () => {
  const { people, chats } = bot.teams.cast;
  const answers = () => bot.teams.activities(chats.amara).filter(({ text }) => text !== 'hello');
  const other = new DatabaseSync(bot.databaseUrl.slice('sqlite:'.length));
  const isLocked = () => {
    try {
      other.exec('BEGIN IMMEDIATE');
      return true;
    } catch {
      return false;
    }
  };
  // Once the bot's own writes are done.
  await expect.poll(isLocked).toBe(true);
  try {
    const said = bot.teams.say(people.amara, chats.amara, 'hello');
    for (let time = 0; time < 5; time += 1) {
      const asked = performance.now();
      expect((await fetch(`http://127.0.0.1:${bot.app.port}/healthz`)).status).toBe(200);
      expect(performance.now() - asked).toBeLessThan(2000);
    }
    expect(answers()).toEqual([]);
    other.exec('COMMIT');
    await said;
    await bot.teams.until(() => answers().length > 0);
  } finally {
    other.close();
  }
});
