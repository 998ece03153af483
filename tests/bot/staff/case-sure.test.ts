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
  username = `432STAFF${'A'.repeat(Math.ceil(count / 26))}${String.fromCharCode(65 + (count % 26))}01`;
  person = bot.teams.createPerson(`Sam Staff${count}`);
  chat = Object.assign(bot.teams.personalChat(person), { installed: true });
});

const last = (where = chat) => bot.teams.activities(where).at(-1);
const shown = (where = chat) => readAloud(last(where)).replace(/\u200B/g, '');
const { say, press } = {
  async say(text: string) {
    await bot.teams.say(person, chat, text);
    await bot.settled();
  },
  async press(button: string, inputs = {}) {
    const card = bot.teams.activities(chat).findLast((one) => buttons(one).includes(button));
    const pressed = await bot.teams.press(person, chat, card?.id ?? '', button, inputs);
    await bot.settled();
    return pressed;
  },
};
/** Raised by the person of this test. */
const raise = () => bot.raise(person, chat, username);

/** Somebody of the ESR Team presses a button of the case's card. */
async function team(reference: string, button: string, inputs = {}): Promise<void> {
  const { esrTeam } = bot.teams.cast.chats;
  const card = bot.teams
    .activities(esrTeam)
    .findLast((one) => readAloud(one).includes(reference) && buttons(one).includes(button));
  await bot.teams.press(bot.teams.cast.people.elena, esrTeam, card?.id ?? '', button, inputs);
  await bot.settled();
}
const teamCard = (reference: string) =>
  readAloud(
    bot.teams
      .activities(bot.teams.cast.chats.esrTeam)
      .findLast((one) => readAloud(one).includes(reference) && readAloud(one).includes('ESR username')),
  ).replace(/\u200B/g, '');
const teamHeard = (reference: string) =>
  bot.teams
    .activities(bot.teams.cast.chats.esrTeam)
    .map((one) => readAloud(one).replace(/\u200B/g, ''))
    .filter((text) => text.includes(`${reference}:`) || text.includes(`${reference} has been reopened`));

describe('before a case changes by words alone', () => {
  it.each(['it works now', 'sorted, thanks'])('is asked before it closes by words: %s', async (text) => {
    const first = await raise();
    await bot.forward({ minutes: 1 });
    await bot.raise(person, chat, `${username}8`);
    const { reference: second } = await bot.app.database.db
      .selectFrom('cases')
      .select('reference')
      .where('esr_username', '=', `${username}8`)
      .executeTakeFirstOrThrow();
    await say(text);
    expect(shown()).toContain(`Is case ${second} sorted?`);
    expect(teamCard(second)).not.toContain('Withdrawn');
    await press('No, keep it');
    expect(shown()).toContain(`${second} stays open`);
    await say(text);
    await press('Yes, close it');
    expect(teamCard(second)).toContain('Withdrawn');
    expect(teamCard(first)).not.toContain('Withdrawn');
    expect(bot.teams.activities(chat).map(readAloud).join()).toContain(`${second} is closed now`);
  });

  it('gives the address that it should be', async () => {
    const reference = await raise();
    await say('my email should be ann.new@nhs.net, please use that one instead');
    await press('Send to the ESR Team', { address: 'ann.new@nhs.net' });
    const card = teamCard(reference).split('\n');
    expect(card[card.lastIndexOf('Correct email: ') + 1]).toBe('ann.new@nhs.net');
  });

  it('is asked which is meant when the outcome came during the steps of another problem', async () => {
    const reference = await raise();
    await say('my smartcard is not linked to esr');
    const step = shown();
    await bot.forward({ minutes: 5 });
    await team(reference, 'Claim');
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    await say('no, still not working');
    expect(shown()).toContain(`Is this about case ${reference}?`);
    await say('still not working');
    expect(shown()).toContain(`Is this about case ${reference}?`);
    await press('No, this step');
    expect(shown()).toBe(step);
    expect(teamCard(reference)).toContain('Resolved');

    await say('start over');
    await say('my smartcard is not linked to esr');
    await bot.forward({ minutes: 5 });
    await say('no, still not working');
    expect(shown()).not.toContain('Is this about');
  });

  it('has reopened what it says it is about, and the steps go on', async () => {
    const reference = await raise();
    await say('my smartcard is not linked to esr');
    const step = shown();
    await bot.forward({ minutes: 5 });
    await team(reference, 'Claim');
    await team(reference, 'Resolve and tell them', { outcome: 'password-reset-sent' });
    await say('no');
    await press('Yes, my case');
    expect(teamHeard(reference).join()).toContain(`${reference} has been reopened`);
    expect(bot.teams.activities(chat).map((one) => readAloud(one).replace(/\u200B/g, ''))).toContain(step);
  });
});
