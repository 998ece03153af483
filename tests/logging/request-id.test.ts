import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import { duringRequest, outsideRequests, requestFields } from '../../src/logging/request-id.ts';
import { type BotProcess, startBotProcess } from '../shared/bot-process.ts';
import { eventually } from '../support/eventually.ts';
import type { Json } from '../support/json.ts';
import { linkInProcess } from '../support/link-in-process.ts';

let folder: string;
let teams: Teams;
let bot: BotProcess;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-request-id-'));
  const database = `sqlite:${join(folder, 'bot.db')}`;
  teams = await createTeams();
  bot = await startBotProcess(database);
  teams.botUrl = bot.url;
  await linkInProcess(teams, database, 'esneft', 'esr-team', teams.cast.chats.esrTeam);
});
afterAll(async () => {
  await bot.kill('SIGKILL');
  await teams.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The first line that says this. */
const line = (msg: string) =>
  eventually(() => {
    const lines = bot
      .said()
      .split('\n')
      .filter((one) => one.endsWith('}'));
    const found = lines.map((one) => JSON.parse(one) as Json).find((one) => one.msg === msg);
    if (found === undefined) throw new Error(`Nobody said "${msg}"`);
    return found;
  });

it('is on the lines of a turn, and not on those of deliveries, which are for many turns', async () => {
  const { people, chats } = teams.cast;
  const press = (button: string, inputs = {}) =>
    teams.press(people.amara, chats.amara, teams.activities(chats.amara).at(-1)?.id ?? '', button, inputs);
  teams.faults.add({
    match: { operation: 'send', chat: chats.esrTeam.id },
    times: 1,
    effect: { status: 502 },
  });
  await teams.say(people.amara, chats.amara, 'talk to someone');
  await press('Check my answers', {
    username: '432OKAFORA01',
    email: 'amara@nhs.net',
    words: 'It does not let me in',
  });
  await press('Yes, send to the ESR Team');
  expect(await line('delivery: retry')).not.toHaveProperty('requestId');

  // Teams takes no answer to this one: the turn breaks off.
  teams.faults.add({ match: { chat: chats.ben.id }, effect: { status: 400 } });
  await teams.say(people.ben, chats.ben, 'hello');
  expect((await line('turn failed')).requestId).toMatch(/^[0-9a-f-]{36}$/);
});

it('goes along with what a request waits for, and ends where it sets off work for many', async () => {
  const seen: unknown[] = [];
  const poll = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(requestFields());
  };
  await Promise.all([duringRequest('one', poll), duringRequest('two', poll)]);
  await duringRequest('three', () => outsideRequests(poll));
  await poll();
  expect(seen).toEqual([{ requestId: 'one' }, { requestId: 'two' }, {}, {}]);
});
