import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAloud } from '../support/cards.ts';
import { type DeskBot, startDeskBot } from '../support/desk-bot.ts';

let bot: DeskBot;
beforeEach(async () => {
  bot = await startDeskBot();
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
    .filter((shown) => readAloud(shown).includes('did not reach'));

/** Up to the press that sends; the ESR Team's chat does not show it. */
async function raise(): Promise<void> {
  const { people, chats } = bot.teams.cast;
  const press = (button: string, inputs = {}) =>
    bot.teams.press(
      people.amara,
      chats.amara,
      bot.teams.activities(chats.amara).at(-1)?.id ?? '',
      button,
      inputs,
    );
  await bot.teams.say(people.amara, chats.amara, 'talk to someone');
  await press('Check my answers', { username: '432OKAFORA01', email: 'amara.okafor@nhs.net' });
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
    expect(readAloud(queue)).toContain('could not be delivered');
    const reference = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(readAloud(queue))?.[0] ?? '';
    await bot.teams.say(people.elena, chats.esrTeam, reference);
    await bot.settled();
    await bot.shows(chats.esrTeam, reference, '432OKAFORA01');
    await bot.teams.say(people.elena, chats.esrTeam, 'queue');
    expect(readAloud(bot.teams.activities(chats.esrTeam).at(-1))).not.toContain('could not be delivered');
  });

  it('is said on /readyz', async () => {
    gone(bot.teams.cast.chats.esrTeam);
    await raise();
    const answer = await fetch(`http://127.0.0.1:${bot.app.port}/readyz`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ problems: { deliveries: expect.stringContaining('1') } });
  });

  it('is not told when its team has the card, and only an update fails', async () => {
    const { people, chats } = bot.teams.cast;
    await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.settled();
    bot.teams.faults.add({
      match: { operation: 'update', chat: chats.esrTeam.id },
      effect: { status: 404, code: 'ConversationNotFound' },
    });
    const card = bot.teams.activities(chats.esrTeam).at(-1);
    await bot.teams.press(people.elena, chats.esrTeam, card?.id ?? '', 'Claim');
    await bot.settled();
    const answer = await fetch(`http://127.0.0.1:${bot.app.port}/readyz`);
    expect(answer.status).toBe(503);
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
    const card = bot.teams.activities(chats.esrTeam).at(-1);
    await bot.teams.press(people.elena, chats.esrTeam, card?.id ?? '', 'Claim');
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
