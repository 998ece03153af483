import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Roster } from '../../../src/teams/roster.ts';
import { startBot, type TestBot } from '../../support/bot.ts';
import { buttons, readAloud } from '../../support/cards.ts';

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

  it.each(['membersAdded', 'channelShared', 'channelMemberAdded'] as const)(
    'is linked no longer once people of another organisation come into it, and its cases wait: %s',
    async (how) => {
      const ann = person(`Ann of ${how}`);
      const guest = person(`Guest of ${how}`, '11111111-2222-3333-4444-555555555555');
      const chat = bot.teams.createChannel(`Desk ${how}`, [ann], { type: 'shared', team: [ann] });
      await bot.link('esneft', 'esr-team', chat);
      const came = (who = guest) => ({
        type: 'conversationUpdate',
        channelData: { tenant: { id: chat.tenantId }, ...(how !== 'membersAdded' && { eventType: how }) },
        ...(how === 'membersAdded' && { membersAdded: [{ id: who.id }] }),
      });
      await bot.teams.say(ann, chat, '', { raw: came(ann) });
      const says = () => bot.teams.view(guest, chat).map(readAloud).join();
      expect(says()).not.toContain('other organisations');
      chat.members.push(guest.id);
      await bot.teams.say(ann, chat, '', { raw: came() });
      await bot.teams.until(() => says().includes('no longer the ESR Team chat'));

      const learner = `432OX${how.replace(/[a-z]/g, '')}01`;
      const trainers = bot.teams.createGroupChat(`Trainers ${how}`, [ann]);
      await bot.link('esneft', 'escalation', trainers);
      await bot.teams.say(ann, trainers, `${learner} o.ox@nhs.net`);
      const draft = bot.teams.activities(trainers).findLast((one) => readAloud(one).includes('Send to the'));
      await bot.teams.press(ann, trainers, draft?.id ?? '', 'Send to the ESR Team');
      await bot.app.poll();
      expect(says()).not.toContain(learner);

      const own = bot.teams.createChannel(`Own ${how}`, [ann], { type: 'private', team: [ann, guest] });
      await bot.link('esneft', 'esr-team', own);
      await bot.teams.until((teams) => teams.activities(own).find((one) => readAloud(one).includes(learner)));
    },
  );
});

describe('an escalation chat that people of another organisation come into', () => {
  const OTHER = '11111111-2222-3333-4444-555555555555';
  const QUESTION = 'Which ward is it?';
  const username = (name: string) => `432${name.toUpperCase()}A01`;

  /** A chat with an open case, and a guest whom Teams has not spoken of yet. */
  async function trainersWith(name: string) {
    const ann = person(`Ann of ${name}`);
    const guest = person(`Guest of ${name}`, OTHER);
    const team = bot.teams.createGroupChat(`Team ${name}`, [ann]);
    const chat = bot.teams.createGroupChat(`Trainers ${name}`, [ann]);
    await bot.link('esneft', 'esr-team', team);
    await bot.link('esneft', 'escalation', chat);
    await bot.teams.say(ann, chat, `${username(name)} o.ox@nhs.net`);
    const draft = bot.teams.activities(chat).findLast((one) => readAloud(one).includes('Send to the'));
    await bot.teams.press(ann, chat, draft?.id ?? '', 'Send to the ESR Team');
    const withdraw = await bot.teams.until((teams) =>
      teams.activities(chat).find((one) => buttons(one).includes('Yes, withdraw it')),
    );
    const handoff = await bot.teams.until((teams) =>
      teams.activities(team).find((one) => readAloud(one).includes(username(name))),
    );
    const joins = async () => {
      chat.members.push(guest.id);
      const raw = { type: 'conversationUpdate', membersAdded: [{ id: guest.id }] };
      await bot.teams.say(ann, chat, '', { raw: { ...raw, channelData: { tenant: { id: chat.tenantId } } } });
    };
    const leaves = () => chat.members.splice(chat.members.indexOf(guest.id), 1);
    const asks = async () => {
      const sent = await bot.teams.press(ann, team, handoff.id, 'Send question', { question: QUESTION });
      expect(sent.outcome.kind).not.toBe('message');
      await bot.app.poll();
    };
    const shown = () => bot.teams.view(guest, chat).map(readAloud).join();
    return { ann, guest, team, chat, withdraw, joins, leaves, asks, shown };
  }

  it('gets no news of its cases, and no press or word there does anything, until they have left', async () => {
    const { ann, guest, chat, withdraw, joins, leaves, asks, shown } = await trainersWith('wolf');
    await joins();
    await bot.teams.until(() => shown().includes('no longer the escalation chat'));
    await asks();
    expect(shown()).not.toContain(QUESTION);
    const pressed = await bot.teams.press(guest, chat, withdraw.id, 'Yes, withdraw it');
    expect(JSON.stringify(pressed.outcome)).toContain('other organisations');
    for (const said of ['my cases', `status ${username('wolf')}`]) {
      await bot.teams.say(guest, chat, said);
      expect(readAloud(bot.teams.view(guest, chat).at(-1))).toContain('show nothing about cases');
    }

    leaves();
    await bot.teams.say(ann, chat, 'my cases');
    await bot.app.poll();
    await bot.teams.until(() => shown().includes(QUESTION));
  });

  it('is held while Teams does not say who is there, and goes on by itself afterwards', async () => {
    const { ann, chat, joins, leaves, asks, shown } = await trainersWith('lynx');
    bot.teams.faults.add({ match: { operation: 'pagedMembers' }, effect: { status: 503 } });
    await joins();
    leaves();
    await asks();
    expect(shown()).not.toContain(QUESTION);
    await bot.teams.say(ann, chat, `status ${username('lynx')}`);
    expect(readAloud(bot.teams.view(ann, chat).at(-1))).toContain('cannot check who is in this chat');
    bot.teams.faults.clear();
    await bot.teams.say(ann, chat, `status ${username('lynx')}`);
    await bot.teams.until(() =>
      bot.teams.view(ann, chat).map(readAloud).join().includes('Waiting for an answer'),
    );
  });
});

it('people of directories that the bot is allowed in are no foreigners', async () => {
  const roster = new Roster({ chats: {} as never, adapter: {} as never });
  const members = ['HOME', 'allowed', undefined].map((tenantId) => ({ id: 'x', tenantId }));
  const turn = { chat: { tenantId: 'home' }, present: [], members: async () => ({ members }) } as never;
  expect(await roster.hasForeigners(turn, ['Allowed'])).toBe(false);
  expect(await roster.hasForeigners(turn, [])).toBe(true);
});
