import { expect, test } from 'vitest';
import { type BotAnswer, startWorld } from './fake-bot.ts';

test('in a shared chat the bot hears only what mentions it, and people see it all', async () => {
  await using world = await startWorld();
  const { teams, bot, people, chats } = world;
  const unheard = await teams.say(people.chloe, chats.escalation, 'lunch?', { mention: false });
  const heard = await teams.say(people.dev, chats.escalation, 'help');
  expect([unheard.delivered, heard.delivered]).toEqual([false, true]);
  expect(bot.heard.map(({ from }) => from.name)).toEqual(['Dev Patel']);
  expect(teams.activities(chats.escalation)).toHaveLength(2);
});

test('an uninstalled bot hears nothing until it is installed again', async () => {
  await using world = await startWorld();
  const { teams, bot, people, chats } = world;
  await teams.uninstall(chats.amara);
  await teams.say(people.amara, chats.amara, 'are you there?');
  expect(bot.heard.map(({ type, action }) => action ?? type)).toEqual(['remove', 'conversationUpdate']);
  await teams.install(chats.amara);
  await teams.say(people.amara, chats.amara, 'and now?');
  expect(bot.heard.at(-1)?.text).toBe('and now?');
});

test('nobody speaks in a chat they are not in', async () => {
  await using world = await startWorld();
  expect(() => world.teams.say(world.people.amara, world.chats.esrTeam, 'hello')).toThrow(/not in ESR Team/);
});

test('redelivery brings the very same activity', async () => {
  await using world = await startWorld();
  const { teams, bot, people, chats } = world;
  const { activity } = await teams.say(people.amara, chats.amara, 'hello');
  await teams.redeliver(activity.id);
  expect(bot.heard[1]).toEqual(bot.heard[0]);
  expect(teams.activities(chats.amara)).toHaveLength(1);
});

test('one person waits for the answer, another does not wait for them', async () => {
  await using world = await startWorld();
  const { teams, bot, people, chats } = world;
  const held = Promise.withResolvers<BotAnswer>();
  bot.answer = ({ text }) => (text === 'first' ? held.promise : { status: 200 });
  const first = teams.say(people.amara, chats.amara, 'first');
  const second = teams.say(people.amara, chats.amara, 'second');
  await teams.say(people.ben, chats.ben, 'other');
  expect(bot.heard.map(({ text }) => text).toSorted()).toEqual(['first', 'other']);
  held.resolve({ status: 200 });
  await Promise.all([first, second]);
  expect(bot.heard.at(-1)?.text).toBe('second');
});

test('a bot that is down is an answer, not an exception', async () => {
  await using world = await startWorld();
  await world.bot.close();
  const delivery = await world.teams.say(world.people.amara, world.chats.amara, 'hello');
  expect(delivery).toMatchObject({ delivered: true, status: 0 });
  expect(world.teams.activities(world.chats.amara)).toHaveLength(1);
});

test('a bot that takes too long is given up on', async () => {
  await using world = await startWorld({ timeoutMs: 30 });
  world.bot.answer = () => new Promise(() => undefined);
  const { status, body } = await world.teams.say(world.people.amara, world.chats.amara, 'hello');
  expect([status, body]).toEqual([0, expect.stringMatching(/timeout/)]);
});

test('the authorization header goes with each activity when there is one', async () => {
  await using world = await startWorld({ authorization: () => 'Bearer abc' });
  await world.teams.say(world.people.amara, world.chats.amara, 'hello');
  expect(world.bot.headers[0]).toMatchObject({ authorization: 'Bearer abc' });
});

test('waiting ends with the change that makes it true', async () => {
  await using world = await startWorld();
  const { teams, chats } = world;
  const waiting = teams.until(() => teams.activities(chats.ben).find(({ text }) => text === 'two'));
  await world.send(chats.ben.id, { text: 'one' });
  const id = await world.send(chats.ben.id, { text: 'two' });
  expect((await waiting).id).toBe(id);
});

test('waiting in vain ends with what the bot did last', async () => {
  await using world = await startWorld();
  await world.send(world.chats.ben.id, { text: 'one' });
  await expect(world.teams.until(() => false, 5)).rejects.toThrow(/5 ms.*POST .* 201/);
});

test('the busiest seconds of a chat are counted, sends and updates, each chat for itself', async () => {
  let now = 1_000_000;
  await using world = await startWorld({ now: () => new Date(now) });
  const { teams, chats } = world;
  for (const at of [0, 999, 1_000, 5_000]) {
    now = 1_000_000 + at;
    await world.send(chats.esrTeam.id, { text: 'x' });
  }
  await world.send(chats.ben.id, { text: 'x' });
  const peaks = teams.peakRate(chats.esrTeam).map(({ seconds, peak }) => [seconds, peak]);
  expect(peaks).toEqual([
    [1, 2],
    [2, 3],
    [30, 4],
    [3600, 4],
  ]);
});

test('a world of thousands of people still answers at once', async () => {
  await using world = await startWorld();
  const { teams } = world;
  const crowd = Array.from({ length: 3000 }, (_, index) => teams.createPerson(`Person ${index}`));
  const chat = crowd.map((person) => teams.personalChat(person)).at(-1);
  const last = crowd.at(-1);
  if (!chat || !last) throw new Error('no crowd');
  await teams.say(last, chat, 'hello');
  expect(world.bot.heard[0]?.from.name).toBe('Person 2999');
  expect(new Set(crowd.map(({ id }) => id)).size).toBe(3000);
});
