import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../../simulator/world-events.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';

let bot: CaseBot;
let person: Person;
let chat: Chat;
let count = 0;
let username = '';
beforeAll(async () => {
  bot = await startCaseBot();
});
afterAll(() => bot.close());
beforeEach(() => {
  count += 1;
  const letter = String.fromCharCode(64 + count);
  username = `432ASKED${letter}01`;
  person = bot.teams.createPerson(`Sam Asked${letter}`);
  chat = Object.assign(bot.teams.personalChat(person), { installed: true });
});

const cast = () => bot.teams.cast;
const seen = (where: Chat) => bot.teams.activities(where).map((one) => readAloud(one).replace(/\u200B/g, ''));
const shown = () => seen(chat).at(-1);
async function say(text: string, by = person, where = chat) {
  await bot.teams.say(by, where, text);
  await bot.settled();
}
async function press(button: string, inputs = {}, by = person, where = chat, words = '') {
  const card = bot.teams
    .activities(where)
    .findLast((one) => buttons(one).includes(button) && readAloud(one).includes(words));
  await bot.teams.press(by, where, card?.id ?? '', button, inputs);
  await bot.settled();
}
const team = (reference: string, question: string) =>
  press('Send question', { question }, cast().people.elena, cast().chats.esrTeam, reference);
/** A question that comes after what they have open. */
async function askMeanwhile(reference: string) {
  await bot.forward({ minutes: 1 });
  await team(reference, 'Do you have a smartcard?');
}
const heard = (reference: string) => seen(cast().chats.esrTeam).filter((text) => text.includes(reference));
/** The words are with the case, and the question waits for its own answer. */
async function expectAdded(reference: string, words: string) {
  const card = heard(reference).findLast((text) => text.includes('In their words')) ?? '';
  expect(card.split('In their words')[1]).toContain(words);
  expect(card).toContain('Waiting for an answer');
  expect(heard(reference).join()).not.toContain('has answered');
  expect(shown()).toContain('Do you have a smartcard?');
  await press('Send answer', { text: 'Yes, a new one' });
  expect(heard(reference).at(-1)).toContain('Yes, a new one');
}

describe('a question that the ESR Team asks meanwhile', () => {
  it('is not answered by the answer to the one before', async () => {
    const reference = await bot.raise(person, chat, username);
    await team(reference, 'When do you work?');
    await say('I am on nights since May');
    await askMeanwhile(reference);
    await press('Send it');
    await expectAdded(reference, 'I am on nights since May');
  });

  it('is not answered by what is added from a form that was open before', async () => {
    const reference = await bot.raise(person, chat, username);
    await say('add something');
    await askMeanwhile(reference);
    // The form comes again, without it.
    await press('Send to the ESR Team', { more: 'my password is Hunter2!x' });
    await press('Send to the ESR Team', { more: 'I am on nights since May' });
    await expectAdded(reference, 'I am on nights since May');
  });

  it.each([
    ['the card', '', 'Send answer', { text: 'Since the first of May' }],
    ['what was typed', 'Since the first of May', 'Send it', {}],
  ])('is not answered by a learner’s answer to the one before: %s', async (_, typed, button, inputs) => {
    const { people, chats } = cast();
    await say(`${username} ${person.email} cannot sign in`, people.chloe, chats.escalation);
    await press('Send to the ESR Team', {}, people.chloe, chats.escalation, username);
    const { reference } = await bot.app.database.db
      .selectFrom('cases')
      .select('reference')
      .where('esr_username', '=', username)
      .executeTakeFirstOrThrow();
    await team(reference, 'Since when?');
    await say('any news?');
    if (typed !== '') await say(typed);
    await askMeanwhile(reference);
    await press(button, inputs);
    await expectAdded(reference, 'Since the first of May');
  });
});
