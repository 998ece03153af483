import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Chat } from '../../simulator/world-events.ts';
import { SENTENCES } from '../../src/cards/sentences.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';

let bot: CaseBot;
beforeAll(async () => {
  bot = await startCaseBot();
});
afterAll(() => bot.close());

const newest = (chat: Chat) => bot.teams.activities(chat).at(-1);

it.each([
  ['a 1:1 chat', 'ben', 'amara'],
  ['the trainers’ chat', 'chloe', 'escalation'],
  ['the ESR Team’s chat', 'elena', 'esrTeam'],
] as const)('in %s an emergency gets the one sentence, and nothing else', async (_, who, where) => {
  const { people, chats } = bot.teams.cast;
  const [person, chat] = where === 'amara' ? [people.amara, chats.amara] : [people[who], chats[where]];
  const before = bot.teams.activities(chat).length;
  await bot.teams.say(person, chat, 'a patient has collapsed and I am locked out of ESR');
  await bot.settled();
  expect(
    bot.teams
      .activities(chat)
      .slice(before + 1)
      .map(({ text }) => text),
  ).toEqual([SENTENCES.emergency]);
});

it('in the linked chats, a learner or case beside it is handled as well', async () => {
  const { people, chats } = bot.teams.cast;
  const says = async (text: string) => {
    const before = bot.teams.activities(chats.escalation).length;
    await bot.teams.say(people.chloe, chats.escalation, text);
    await bot.settled();
    return bot.teams.activities(chats.escalation).slice(before + 1);
  };
  const isWarned = (came: Awaited<ReturnType<typeof says>>) =>
    came.filter(({ text }) => text === SENTENCES.emergency).length;
  const sent = await says('Crash team nurse Jo Ash 432ASHJ01 jo.ash@nhs.net needs a reset');
  expect(isWarned(sent)).toBe(1);
  expect(sent.flatMap(buttons)).toContain('Send to the ESR Team');
  const added = await says('add K7M-4PT she has had a stroke, so she is off sick');
  expect(isWarned(added)).toBe(1);
  expect(added.map(({ text }) => text).join()).toContain('There is no case K7M-4PT in this chat');
});

it.each([
  'notice: patient collapsed in room 4, call 2222',
  'notice from 18:00 until 20:00 patient collapsed in room 4',
  'notice until 20:00 K7M-4PT patient collapsed in room 4',
  'notice 432ASHJ01 jo.ash@nhs.net found a patient who is not breathing',
])('is announced to nobody: %s', async (text) => {
  const { people, chats } = bot.teams.cast;
  await bot.teams.say(people.elena, chats.esrTeam, text);
  await bot.settled();
  await bot.shows(chats.esrTeam, SENTENCES.emergency);
  await bot.teams.say(people.elena, chats.esrTeam, 'notices');
  await bot.shows(chats.esrTeam, 'There is no notice now');
  expect(readAloud(newest(chats.esrTeam))).not.toContain('collapsed');
});

it('a chat that is not linked gets it too', async () => {
  const { chloe } = bot.teams.cast.people;
  const chat = bot.teams.createGroupChat('Ward 7', [chloe]);
  await bot.teams.say(chloe, chat, 'cardiac arrest');
  expect(newest(chat)?.text).toBe(SENTENCES.emergency);
});

it('the conversation goes on where it was', async () => {
  const { people, chats } = bot.teams.cast;
  await bot.teams.say(people.ben, chats.ben, 'talk to someone');
  const form = newest(chats.ben);
  await bot.teams.say(people.ben, chats.ben, 'someone has collapsed');
  expect(newest(chats.ben)?.text).toBe(SENTENCES.emergency);
  const inputs = { username: '432HUGHESB01', email: 'ben.hughes@nhs.net', words: 'It does not let me in' };
  await bot.teams.press(people.ben, chats.ben, form?.id ?? '', 'Check my answers', inputs);
  expect(buttons(newest(chats.ben))).toContain('Yes, send to the ESR Team');
});

it('in a box of a form it gets the sentence too, and the form stays', async () => {
  const { people, chats } = bot.teams.cast;
  for (const text of ['start over', 'talk to someone']) await bot.teams.say(people.ben, chats.ben, text);
  const form = newest(chats.ben);
  const before = bot.teams.activities(chats.ben).length;
  const inputs = {
    username: '432HUGHESB01',
    email: 'ben.hughes@nhs.net',
    words: 'a patient has collapsed in bay 4',
  };
  await bot.teams.press(people.ben, chats.ben, form?.id ?? '', 'Check my answers', inputs);
  await bot.settled();
  const after = bot.teams.activities(chats.ben).slice(before);
  expect(after.filter(({ text }) => text === SENTENCES.emergency)).toHaveLength(1);
  expect(bot.teams.activities(chats.ben).flatMap(buttons)).toContain('Yes, send to the ESR Team');
});
