import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { buttons, readAloud } from '../support/cards.ts';

let bot: TestBot;
beforeEach(async () => {
  bot = await startBot();
});
afterEach(() => bot.close());

const last = (chat: Chat) => bot.teams.activities(chat).at(-1);
const press = (person: Person, chat: Chat, button: string, inputs = {}) =>
  bot.teams.press(person, chat, last(chat)?.id ?? '', button, inputs);
const shown = (chat: Chat, words: string) =>
  bot.teams.until((teams) => teams.activities(chat).find((message) => readAloud(message).includes(words)));

/** Amara hands over a refused username and password, from hello to the reference. */
async function handOver() {
  const { people, chats } = bot.teams.cast;
  await bot.teams.say(people.amara, chats.amara, 'hello');
  await press(people.amara, chats.amara, 'Username and password');
  await press(people.amara, chats.amara, 'ESR says my username or password is wrong');
  await press(people.amara, chats.amara, 'Twice');
  await press(people.amara, chats.amara, 'Ask the ESR Team');
  const inputs = { username: '432okafora01', email: 'amara.okafor@nhs.net' };
  await press(people.amara, chats.amara, 'Check my answers', inputs);
  const readBack = readAloud(last(chats.amara));
  expect(readBack).toContain('432OKAFORA01');
  expect(readBack).toContain('amara.okafor@nhs.net');
  const { outcome } = await press(people.amara, chats.amara, 'Yes, send to the ESR Team');
  const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(JSON.stringify(outcome))?.[0] ?? '';
  expect(reference).not.toBe('');
  return reference;
}

describe('a staff member, from hello to solved', () => {
  it('is walked through the guide, hands over, and is told what to do next', async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await handOver();
    await shown(chats.amara, 'In the queue');

    const handoff = await shown(chats.esrTeam, reference);
    const words = readAloud(handoff);
    for (const fact of ['Amara Okafor', '432OKAFORA01', 'amara.okafor@nhs.net', 'Twice']) {
      expect(words).toContain(fact);
    }
    await bot.teams.press(people.elena, chats.esrTeam, handoff.id, 'Claim');
    await bot.teams.until(() =>
      readAloud(bot.teams.view(people.femi, chats.esrTeam).at(-1)).includes('Elena Rossi'),
    );
    const done = { outcome: 'password-reset-sent' };
    await bot.teams.press(people.elena, chats.esrTeam, handoff.id, 'Resolve and tell them', done);

    const news = await shown(chats.amara, 'News from the ESR Team');
    expect(readAloud(news)).toContain('4 hours');
    const status = await bot.teams.until((teams) =>
      teams.activities(chats.amara).find((message) => readAloud(message).includes('Resolved')),
    );
    expect(buttons(status)).toContain("Yes, it's working");
    await bot.teams.press(people.amara, chats.amara, status.id, "Yes, it's working");
    await bot.teams.until(() => readAloud(bot.teams.activities(chats.esrTeam).at(-1)).includes('Closed'));
  });

  it('can do all of it on a phone that knows only Action.Submit', async () => {
    const { people, chats } = bot.teams.cast;
    bot.teams.oldPhones.add(people.amara.id);
    await bot.teams.say(people.amara, chats.amara, 'hello');
    await press(people.amara, chats.amara, 'Smartcard');
    await press(people.amara, chats.amara, 'My smartcard is not linked to ESR');
    await press(people.amara, chats.amara, 'Carry on');
    await press(people.amara, chats.amara, 'Not yet');
    await press(people.amara, chats.amara, 'Ask the ESR Team');
    const inputs = { 'username-unknown': 'true', username: '', 'smartcard-number': '123456789012' };
    await press(people.amara, chats.amara, 'Check my answers', inputs);
    await press(people.amara, chats.amara, 'Yes, send to the ESR Team');
    const handoff = await shown(chats.esrTeam, '123456789012');
    expect(readAloud(handoff)).toContain('Not known');
  });
});

describe('an Epic trainer', () => {
  it('hands over a learner by mentioning the bot with a username and an email', async () => {
    const { people, chats } = bot.teams.cast;
    await bot.teams.say(
      people.chloe,
      chats.escalation,
      'Reset needed - ESR username 432PATELR02, email r.patel@nhs.net. Thanks',
    );
    await press(people.chloe, chats.escalation, 'Send to the ESR Team');
    const handoff = await shown(chats.esrTeam, '432PATELR02');
    expect(readAloud(handoff)).toContain('Chloe Martin');
    expect(readAloud(handoff)).toContain('r.patel@nhs.net');
    await bot.teams.press(people.femi, chats.esrTeam, handoff.id, 'Resolve and tell them', {
      outcome: 'password-reset-sent',
    });
    const news = await shown(chats.escalation, 'News from the ESR Team');
    expect(JSON.stringify(news.entities)).toContain(people.chloe.aadObjectId);
  });
});
