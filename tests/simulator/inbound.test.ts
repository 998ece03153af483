import { expect, test } from 'vitest';
import { startWorld } from './fake-bot.ts';

const may = () => new Date('2026-05-04T09:30:00.000Z');

test('a message in a personal chat has the shape Teams gives it', async () => {
  await using world = await startWorld({ now: may });
  const { teams, bot, people, chats } = world;
  await teams.say(people.amara, chats.amara, 'hello');
  expect(bot.heard).toHaveLength(1);
  expect(bot.heard[0]).toMatchObject({
    type: 'message',
    id: expect.stringMatching(/^\d{13}$/),
    timestamp: '2026-05-04T09:30:00.000Z',
    localTimestamp: '2026-05-04T10:30:00.000+01:00',
    localTimezone: 'Europe/London',
    serviceUrl: teams.serviceUrl,
    channelId: 'msteams',
    from: {
      id: expect.stringMatching(/^29:1/),
      name: 'Amara Okafor',
      aadObjectId: expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
    },
    conversation: {
      conversationType: 'personal',
      tenantId: people.amara.tenantId,
      id: expect.stringMatching(/^a:1/),
    },
    recipient: { id: expect.stringMatching(/^28:[0-9a-f-]{36}$/), name: 'ESR Access Bot' },
    locale: 'en-GB',
    text: 'hello',
    textFormat: 'plain',
    entities: [{ type: 'clientInfo', locale: 'en-GB', country: 'GB' }],
    channelData: { tenant: { id: people.amara.tenantId } },
  });
  expect(bot.heard[0]?.conversation).not.toHaveProperty('isGroup');
});

test('a mention in a group chat stands in the text and in the entities, word for word', async () => {
  await using world = await startWorld();
  const { teams, bot, people, chats } = world;
  await teams.say(people.elena, chats.esrTeam, 'list for <at>Femi Adeyemi</at>', { mentions: [people.femi] });
  const [heard] = bot.heard;
  expect(heard?.text).toBe('<at>ESR Access Bot</at> list for <at>Femi Adeyemi</at>');
  expect(heard?.conversation).toMatchObject({ conversationType: 'groupChat', isGroup: true });
  expect(heard?.conversation.id).toMatch(/^19:[0-9a-f]{32}@thread\.v2$/);
  const mentions = heard?.entities?.filter(({ type }) => type === 'mention');
  expect(mentions).toEqual([
    { type: 'mention', mentioned: teams.bot, text: '<at>ESR Access Bot</at>' },
    {
      type: 'mention',
      mentioned: { id: people.femi.id, name: 'Femi Adeyemi' },
      text: '<at>Femi Adeyemi</at>',
    },
  ]);
});

test('typed mark-up stays text in the HTML part', async () => {
  await using world = await startWorld();
  const { activity } = await world.teams.say(
    world.people.ben,
    world.chats.ben,
    '<img src=x> & <at>ESR Access Bot</at>',
  );
  expect(activity.attachments).toEqual([
    {
      contentType: 'text/html',
      content: '<p>&lt;img src=x&gt; &amp; &lt;at&gt;ESR Access Bot&lt;/at&gt;</p>',
    },
  ]);
  expect(activity.entities).toHaveLength(1);
});

test('in a channel each message starts a thread, and a reply stays in it', async () => {
  await using world = await startWorld();
  const { teams, bot, people } = world;
  const channel = teams.createChannel('ESR desk', [people.elena]);
  const { activity } = await teams.say(people.elena, channel, 'first');
  await teams.say(people.elena, channel, 'second', { replyToId: activity.id });
  const thread = `${channel.id};messageid=${activity.id}`;
  expect(channel.id).toMatch(/@thread\.tacv2$/);
  expect(bot.heard.map(({ conversation }) => conversation.id)).toEqual([thread, thread]);
  expect(bot.heard[0]?.channelData).toMatchObject({
    channel: { id: channel.id },
    tenant: { id: channel.tenantId },
  });
});

test('installing tells the bot in both forms, and may be repeated', async () => {
  await using world = await startWorld();
  const { teams, bot, chats } = world;
  await teams.install(chats.esrTeam);
  await teams.install(chats.esrTeam);
  expect(bot.heard.map(({ type }) => type)).toEqual([
    'installationUpdate',
    'conversationUpdate',
    'installationUpdate',
    'conversationUpdate',
  ]);
  expect(bot.heard[0]?.action).toBe('add');
  expect(bot.heard[1]?.membersAdded).toEqual([{ id: teams.bot.id }]);
  expect(new Set(bot.heard.map(({ id }) => id)).size).toBe(4);
});

test('ids are the same in every world, and people of another tenant are others', async () => {
  await using one = await startWorld();
  await using two = await startWorld();
  expect(two.people).toEqual(one.people);
  const elsewhere = one.teams.createPerson('Amara Okafor', {
    tenantId: '6f6ff6a5-0000-4000-8000-000000000001',
  });
  expect(elsewhere.id).not.toBe(one.people.amara.id);
  expect(one.teams.personalChat(elsewhere).tenantId).toBe('6f6ff6a5-0000-4000-8000-000000000001');
});
