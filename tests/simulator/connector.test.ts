import { expect, test } from 'vitest';
import { askCard, startWorld } from './fake-bot.ts';

test('what the bot sends, changes and deletes is what the chat shows', async () => {
  await using world = await startWorld();
  const { teams, chats, call } = world;
  const activities = `conversations/${chats.ben.id}/activities`;
  const first = await call('POST', activities, { type: 'message', text: 'one' });
  const second = await call('POST', `${activities}/${first.json.id}`, { type: 'message', text: 'two' });
  expect([first.status, second.status]).toEqual([201, 201]);
  const texts = () => teams.activities(chats.ben).map(({ text, edited }) => [text, edited]);
  expect(texts()).toEqual([
    ['one', false],
    ['two', false],
  ]);
  expect((await call('PUT', `${activities}/${first.json.id}`, { type: 'message', text: 'ONE' })).status).toBe(
    200,
  );
  expect((await call('DELETE', `${activities}/${second.json.id}`)).status).toBe(200);
  expect(texts()).toEqual([['ONE', true]]);
  expect(teams.activities(chats.ben)[0]).toMatchObject({
    id: first.json.id,
    from: teams.bot,
    conversation: { id: chats.ben.id },
  });
  expect(teams.calls.map(({ operation, status }) => [operation, status])).toEqual([
    ['send', 201],
    ['reply', 201],
    ['update', 200],
    ['delete', 200],
  ]);
});

test('creating a conversation finds the person by either id', async () => {
  await using world = await startWorld();
  const { people, chats, call } = world;
  for (const id of [people.ben.id, people.ben.aadObjectId]) {
    const body = { isGroup: false, members: [{ id }], tenantId: people.ben.tenantId };
    expect(await call('POST', 'conversations', body)).toMatchObject({
      status: 201,
      json: { id: chats.ben.id },
    });
  }
});

test('a bot makes no group chat, and no conversation where it is not installed', async () => {
  await using world = await startWorld();
  const { teams, people, call } = world;
  const group = await call('POST', 'conversations', { isGroup: true, members: [{ id: people.ben.id }] });
  expect(group).toMatchObject({ status: 400, json: { error: { code: 'BadSyntax' } } });
  const stranger = teams.createPerson('Sam Stranger');
  const notInstalled = await call('POST', 'conversations', { members: [{ id: stranger.id }] });
  expect(notInstalled).toMatchObject({
    status: 403,
    json: { error: { code: 'BotNotInConversationRoster' } },
  });
  const wrongTenant = { members: [{ id: people.ben.id }], channelData: { tenant: { id: 'other' } } };
  expect((await call('POST', 'conversations', wrongTenant)).status).toBe(403);
});

test('refusals have the status and code of Teams', async () => {
  await using world = await startWorld();
  const { teams, chats, people, call } = world;
  const send = (chat: string, body: unknown) => call('POST', `conversations/${chat}/activities`, body);
  const message = { type: 'message', text: 'hi' };
  const mine = await world.send(chats.ben.id, message);
  const { activity: theirs } = await teams.say(people.ben, chats.ben, 'hello');
  await teams.uninstall(chats.esrTeam);
  const put = (id: string) => call('PUT', `conversations/${chats.ben.id}/activities/${id}`, message);
  const refusals = [
    await send('19:unknown@thread.v2', message),
    await send(chats.esrTeam.id, message),
    await send(chats.ben.id, { type: 'message', text: 'x'.repeat(60_000) }),
    await send(chats.ben.id, { type: 'message' }),
    await send(chats.ben.id, { text: 'no type' }),
    await send(chats.ben.id, '{"type":'),
    await put('1'),
    await put(theirs.id),
    await call('PUT', `conversations/${chats.amara.id}/activities/${mine}`, message),
    await call('GET', `conversations/${chats.ben.id}/members/29:nobody`),
  ];
  expect(refusals.map(({ status, json }) => [status, (json.error as { code: string }).code])).toEqual([
    [404, 'ConversationNotFound'],
    [403, 'BotNotInConversationRoster'],
    [413, 'MessageSizeTooBig'],
    [400, 'BadSyntax'],
    [400, 'BadSyntax'],
    [400, 'BadSyntax'],
    [404, 'ActivityNotFoundInConversation'],
    [404, 'ActivityNotFoundInConversation'],
    [404, 'ActivityNotFoundInConversation'],
    [404, 'MemberNotFoundInConversation'],
  ]);
});

test('members are found by either id, and described as Teams describes them', async () => {
  await using world = await startWorld();
  const { people, chats, call } = world;
  const described = {
    id: people.elena.id,
    aadObjectId: people.elena.aadObjectId,
    givenName: 'Elena',
    surname: 'Rossi',
    userPrincipalName: 'elena.rossi@example.nhs.uk',
    tenantId: people.elena.tenantId,
  };
  for (const id of [people.elena.id, people.elena.aadObjectId]) {
    expect((await call('GET', `conversations/${chats.esrTeam.id}/members/${id}`)).json).toMatchObject(
      described,
    );
  }
  const all = await call('GET', `conversations/${chats.esrTeam.id}/members`);
  expect(Object.values(all.json)).toMatchObject([described, { name: 'Femi Adeyemi' }]);
});

test('pages of members hold at least 50 and miss nobody', async () => {
  await using world = await startWorld();
  const { teams, call } = world;
  const crowd = Array.from({ length: 120 }, (_, index) => teams.createPerson(`Person ${index}`));
  const chat = teams.createGroupChat('Crowd', crowd);
  const pages: string[][] = [];
  let token = '';
  do {
    const { json } = await call(
      'GET',
      `conversations/${chat.id}/pagedmembers?pageSize=10${token && `&continuationToken=${token}`}`,
    );
    pages.push((json.members as { name: string }[]).map(({ name }) => name));
    token = String(json.continuationToken ?? '');
  } while (token);
  expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
  expect(pages.flat()).toEqual(crowd.map(({ name }) => name));
});

test('a message in a channel starts a thread of its own, or joins the one it is sent to', async () => {
  await using world = await startWorld();
  const { teams, people, send } = world;
  const channel = teams.createChannel('ESR desk', [people.elena]);
  const root = await send(channel.id, askCard());
  await send(`${channel.id};messageid=${root}`, { text: 'reply' });
  const threads = teams.activities(channel).map(({ conversation }) => conversation.id);
  expect(threads).toEqual([`${channel.id};messageid=${root}`, `${channel.id};messageid=${root}`]);
});

test('typing shows and leaves nothing behind', async () => {
  await using world = await startWorld();
  const { teams, chats, call } = world;
  const typing: string[] = [];
  teams.events.on('typing', (chat) => typing.push(chat));
  await call('POST', `conversations/${chats.ben.id}/activities`, { type: 'typing' });
  expect([typing, teams.activities(chats.ben)]).toEqual([[chats.ben.id], []]);
});
