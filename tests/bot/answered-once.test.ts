import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
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
  let passed: number;
  beforeEach(async () => {
    passed = 0;
    const now = () => new Date(Date.now() + passed).toISOString();
    bot = await startBot({}, { now, replyWithinMs: 500, sendLimits: { chat: [], tenant: [] } });
  });
  afterEach(() => bot.close());

  const newChat = () => bot.teams.createGroupChat('A new team', [people().elena, people().femi]);
  const busy = (chat: Chat) => bot.teams.faults.add({ match: { chat: chat.id }, effect: { status: 503 } });
  const redelivered = async (id: string) => (await bot.teams.redeliver(id)).status;
  /** Until the outbox has sent all that waited. */
  const later = async () => {
    // A clock that jumps while something is being sent would look like a worker that died.
    await bot.app.poll();
    passed += 60_000;
    await bot.app.poll();
  };

  it('is a link code that links once, and is not called used', async () => {
    const chat = newChat();
    const code = await bot.app.linkCode({ trust: 'esneft', role: 'esr-team' });
    await bot.teams.install(chat);
    expect(await saidThrice(people().elena, chat, `link ${code}`)).toContain('This is now the ESR Team chat');
  });

  it('is a link code that Teams would not take the answer to: the answer comes later, once, and is not "used"', async () => {
    const chat = newChat();
    const code = await bot.app.linkCode({ trust: 'esneft', role: 'esr-team' });
    await bot.teams.install(chat);
    const before = fromBot(chat).length;
    bot.teams.faults.add({ match: { chat: chat.id, operation: 'send' }, effect: { status: 503 } });
    bot.teams.faults.add({ match: { chat: chat.id, operation: 'reply' }, effect: { status: 503 } });
    const { activity, status } = await bot.teams.say(people().elena, chat, `link ${code}`);
    expect(status).toBe(200);
    bot.teams.faults.clear();
    await bot.restart();
    expect(await redelivered(activity.id)).toBe(200);
    await later();
    const said = fromBot(chat).slice(before).map(readAloud);
    expect(said.filter((words) => words.includes('This is now the ESR Team chat'))).toHaveLength(1);
    expect(said.join('\n')).not.toContain('already been used');
  });

  it('is a link code that still works where Teams did not say who is in the chat', async () => {
    const chat = newChat();
    const code = await bot.app.linkCode({ trust: 'esneft', role: 'esr-team' });
    await bot.teams.install(chat);
    bot.teams.faults.add({ match: { chat: chat.id, operation: 'pagedMembers' }, effect: { status: 503 } });
    await bot.teams.say(people().elena, chat, `link ${code}`);
    expect(fromBot(chat).map(readAloud).join()).not.toContain('This is now');
    bot.teams.faults.clear();
    await bot.teams.say(people().elena, chat, `link ${code}`);
    expect(readAloud(fromBot(chat).at(-1))).toContain('This is now the ESR Team chat');
  });

  it.each(['queue', 'notice ESR is down', 'hm?'])(
    'is not answered again where its answer waits for Teams, and comes once: %s',
    async (text) => {
      const chat = chats().esrTeam;
      const before = fromBot(chat).length;
      busy(chat);
      const { activity, status } = await bot.teams.say(people().elena, chat, text);
      // The turn is over: its answer is in the database, and comes whatever happens to this process.
      expect(status).toBe(200);
      expect(await redelivered(activity.id)).toBe(200);
      expect(fromBot(chat)).toHaveLength(before);
      bot.teams.faults.clear();
      await bot.restart();
      expect(await redelivered(activity.id)).toBe(200);
      await later();
      expect(await redelivered(activity.id)).toBe(200);
      await later();
      expect(fromBot(chat)).toHaveLength(before + 1);
      expect(readAloud(fromBot(chat).at(-1))).not.toContain(SENTENCES.failed);
    },
  );

  /** What keeps a turn from saying anything and from promising it, and how that ends. */
  const BROKEN: readonly (readonly [string, () => Promise<() => Promise<unknown>>])[] = [
    [
      'Teams will not have the answer at all',
      async () => {
        const chat = chats().esrTeam.id;
        bot.teams.faults.add({ match: { chat }, effect: { status: 400, code: 'BadSyntax' } });
        return async () => bot.teams.faults.clear();
      },
    ],
    [
      'Teams is busy and the database cannot keep the answer',
      async () => {
        const { db } = bot.app.database;
        busy(chats().esrTeam);
        await sql`create trigger no_replies before insert on outbox when new.name = 'reply'
          begin select raise(abort, 'full'); end`.execute(db);
        return async () => {
          bot.teams.faults.clear();
          await sql`drop trigger no_replies`.execute(db);
        };
      },
    ],
  ];

  it.each(BROKEN)('is answered where nothing was said, or is going to be: %s', async (_, breaks) => {
    const chat = chats().esrTeam;
    const before = fromBot(chat).length;
    const mend = await breaks();
    const { activity, status } = await bot.teams.say(people().elena, chat, 'queue');
    expect(status).toBe(500);
    await mend();
    await later();
    expect(fromBot(chat)).toHaveLength(before);
    expect(await redelivered(activity.id)).toBe(200);
    expect(await redelivered(activity.id)).toBe(200);
    await later();
    expect(fromBot(chat)).toHaveLength(before + 1);
    expect(readAloud(fromBot(chat).at(-1))).not.toContain(SENTENCES.failed);
  });

  it('is a greeting, which comes once however often the bot is said to be added, and is not lost with its first try', async () => {
    const chat = newChat();
    busy(chat);
    const [first] = await bot.teams.install(chat);
    bot.teams.faults.clear();
    await bot.teams.redeliver(first?.activity.id ?? '');
    await bot.teams.redeliver(first?.activity.id ?? '');
    await bot.teams.install(chat);
    await bot.restart();
    await bot.teams.install(chat);
    await later();
    expect(fromBot(chat)).toHaveLength(1);
    expect(readAloud(fromBot(chat)[0])).toContain('not linked');
  });

  it.each(['Show the queue', 'Open'])(
    'is a press that posts a card, which comes once: %s',
    async (button) => {
      const { chloe, elena } = people();
      const chat = chats().esrTeam;
      await bot.teams.say(chloe, chats().escalation, '432PATELR02 r.patel@nhs.net');
      await bot.teams.press(
        chloe,
        chats().escalation,
        fromBot(chats().escalation).at(-1)?.id ?? '',
        'Send to the ESR Team',
      );
      await bot.teams.until(() => fromBot(chat).some((one) => readAloud(one).includes('432PATELR02')));
      await bot.teams.say(elena, chat, button === 'Open' ? 'find patel' : 'help');
      const card = bot.teams.activities(chat).at(-1);
      const name = buttons(card).find((one) => one.startsWith(button)) ?? '';
      const { activity, outcome } = await bot.teams.press(elena, chat, card?.id ?? '', name);
      await bot.app.poll();
      const after = fromBot(chat).map(({ id }) => id);
      const { body } = await bot.teams.redeliver(activity.id);
      await bot.restart();
      await bot.teams.redeliver(activity.id);
      await bot.app.poll();
      expect(fromBot(chat).map(({ id }) => id)).toEqual(after);
      expect(outcome.kind).toBe('message');
      expect(body).toMatchObject({ value: 'text' in outcome ? outcome.text : '' });
    },
  );

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

  it('is kept as ids and times and nothing else', async () => {
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
    for (const { body } of rows)
      expect(body).toMatch(/^\{"ids":\[("[\w:-]{1,60}",?)+\],"times":\[(\d+,?)+\]\}$/);
  });
});
