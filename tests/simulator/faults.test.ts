import { expect, test } from 'vitest';
import { startWorld } from './fake-bot.ts';

type World = Awaited<ReturnType<typeof startWorld>>;

const post = (world: World, chat = world.chats.ben.id, text = 'hi') =>
  world.call('POST', `conversations/${chat}/activities`, { type: 'message', text });

test('a status comes as often as asked, with Retry-After, and nothing reaches the chat', async () => {
  await using world = await startWorld();
  const fault = world.teams.faults.add({ times: 2, effect: { status: 429, retryAfter: 3 } });
  const answers = [await post(world), await post(world), await post(world)];
  expect(answers.map(({ status, retryAfter }) => [status, retryAfter])).toEqual([
    [429, '3'],
    [429, '3'],
    [201, null],
  ]);
  expect(answers[0]?.json).toMatchObject({ error: { code: 'TooManyRequests' } });
  expect(world.teams.activities(world.chats.ben)).toHaveLength(1);
  expect(world.teams.calls.map((call) => call.fault)).toEqual([fault.id, fault.id, undefined]);
});

test('a fault without times lasts until it is cleared', async () => {
  await using world = await startWorld();
  const { faults } = world.teams;
  const fault = faults.add({ effect: { status: 503 } });
  const first = [await post(world), await post(world)];
  faults.clear(fault.id);
  expect([...first, await post(world)].map(({ status }) => status)).toEqual([503, 503, 201]);
});

test('a dropped call ends without an answer, and without an effect', async () => {
  await using world = await startWorld();
  world.teams.faults.add({ effect: { drop: true } });
  await expect(post(world)).rejects.toThrow(/fetch failed/);
  expect(world.teams.activities(world.chats.ben)).toHaveLength(0);
  expect(world.teams.calls[0]?.status).toBe(0);
});

test('accepted, then dropped: the message is there although the bot never hears so', async () => {
  await using world = await startWorld();
  world.teams.faults.add({ effect: { accept: true, drop: true } });
  await expect(post(world)).rejects.toThrow(/fetch failed/);
  const [shown] = world.teams.activities(world.chats.ben);
  expect(shown?.text).toBe('hi');
  expect(world.teams.calls[0]).toMatchObject({ status: 0, activityId: shown?.id });
});

test('accepted, then answered with a failure', async () => {
  await using world = await startWorld();
  world.teams.faults.add({ effect: { accept: true, status: 502, code: 'Custom' } });
  expect(await post(world)).toMatchObject({ status: 502, json: { error: { code: 'Custom' } } });
  expect(world.teams.activities(world.chats.ben)).toHaveLength(1);
});

test('a delayed call is overtaken by one that is not, and succeeds', async () => {
  await using world = await startWorld();
  world.teams.faults.add({ match: { text: 'slow' }, effect: { delayMs: 40 } });
  const slow = post(world, world.chats.ben.id, 'slow');
  await post(world, world.chats.ben.id, 'fast');
  expect((await slow).status).toBe(201);
  expect(world.teams.activities(world.chats.ben).map(({ text }) => text)).toEqual(['fast', 'slow']);
});

test('only the matching calls fail', async () => {
  await using world = await startWorld();
  const { teams, chats, call } = world;
  const id = await world.send(chats.ben.id, { text: 'hi' });
  teams.faults.add({ match: { method: 'put' }, effect: { status: 500 } });
  teams.faults.add({ match: { chat: chats.amara.id }, effect: { status: 403 } });
  teams.faults.add({ match: { operation: 'send', chat: chats.esrTeam.id, nth: 2 }, effect: { status: 412 } });
  const answers = [
    await call('PUT', `conversations/${chats.ben.id}/activities/${id}`, { type: 'message', text: 'new' }),
    await post(world),
    await post(world, chats.amara.id),
    await post(world, chats.esrTeam.id),
    await post(world, chats.esrTeam.id),
    await post(world, chats.esrTeam.id),
  ];
  expect(answers.map(({ status }) => status)).toEqual([500, 201, 403, 201, 412, 201]);
});

test('chance is the same with the same seed', async () => {
  const run = async (seed: number) => {
    await using world = await startWorld();
    world.teams.faults.add({ rate: 0.5, seed, effect: { status: 503 } });
    const statuses: number[] = [];
    for (let count = 0; count < 20; count += 1) statuses.push((await post(world)).status);
    return statuses;
  };
  const once = await run(7);
  expect(new Set(once)).toEqual(new Set([201, 503]));
  expect(await run(7)).toEqual(once);
  expect(await run(8)).not.toEqual(once);
});

test('another process sets, sees and clears faults over HTTP', async () => {
  await using world = await startWorld();
  const control = async (method: string, path = '', body?: string) => {
    const response = await fetch(`${world.teams.serviceUrl}sim/faults${path}`, {
      method,
      ...(body && { body }),
    });
    return { status: response.status, json: await response.json() };
  };
  const added = await control('POST', '', JSON.stringify({ times: 1, effect: { status: 503 } }));
  expect(added).toMatchObject({ status: 201, json: { id: 1, hits: 0 } });
  expect((await post(world)).status).toBe(503);
  expect((await control('GET')).json).toMatchObject([{ id: 1, hits: 1 }]);
  expect((await control('DELETE', '/1')).json).toEqual([]);
  for (const bad of ['{', '{}', '{"effect":{}}', '{"effect":{"status":503},"mach":{}}']) {
    expect((await control('POST', '', bad)).status).toBe(400);
  }
});
