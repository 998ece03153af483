import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chat } from '../../../simulator/world-events.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { readAloud } from '../../support/cards.ts';
import { everythingIn } from '../../support/whole-database.ts';
import { lookAt } from './classes.ts';

let bot: TestBot;
let see: ReturnType<typeof lookAt>;
let other: Chat;
beforeAll(async () => {
  bot = await startBot({ OFFER_HELP: 'yes' });
  see = lookAt(bot);
  other = bot.teams.createGroupChat('Lunch', [chloe()]);
  await bot.teams.install(other);
});
afterAll(() => bot.close());

const chloe = () => bot.teams.cast.people.chloe;
const escalation = () => bot.teams.cast.chats.escalation;

/** Somebody writes without a mention, where the app may read the chat; what the bot said then, and the message's id. */
async function write(text: string, chat = escalation(), of: TestBot = bot) {
  const before = of.teams.activities(chat).length;
  const raw = { text, entities: [], attachments: [] };
  const { activity, status } = await of.teams.say(of.teams.world.person(chat.members[0] ?? ''), chat, '', {
    raw,
    mention: true,
  });
  expect(status).toBe(200);
  return {
    said: of.teams
      .activities(chat)
      .slice(before + 1)
      .map(readAloud),
    id: activity.id,
  };
}
/** All that the bot has stored. */
async function kept(): Promise<string> {
  const database = await openDatabase(bot.databaseUrl);
  const all = await everythingIn(database);
  await database.close();
  return all;
}
const LEARNER = 'Ravi is locked out: 432PATELR02 r.patel@nhs.net';

describe('a message without a mention in the escalation chat', () => {
  it('with a learner is offered help once, and becomes the card to check in the offer’s place', async () => {
    const { said, id } = await write(LEARNER);
    expect(said.join()).toContain('Shall I check this learner with you');
    expect(said.join()).not.toContain('432PATELR02');
    const count = bot.teams.activities(escalation()).length;
    await bot.teams.redeliver(id);
    await see.press('Check with me');
    expect(bot.teams.activities(escalation())).toHaveLength(count);
    expect(readAloud(see.last(escalation()))).toContain('432PATELR02');
    await see.press('Send to the ESR Team');
    await bot.teams.until(() => see.handoffs().length === 1);
  });

  it('can be left at that', async () => {
    await write(LEARNER.replace('02', '03'));
    await see.press('No');
    expect(readAloud(see.last(escalation()))).toContain('Nothing was sent');
  });

  it.each([
    ['people’s talk', 'Lunch at 12? The quokka room is free'],
    ['an address alone', 'Write to quokka@nhs.net about room 432A'],
    ['a username alone', '432QUOKKAR02 is back from leave'],
    ['an emergency', 'quokka is having a stroke, call someone'],
    ['a command', 'my cases quokka'],
    ['somebody else’s address', '432QUOKKAR02 is sorted, thanks. Dan, dan.gray@nhs.net'],
  ])('gets no answer, and leaves nothing behind: %s', async (_, text) => {
    await bot.app.poll();
    const before = await kept();
    expect((await write(text)).said).toEqual([]);
    expect(await kept()).toBe(before);
  });

  it.each([
    ['an unlinked chat', () => other],
    ['the ESR Team’s chat', () => bot.teams.cast.chats.esrTeam],
  ])('is left alone in %s', async (_, chat) => {
    const before = await kept();
    expect((await write(LEARNER.replace('02', '05'), chat())).said).toEqual([]);
    expect(await kept()).toBe(before);
  });

  it('has a password taken out, and its writer told', async () => {
    const { said } = await write(`${LEARNER.replace('02', '06')} password is Quokka!77`);
    expect(said.join()).toContain('Please delete the message');
    expect(await kept()).not.toContain('Quokka!77');
  });

  it('counts towards no limit, however much people talk', async () => {
    for (let at = 0; at < 120; at += 1) expect((await write(`talk ${at}`)).said).toEqual([]);
    await bot.teams.say(chloe(), escalation(), 'help');
    expect(readAloud(see.last(escalation()))).toContain('I can send your learners');
  });
});

it('is read nowhere unless somebody turned it on', async () => {
  const off = await startBot();
  expect((await write(LEARNER, off.teams.cast.chats.escalation, off)).said).toEqual([]);
  const linked = off.teams.activities(off.teams.cast.chats.escalation).map(readAloud).join();
  expect(linked).toContain('Mention me with');
  await off.close();
});
