import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Roster } from '../../../src/teams/roster.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { readAloud } from '../../support/cards.ts';

let bot: TestBot;
beforeAll(async () => {
  bot = await startBot({ TRUSTS: 'esneft,yas' });
});
afterAll(() => bot.close());

const person = (name: string, tenantId?: string) =>
  bot.teams.createPerson(name, { role: 'officer', ...(tenantId && { tenantId }) });

describe('a private or shared channel', () => {
  it.each(['private', 'shared'] as const)(
    'is linked, and its colleagues are those of the channel and not of the team: %s',
    async (type) => {
      const [ann, bob, eve] = ['Ann', 'Bob', 'Eve'].map((name) => person(`${name} of ${type}`));
      if (ann === undefined || bob === undefined || eve === undefined) throw new Error('nobody');
      const chat = bot.teams.createChannel(`Desk ${type}`, [ann, bob], { type, team: [ann, bob, eve] });
      await bot.link('esneft', 'esr-team', chat);
      expect(bot.teams.view(ann, chat).map(readAloud).join()).toContain('This is now the ESR Team chat');

      const learner = `432YAK${type.slice(0, 2).toUpperCase()}01`;
      const trainers = bot.teams.createGroupChat(`Trainers ${type}`, [ann]);
      await bot.link('esneft', 'escalation', trainers);
      await bot.teams.say(ann, trainers, `${learner} y.yak@nhs.net`);
      const draft = bot.teams
        .activities(trainers)
        .findLast((one) => readAloud(one).includes('Send to the ESR Team'));
      await bot.teams.press(ann, trainers, draft?.id ?? '', 'Send to the ESR Team');
      const card = await bot.teams.until((teams) =>
        teams.activities(chat).find((one) => readAloud(one).includes(learner)),
      );
      await bot.teams.press(ann, chat, card.id, 'Assign');
      const form = readAloud(bot.teams.view(ann, chat).find(({ id }) => id === card.id));
      expect(form).toContain(bob.name);
      expect(form).not.toContain(eve.name);
    },
  );

  it('with people of another organisation is not linked, and its code stays good', async () => {
    const { chloe, dev } = bot.teams.cast.people;
    const guest = person('Guest Elsewhere', '11111111-2222-3333-4444-555555555555');
    const shared = bot.teams.createChannel('With guests', [chloe, guest], { type: 'shared', team: [chloe] });
    const code = await bot.app.linkCode({ trust: 'yas', role: 'escalation' });
    await bot.teams.say(chloe, shared, `link ${code}`);
    expect(readAloud(bot.teams.view(chloe, shared).at(-1))).toContain('other organisations');
    expect(bot.teams.view(guest, shared).map(readAloud).join()).not.toContain('other organisations');
    const own = bot.teams.createChannel('Without guests', [chloe, dev], {
      type: 'private',
      team: [chloe, dev, guest],
    });
    await bot.teams.say(chloe, own, `link ${code}`);
    expect(readAloud(bot.teams.view(chloe, own).at(-1))).toContain('This is now the escalation chat');
  });
});

it('people of directories that the bot is allowed in are no foreigners', async () => {
  const roster = new Roster({ chats: {} as never, adapter: {} as never });
  const members = ['HOME', 'allowed', undefined].map((tenantId) => ({ id: 'x', tenantId }));
  const turn = { chat: { tenantId: 'home' }, members: async () => ({ members }) } as never;
  expect(await roster.hasForeigners(turn, ['Allowed'])).toBe(false);
  expect(await roster.hasForeigners(turn, [])).toBe(true);
});
