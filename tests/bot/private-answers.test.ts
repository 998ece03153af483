import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Shown } from '../../simulator/teams-options.ts';
import type { Chat, Person } from '../../simulator/world-events.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import { readAloud } from '../support/cards.ts';

let bot: TestBot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.close());
afterEach(() => bot.teams.faults.clear());

interface Place {
  readonly person: Person;
  readonly colleague: Person;
  readonly chat: Chat;
}
const place = (where: 'trainers' | 'team'): Place => {
  const { people, chats } = bot.teams.cast;
  return where === 'trainers'
    ? { person: people.chloe, colleague: people.dev, chat: chats.escalation }
    : { person: people.elena, colleague: people.femi, chat: chats.esrTeam };
};

/** What is new in the chat after a message, for its writer and for a colleague. */
async function newsOf({ person, colleague, chat }: Place, text: string, slash = false) {
  const ids = new Set(bot.teams.activities(chat).map(({ id }) => id));
  const { activity } = await bot.teams.say(person, chat, text, { slash });
  const news = (view: Shown[]) => view.filter(({ id }) => !ids.has(id) && id !== activity.id);
  return {
    said: activity.id,
    own: news(bot.teams.view(person, chat)),
    colleagues: news(bot.teams.view(colleague, chat)),
  };
}

describe('an answer that concerns one person is seen by that person alone', () => {
  it.each([
    ['trainers', 'help'],
    ['trainers', 'good morning all'],
    ['trainers', 'my cases'],
    ['trainers', 'status K7M-4PT'],
    ['trainers', 'withdraw'],
    ['team', 'help'],
    ['team', 'good morning all'],
    ['team', 'queue'],
    ['team', 'mine'],
    ['team', 'find patel'],
    ['team', 'case'],
    ['team', 'case K7M-4PT'],
    ['team', 'report 12 days'],
    ['team', 'link ABCDEFGHJK'],
  ] as const)('%s: %s', async (where, text) => {
    const { own, colleagues } = await newsOf(place(where), text);
    expect(own.length).toBeGreaterThan(0);
    expect(colleagues).toEqual([]);
  });

  it.each([
    ['trainers', '432PATELR02 r.patel@nhs.net'],
    ['trainers', 'escalate'],
    ['team', 'report'],
    ['team', 'notice ESR is down'],
  ] as const)('and what concerns all is seen by all, %s: %s', async (where, text) => {
    const { own, colleagues } = await newsOf(place(where), text);
    expect(own.length).toBeGreaterThan(0);
    expect(colleagues).toEqual(own);
  });

  it('in a channel too, and in a chat that is not linked', async () => {
    const { people } = bot.teams.cast;
    const chat = bot.teams.createChannel('Not linked', [people.chloe, people.dev]);
    const { own, colleagues } = await newsOf({ person: people.chloe, colleague: people.dev, chat }, 'queue');
    expect(own).toHaveLength(1);
    expect(colleagues).toEqual([]);
  });
});

describe('a slash command', () => {
  it.each([
    ['trainers', 'help'],
    ['trainers', 'status K7M-4PT'],
    ['team', 'report'],
    ['team', 'xyzzy'],
  ] as const)('is answered privately, above its own words, %s: %s', async (where, text) => {
    const { said, own, colleagues } = await newsOf(place(where), text, true);
    expect(own.length).toBeGreaterThan(0);
    expect(colleagues).toEqual([]);
    for (const { entities } of own)
      expect(entities).toContainEqual({ type: 'targetedMessageInfo', messageId: said });
  });

  it('that shows a case shows it to all', async () => {
    const { escalation, esrTeam } = bot.teams.cast.chats;
    const { chloe, femi } = bot.teams.cast.people;
    await bot.teams.say(chloe, escalation, '432LEEG02 g.lee@nhs.net');
    await bot.teams.press(
      chloe,
      escalation,
      bot.teams.activities(escalation).at(-1)?.id ?? '',
      'Send to the ESR Team',
    );
    const isHandoff = (one: Shown) =>
      /^[A-Z0-9]{3}-[A-Z0-9]{3}/m.test(readAloud(one)) && readAloud(one).includes('432LEEG02');
    const card = await bot.teams.until((teams) => teams.view(femi, esrTeam).find(isHandoff));
    const [reference = ''] = /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(readAloud(card)) ?? [];
    const before = bot.teams.view(femi, esrTeam).length;
    await newsOf(place('team'), `case ${reference}`, true);
    await bot.teams.until((teams) => teams.view(femi, esrTeam).length > before);
  });

  it('is worked on its private card, where only its own person sees the change', async () => {
    const { person, colleague, chat } = place('team');
    const { own } = await newsOf(place('team'), 'queue', true);
    const { outcome } = await bot.teams.press(person, chat, own[0]?.id ?? '', 'Refresh');
    expect(outcome.kind).toBe('card');
    bot.teams.oldPhones.add(person.id);
    const before = bot.teams.view(colleague, chat).length;
    await bot.teams.press(person, chat, own[0]?.id ?? '', 'Refresh');
    bot.teams.oldPhones.clear();
    expect(bot.teams.view(person, chat).find(({ id }) => id === own[0]?.id)?.edited).toBe(true);
    expect(bot.teams.view(colleague, chat)).toHaveLength(before);
  });
});

describe('where Teams takes no private message', () => {
  it.each([400, 403, 404, 501])('the answer is said to all, once: %i', async (status) => {
    bot.teams.faults.add({ match: { targeted: true }, effect: { status, code: 'BadSyntax' } });
    const { own, colleagues } = await newsOf(place('team'), 'find patel');
    expect(own).toHaveLength(1);
    expect(colleagues).toEqual(own);
  });

  it.each([429, 503])('for a moment only, it stays private, and comes once: %i', async (status) => {
    bot.teams.faults.add({ match: { targeted: true }, times: 1, effect: { status } });
    const { own, colleagues } = await newsOf(place('trainers'), 'help');
    expect(own).toHaveLength(1);
    expect(colleagues).toEqual([]);
  });

  it('for longer than the turn waits, it comes privately from the outbox', async () => {
    bot.teams.faults.add({ match: { targeted: true }, times: 1, effect: { status: 429, retryAfter: 7 } });
    const { chat, person, colleague } = place('trainers');
    const before = bot.teams.view(person, chat).length;
    const others = bot.teams.view(colleague, chat).length;
    await bot.teams.say(person, chat, 'help');
    await bot.teams.until((teams) => teams.view(person, chat).length === before + 2);
    // The colleague sees what was said, and no answer.
    expect(bot.teams.view(colleague, chat)).toHaveLength(others + 1);
  });
});
