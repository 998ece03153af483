import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../../simulator/world-events.ts';
import { DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { buttons, readAloud } from '../../support/cards.ts';
import { type CaseBot, startCaseBot } from '../../support/case-bot.ts';
import { readFigures } from '../../support/metrics.ts';

let bot: CaseBot;
beforeEach(async () => {
  bot = await startCaseBot();
});
afterEach(() => bot.close());

const gone = (chat: { id: string }) =>
  bot.teams.faults.add({
    match: { operation: 'send', chat: chat.id },
    effect: { status: 404, code: 'ConversationNotFound' },
  });
const told = () =>
  bot.teams
    .activities(bot.teams.cast.chats.amara)
    .filter((shown) => readAloud(shown).includes('could not send your case'));

/** The newest message of a chat with this button. */
const cardWith = (button: string, chat: Chat) =>
  bot.teams.activities(chat).findLast((shown) => buttons(shown).includes(button))?.id ?? '';
const claim = () => {
  const { people, chats } = bot.teams.cast;
  return bot.teams.press(people.elena, chats.esrTeam, cardWith('Claim', chats.esrTeam), 'Claim');
};

/** Up to the press that sends; the ESR Team's chat does not show it. */
async function raise(): Promise<void> {
  const { people, chats } = bot.teams.cast;
  const press = (button: string, inputs = {}) =>
    bot.teams.press(people.amara, chats.amara, cardWith(button, chats.amara), button, inputs);
  await bot.teams.say(people.amara, chats.amara, 'talk to someone');
  await press('Check my answers', {
    username: '432OKAFORA01',
    email: 'amara.okafor@nhs.net',
    words: 'It does not let me in',
  });
  await press('Yes, send to the ESR Team');
  await bot.settled();
}

describe('a case whose card cannot be delivered for good', () => {
  it('is told to who raised it, once, with the guide’s contact and what to send there', async () => {
    gone(bot.teams.cast.chats.esrTeam);
    await raise();
    expect(told()).toHaveLength(1);
    const words = readAloud(told()[0]);
    // ESNEFT's own contact for the ESR Team.
    expect(words).toContain('Raise a ticket with the ESR Team.');
    expect(words).toContain('432OKAFORA01');
    expect(words).toContain('amara.okafor@nhs.net');
  });

  it('stays in the queue, marked, until it is shown; and is not marked after that', async () => {
    const { people, chats } = bot.teams.cast;
    const block = gone(chats.esrTeam);
    await raise();
    bot.teams.faults.clear(block.id);
    await bot.teams.say(people.elena, chats.esrTeam, 'queue');
    const queue = await bot.shows(chats.esrTeam, '1 case to do');
    expect(readAloud(queue)).toContain('I could not deliver its card');
    const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(readAloud(queue))?.[0] ?? '';
    await bot.teams.say(people.elena, chats.esrTeam, reference);
    await bot.settled();
    await bot.shows(chats.esrTeam, reference, '432OKAFORA01');
    await bot.teams.say(people.elena, chats.esrTeam, 'queue');
    expect(readAloud(await bot.shows(chats.esrTeam, '1 case to do'))).not.toContain(
      'I could not deliver its card',
    );
  });

  it('is said on /readyz', async () => {
    gone(bot.teams.cast.chats.esrTeam);
    await raise();
    const answer = await readFigures(bot.app.port, '/readyz');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ warnings: ['undelivered'], details: { undelivered: 1 } });
  });

  it('is not told when its team has the card, and only an update fails', async () => {
    const { people, chats } = bot.teams.cast;
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.settled();
    bot.teams.faults.add({
      match: { operation: 'update', chat: chats.esrTeam.id },
      effect: { status: 404, code: 'ConversationNotFound' },
    });
    await claim();
    await bot.settled();
    const answer = await readFigures(bot.app.port, '/readyz');
    expect(JSON.parse(answer.text)).toMatchObject({ warnings: ['undelivered'] });
    expect(told()).toEqual([]);
  });
});

describe('a card whose content Teams refuses', () => {
  const refuse = (text: string, status: number) =>
    bot.teams.faults.add({ match: { chat: bot.teams.cast.chats.esrTeam.id, text }, effect: { status } });

  it('comes to its team in words, now and at each change, and nobody is told otherwise', async () => {
    const { people, chats } = bot.teams.cast;
    refuse('card.adaptive', 413);
    await raise();
    const said = readAloud(bot.teams.activities(chats.esrTeam).at(-1));
    for (const word of [
      'here it is in words',
      '432OKAFORA01',
      'amara.okafor@nhs.net',
      'It does not let me in',
    ])
      expect(said).toContain(word);
    expect(told()).toEqual([]);
    expect(await new DeliveryStore(bot.app.database).counts()).not.toHaveProperty('failed');
    await bot.teams.press(
      people.amara,
      chats.amara,
      cardWith('Yes, withdraw it', chats.amara),
      'Yes, withdraw it',
    );
    await bot.settled();
    const [card, ...more] = bot.teams
      .activities(chats.esrTeam)
      .map(readAloud)
      .filter((text) => text.includes('Help with ESR'));
    expect(card).toContain('Withdrawn');
    expect(more).toEqual([]);
  });

  it('in words too is told at once to who raised it, and to operations', async () => {
    refuse('432OKAFORA01', 400);
    await raise();
    expect(told()).toHaveLength(1);
    expect(readAloud(told()[0])).toContain('Raise a ticket with the ESR Team.');
    expect(await new DeliveryStore(bot.app.database).counts()).toMatchObject({ failed: 1 });
  });
});

