import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { openDatabase } from '../../src/store/database.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { buttons, cardIn, readAloud } from '../support/cards.ts';

let bot: TestBot;

const people = () => bot.teams.cast.people;
const chats = () => bot.teams.cast.chats;
const fromBot = (chat: Chat) =>
  bot.teams.activities(chat).filter((message) => message.from.id === bot.teams.bot.id);

/** Says something, has Teams send it again, and again after a restart. How often it was answered, and with what. */
async function saidThrice(person: Person, chat: Chat, text: string) {
  const before = fromBot(chat).length;
  const { activity } = await bot.teams.say(person, chat, text);
  const once = fromBot(chat).slice(before);
  expect(once.length).toBeGreaterThan(0);
  expect((await bot.teams.redeliver(activity.id)).status).toBe(200);
  await Promise.all([bot.teams.redeliver(activity.id), bot.teams.redeliver(activity.id)]);
  await bot.restart();
  expect((await bot.teams.redeliver(activity.id)).status).toBe(200);
  expect(fromBot(chat).slice(before).map(readAloud)).toEqual(once.map(readAloud));
  return once.map(readAloud).join('\n');
}

describe('a message that Teams sends again', () => {
  beforeAll(async () => {
    bot = await startBot();
  });
  afterAll(() => bot.close());

  it.each([
    'queue',
    'mine',
    'report',
    'report csv',
    'notice ESR is down',
    'notice',
    'notice off',
    'help',
    'hm?',
    'case AAA-AAA',
  ])('is answered once in the ESR Team’s chat: %s', async (text) => {
    await saidThrice(people().elena, chats().esrTeam, text);
  });

  it.each([
    'my cases',
    'help',
    'escalate',
    'status K7M-4PT',
    'add K7M-4PT she starts on Monday',
    'hm?',
    '432PATELR02 r.patel@nhs.net',
  ])('is answered once in the escalation chat: %s', async (text) => {
    await saidThrice(people().chloe, chats().escalation, text);
  });

  it('is answered once in a chat that nobody has linked, and in a channel’s thread', async () => {
    const { elena, femi } = people();
    await saidThrice(elena, bot.teams.createGroupChat('Somewhere', [elena, femi]), 'hello');
    await saidThrice(elena, bot.teams.createChannel('Channel', [elena, femi]), 'hello');
  });

  it('is answered once in a chat of their own', async () => {
    await saidThrice(people().amara, chats().amara, 'hello');
  });

  it('is answered when it is another message with the same words', async () => {
    const before = fromBot(chats().esrTeam).length;
    await bot.teams.say(people().elena, chats().esrTeam, 'queue');
    await bot.teams.say(people().elena, chats().esrTeam, 'queue');
    expect(fromBot(chats().esrTeam)).toHaveLength(before + 2);
  });
});

describe('what Teams sends again', () => {
  beforeEach(async () => {
    bot = await startBot();
  });
  afterEach(() => bot.close());

  const newChat = () => bot.teams.createGroupChat('A new team', [people().elena, people().femi]);

  it('is a link code that links once, and is not called used', async () => {
    const chat = newChat();
    const code = await bot.app.linkCode({ trust: 'esneft', role: 'esr-team' });
    await bot.teams.install(chat);
    expect(await saidThrice(people().elena, chat, `link ${code}`)).toContain('This is now the ESR Team chat');
  });

  it('is a link code whose answer was lost: the repeat is told what the first did', async () => {
    const chat = newChat();
    const code = await bot.app.linkCode({ trust: 'esneft', role: 'esr-team' });
    await bot.teams.install(chat);
    bot.teams.faults.add({ match: { chat: chat.id }, effect: { status: 503 } });
    const { activity } = await bot.teams.say(people().elena, chat, `link ${code}`);
    bot.teams.faults.clear();
    await bot.restart();
    await bot.teams.redeliver(activity.id);
    expect(fromBot(chat).map(readAloud).join('\n')).toContain('This is now the ESR Team chat');
    expect(fromBot(chat).map(readAloud).join('\n')).not.toContain('used before');
  });

  it.each(['queue', 'notice ESR is down', 'hm?'])(
    'is answered where the first answer was lost: %s',
    async (text) => {
      bot.teams.faults.add({ match: { chat: chats().esrTeam.id }, effect: { status: 503 } });
      const { activity } = await bot.teams.say(people().elena, chats().esrTeam, text);
      bot.teams.faults.clear();
      const before = fromBot(chats().esrTeam).length;
      await bot.teams.redeliver(activity.id);
      expect(fromBot(chats().esrTeam)).toHaveLength(before + 1);
    },
  );

  it('is a greeting, which comes once however often the bot is said to be added, and is not lost with its first try', async () => {
    const chat = newChat();
    bot.teams.faults.add({ match: { chat: chat.id }, effect: { status: 503 } });
    const [first] = await bot.teams.install(chat);
    bot.teams.faults.clear();
    expect(fromBot(chat)).toEqual([]);
    await bot.teams.redeliver(first?.activity.id ?? '');
    await bot.teams.redeliver(first?.activity.id ?? '');
    await bot.teams.install(chat);
    await bot.restart();
    await bot.teams.install(chat);
    expect(fromBot(chat)).toHaveLength(1);
    expect(readAloud(fromBot(chat)[0])).toContain('not linked');
  });

  it('is a press of an old phone, which posts one card', async () => {
    const { elena } = people();
    const chat = chats().esrTeam;
    await bot.teams.say(elena, chat, 'help');
    const help = bot.teams.activities(chat).at(-1);
    const button = buttons(help)[0] ?? '';
    bot.teams.oldPhones.add(elena.id);
    const { activity } = await bot.teams.press(elena, chat, help?.id ?? '', button);
    const after = fromBot(chat).length;
    await bot.teams.redeliver(activity.id);
    expect(fromBot(chat)).toHaveLength(after);
    expect(cardIn(bot.teams.activities(chat).at(-1))).toBeDefined();
  });

  it('is kept as ids and nothing else', async () => {
    await bot.teams.say(people().chloe, chats().escalation, '432PATELR02 r.patel@nhs.net');
    await bot.app.close();
    const database = await openDatabase(bot.databaseUrl);
    const rows = await database.db
      .selectFrom('dialog_state')
      .select('body')
      .where('key', 'like', 'answered/%')
      .execute();
    await database.close();
    await bot.restart();
    expect(rows.length).toBeGreaterThan(0);
    for (const { body } of rows) expect(body).toMatch(/^\{"ids":\[("[\w:-]{1,60}",?)+\]\}$/);
  });
});
