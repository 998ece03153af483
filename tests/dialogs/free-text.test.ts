import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { buttons, readAloud } from '../support/cards.ts';
import { Rehearsal } from './rehearse.ts';

let bot: TestBot;
let person: Person;
let chat: Chat;

// A Trust whose guide covers a locked smartcard, and not a locked account.
beforeAll(async () => {
  bot = await startBot({ TRUSTS: 'yas' });
  person = bot.teams.createPerson('Sam Field');
  chat = bot.teams.personalChat(person);
  chat.installed = true;
});
afterAll(() => bot.close());

const last = () => bot.teams.activities(chat).at(-1);

it('asks about a problem that the guide lacks beside one that it has, and says so honestly when it is that', async () => {
  await bot.teams.say(person, chat, 'Locked out!!');
  expect(buttons(last())).toEqual(
    expect.arrayContaining(['My ESR account is locked', 'My smartcard is locked or has expired']),
  );
  await bot.teams.press(person, chat, last()?.id ?? '', 'My ESR account is locked');
  expect(readAloud(last())).toContain('does not cover');
  expect(buttons(last())).toContain('Ask the ESR Team');
});

it('offers the ESR Team once beside a problem, where a message may mean either', async () => {
  const title = 'Ask the ESR Team';
  const rehearsal = new Rehearsal('esneft', { trusts: ['esneft'] });
  Object.assign(rehearsal.turn.deps, {
    understand: () => ({ kind: 'choose', ids: ['account-locked', 'escalate'], uncovered: [] }),
    offers: () => new Map([['escalate', { title, line: 'Send your problem to a person.' }]]),
  });
  await rehearsal.say('locked out, get me a person');
  expect(rehearsal.titles).toContain('My ESR account is locked');
  expect(rehearsal.titles.filter((one) => one === title)).toEqual([title]);
});