describe('a class whose card cannot be delivered for good', () => {
  it('is told to its trainer once, with every learner and what was said of all', async () => {
    const { people, chats } = bot.teams.cast;
    gone(chats.esrTeam);
    const learners = ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir'];
    const lines = learners.map(
      (one) => `Jo ${one} 432${one.toUpperCase()}J01 jo.${one.toLowerCase()}@nhs.net`,
    );
    await bot.teams.say(people.chloe, chats.escalation, `Class starts at 2pm in room 4\n${lines.join('\n')}`);
    await bot.teams.press(
      people.chloe,
      chats.escalation,
      cardWith('Send to the ESR Team', chats.escalation),
      'Send to the ESR Team',
    );
    await bot.settled();
    await bot.forward({ hours: 2 });
    const said = bot.teams
      .activities(chats.escalation)
      .map(readAloud)
      .filter((one) => one.includes('I could not send'));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('Chloe Martin');
    expect(said[0]).toContain('I could not send your 5 cases');
    for (const one of learners)
      expect(said[0]).toContain(`Jo ${one}, 432${one.toUpperCase()}J01, jo.${one.toLowerCase()}@nhs.net`);
    expect(said[0]?.split('Class starts at 2pm in room 4')).toHaveLength(2);
    expect(said[0]).toContain('Needed by 2pm on Monday 23 November');
  });
});

describe.each([
  ['was taken out of its team’s chat', { status: 403, code: 'BotNotInConversationRoster' }],
  ['cannot get through to its team’s chat', { status: 503 }],
])('a case while the bot %s', (_, effect) => {
  it('is told after half an hour, once, and its card still comes when the bot gets in again', async () => {
    const { chats } = bot.teams.cast;
    const block = bot.teams.faults.add({ match: { chat: chats.esrTeam.id }, effect });
    await raise();
    const status = () =>
      readAloud(
        bot.teams.activities(chats.amara).findLast((one) => buttons(one).includes('Yes, withdraw it')),
      );
    // From the first moment on: nobody there has it.
    expect(bot.teams.activities(chats.amara).map(readAloud).join()).not.toMatch(
      /Handed to|The ESR Team has it/,
    );
    expect(status()).toContain('On its way');
    await bot.forward({ minutes: 25 });
    expect(told()).toEqual([]);
    expect(status()).toContain('On its way');
    await bot.forward({ minutes: 10 });
    expect(told()).toHaveLength(1);
    expect(readAloud(told()[0])).toContain('Raise a ticket with the ESR Team.');
    await bot.forward({ hours: 3 });
    expect(told()).toHaveLength(1);
    expect(await new DeliveryStore(bot.app.database).counts()).toMatchObject({ failed: 1 });

    bot.teams.faults.clear(block.id);
    await bot.teams.install(chats.esrTeam);
    await bot.forward({ minutes: 10 });
    await bot.shows(chats.esrTeam, '432OKAFORA01');
    await bot.settled();
    expect(status()).toContain('The ESR Team has it');
    expect(await new DeliveryStore(bot.app.database).counts()).not.toHaveProperty('failed');
  });

  it('is not told when the card got through in time', async () => {
    const { chats } = bot.teams.cast;
    const block = bot.teams.faults.add({ match: { chat: chats.esrTeam.id }, effect });
    await raise();
    await bot.forward({ minutes: 10 });
    bot.teams.faults.clear(block.id);
    await bot.teams.install(chats.esrTeam);
    await bot.forward({ minutes: 15 });
    await bot.shows(chats.esrTeam, '432OKAFORA01');
    await bot.forward({ hours: 2 });
    expect(told()).toEqual([]);
  });
});

describe('a person who had blocked the bot', () => {
  it('gets what waited as soon as they speak to it again', async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.settled();
    const block = bot.teams.faults.add({
      match: { chat: chats.amara.id },
      effect: { status: 403, code: 'ConversationBlockedByUser' },
    });
    await claim();
    await bot.settled();
    bot.teams.faults.clear(block.id);
    const status = () =>
      bot.teams.activities(chats.amara).filter((shown) => readAloud(shown).includes(reference));
    expect(status().some((shown) => readAloud(shown).includes('Being worked on'))).toBe(false);
    await bot.teams.say(people.amara, chats.amara, 'hello');
    await bot.settled();
    expect(status().some((shown) => readAloud(shown).includes('Being worked on'))).toBe(true);
  });
});
