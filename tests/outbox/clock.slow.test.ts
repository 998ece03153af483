import { afterEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from '../support/bot.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { newPostgresDatabase } from '../support/new-database.ts';

let bot: TestBot;
/** By how much the bot's clock is wrong, in milliseconds. */
let wrongBy = 0;
afterEach(async () => {
  wrongBy = 0;
  await bot.close();
});
const start = async (settings: Record<string, string> = {}) => {
  const now = () => new Date(Date.now() + wrongBy).toISOString();
  bot = await startBot(settings, { now, elapsed: () => performance.now() });
};

const HOUR = 3_600_000;
const REFERENCE = /\b[A-Z0-9]{3}-[A-Z0-9]{3}\b/;
const chat = () => bot.teams.cast.chats.amara;
const amara = () => bot.teams.cast.people.amara;
const press = (button: string, inputs = {}) => {
  const card = bot.teams.view(amara(), chat()).findLast((shown) => buttons(shown).includes(button));
  return bot.teams.press(amara(), chat(), card?.id ?? '', button, inputs);
};
const raise = async (username: string): Promise<string> => {
  await bot.teams.say(amara(), chat(), 'talk to someone');
  await press('Check my answers', {
    username,
    email: 'amara.okafor@nhs.net',
    words: 'It does not let me in',
  });
  const { outcome } = await press('Yes, send to the ESR Team');
  return REFERENCE.exec(JSON.stringify(outcome))?.[0] ?? 'no reference';
};
const team = () => bot.teams.cast.chats.esrTeam;
const cardsOf = (reference: string) =>
  bot.teams.activities(team()).filter((shown) => readAloud(shown).includes(reference));
const comes = (reference: string) => bot.teams.until(() => cardsOf(reference).length > 0);

const JUMPS = [
  ['an hour ahead', HOUR],
  ['a day ahead', 24 * HOUR],
  ['a year ahead', 365 * 24 * HOUR],
  ['an hour behind', -HOUR],
  ['a year behind', -365 * 24 * HOUR],
] as const;

describe.each(JUMPS)('a clock that was %s for a moment', (_, by) => {
  it('holds up nothing: what is raised then and afterwards reaches its team at once, and once', async () => {
    await start();
    await comes(await raise('432OKAFORA01'));
    wrongBy = by;
    const meanwhile = await raise('432OKAFORB01');
    await bot.app.poll();
    wrongBy = 0;
    const afterwards = await raise('432OKAFORC01');
    await comes(meanwhile);
    await comes(afterwards);
    expect([meanwhile, afterwards].map((one) => cardsOf(one).length)).toEqual([1, 1]);
  });

  it('holds up nothing after a restart', async () => {
    await start();
    wrongBy = by;
    // The chats are away: what is owed stays owed, with all that its tries left behind.
    bot.teams.faults.add({ match: { chat: team().id }, effect: { status: 502 } });
    const meanwhile = await raise('432OKAFORB01');
    await bot.app.poll();
    await bot.app.close();
    bot.teams.faults.clear();
    wrongBy = 0;
    await bot.restart();
    await comes(await raise('432OKAFORC01'));
    await comes(meanwhile);
  });
});

it('a clock that was ahead in a process that was killed holds up nothing on PostgreSQL', async () => {
  await start({ DATABASE_URL: await newPostgresDatabase() });
  wrongBy = 24 * HOUR;
  await raise('432OKAFORA01');
  await bot.app.poll();
  wrongBy = 0;
  await bot.restart();
  await comes(await raise('432OKAFORB01'));
});

it('a link code that was made while the clock was ahead is good for no longer than any other', async () => {
  await start();
  wrongBy = 365 * 24 * HOUR;
  const code = await bot.app.linkCode({ trust: 'esneft', role: 'esr-team' });
  wrongBy = 0;
  await bot.teams.say(bot.teams.world.person(team().members[0] ?? ''), team(), `link ${code}`);
  expect(readAloud(bot.teams.activities(team()).at(-1))).toContain('has expired');
});
