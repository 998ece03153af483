import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardOf } from '../../simulator/activity.ts';
import { askCard, startWorld } from './fake-bot.ts';

let folder: string;
let dataFile: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  dataFile = join(folder, 'data', 'simulator.jsonl');
});

afterEach(() => rm(folder, { recursive: true }));

async function liveABit() {
  await using world = await startWorld({ dataFile });
  const { teams, bot, people, chats, call } = world;
  await teams.say(people.amara, chats.amara, 'hello');
  const id = await world.send(chats.amara.id, askCard());
  const gone = await world.send(chats.amara.id, { text: 'gone' });
  await call('DELETE', `conversations/${chats.amara.id}/activities/${gone}`);
  const value = { type: 'AdaptiveCard', title: 'Thanks' };
  bot.answer = () => ({
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value },
  });
  await teams.press(people.amara, chats.amara, id, 'Send');
  await teams.uninstall(chats.esrTeam);
  teams.createGroupChat('Night shift', [people.femi, teams.createPerson('Nia Night', { role: 'officer' })]);
  teams.world.record({ type: 'mark', name: 'linked' });
  return teams.view(people.amara, chats.amara);
}

test('a restarted world is the one that stopped', async () => {
  const before = await liveABit();
  await using world = await startWorld({ dataFile });
  const { teams, people, chats } = world;
  expect(teams.view(people.amara, chats.amara)).toEqual(before);
  expect(cardOf(before[1] ?? {})?.title).toBe('Thanks');
  expect(chats.esrTeam.installed).toBe(false);
  expect(teams.world.marks.has('linked')).toBe(true);
  expect([...teams.world.chats.values()].map(({ name }) => name)).toContain('Night shift');
});

test('a restart writes nothing, and new ids stay new', async () => {
  const before = await liveABit();
  const written = await readFile(dataFile, 'utf8');
  await using world = await startWorld({ dataFile, now: () => new Date(0) });
  expect(await readFile(dataFile, 'utf8')).toBe(written);
  const id = await world.send(world.chats.amara.id, { text: 'new' });
  expect(Number(id)).toBeGreaterThan(Math.max(...before.map((shown) => Number(shown.id))));
});

test('half a line at the end is dropped, and what follows is kept', async () => {
  const before = await liveABit();
  await appendFile(dataFile, '{"type":"sent","chat":"a:1');
  {
    await using world = await startWorld({ dataFile });
    expect(world.teams.view(world.people.amara, world.chats.amara)).toEqual(before);
    await world.send(world.chats.amara.id, { text: 'after' });
  }
  await using world = await startWorld({ dataFile });
  expect(world.teams.activities(world.chats.amara).at(-1)?.text).toBe('after');
});

test('a broken line in the middle is named', async () => {
  await liveABit();
  await appendFile(dataFile, 'broken\n{"type":"mark","name":"x"}\n');
  await expect(startWorld({ dataFile })).rejects.toThrow(/Line \d+ of .*simulator\.jsonl is not JSON/);
});

test('without a file nothing is kept, and worlds do not share their chats', async () => {
  await using one = await startWorld();
  await one.teams.uninstall(one.chats.esrTeam);
  await using two = await startWorld();
  expect(two.chats.esrTeam.installed).toBe(true);
});
