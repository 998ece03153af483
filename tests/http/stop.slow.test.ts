import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as startRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTeams, type Teams } from '../../simulator/teams.ts';
import { type BotProcess, startBotProcess } from '../shared/bot-process.ts';
import { anActivity } from '../support/activity.ts';
import { readAloud } from '../support/cards.ts';
import type { Json } from '../support/json.ts';
import { linkInProcess } from '../support/link-in-process.ts';

// What watches over requests to the network takes half a request for one of its own.
beforeAll(() => nock.restore());
afterAll(() => nock.activate());

/** Well below the ten seconds after which a container is killed. */
const IN_TIME_MS = 8000;

let folder: string;
let database: string;
let teams: Teams;
let bot: BotProcess;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-stop-'));
  database = `sqlite:${join(folder, 'bot.db')}`;
  teams = await createTeams();
  bot = await startBotProcess(database);
  teams.botUrl = bot.url;
});
afterEach(async () => {
  await bot.kill('SIGKILL');
  await teams.close();
  rmSync(folder, { recursive: true, force: true });
});

const dial = async (said: string) => {
  const socket = connect(bot.port, '127.0.0.1');
  socket.on('error', () => undefined).on('data', () => undefined);
  await once(socket, 'connect');
  socket.write(said);
};
const POST = 'POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';

async function stop(): Promise<number> {
  const began = performance.now();
  expect(await bot.kill('SIGTERM')).toBe(0);
  return performance.now() - began;
}

describe('a bot that is asked to end', () => {
  it('does so in time, with exit code 0, whatever connections are open', async () => {
    await Promise.all([
      ...Array.from({ length: 20 }, () => dial('')),
      ...Array.from({ length: 20 }, () => dial('POST /api/mess')),
      ...Array.from({ length: 20 }, () => dial(`${POST}content-len`)),
      ...Array.from({ length: 20 }, () => dial(`${POST}content-length: 900\r\n\r\n{"type"`)),
      ...Array.from({ length: 20 }, () => dial(`GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n`)),
    ]);
    expect(await stop()).toBeLessThan(IN_TIME_MS);
  });

  it('answers what is under way on busy connections, says that these were the last, and ends at once', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 5 });
    const good = await anActivity({ serviceUrl: teams.serviceUrl });
    let count = 0;
    const turn = () =>
      new Promise<Json | undefined>((resolve) => {
        count += 1;
        const body = JSON.stringify({ ...good, id: `busy-${count}` });
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
        const options = { agent, port: bot.port, path: '/api/messages', method: 'POST', headers };
        const request = startRequest(options, (response) => {
          response.resume().on('end', () => resolve({ status: response.statusCode, ...response.headers }));
        });
        request.on('error', () => resolve(undefined));
        request.end(body);
      });
    const answers: Json[] = [];
    const busy = Array.from({ length: 5 }, async () => {
      for (;;) {
        const answer = await turn();
        if (answer === undefined) return;
        answers.push(answer);
      }
    });
    await teams.until(() => answers.length > 20);
    expect(await stop()).toBeLessThan(IN_TIME_MS / 2);
    await Promise.all(busy);
    agent.destroy();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers.filter(({ connection }) => connection === 'close').length).toBeLessThanOrEqual(5);
  });

  it('finishes what it is sending, so that nobody gets it twice', async () => {
    const { people, chats } = teams.cast;
    await linkInProcess(teams, database, 'esneft', 'esr-team', chats.esrTeam);
    const cards = () =>
      teams.activities(chats.esrTeam).filter((one) => readAloud(one).includes('432OKAFORA01'));
    teams.faults.add({
      match: { operation: 'send', chat: chats.esrTeam.id },
      effect: { delayMs: 2000 },
    });
    await dial('');
    const press = (button: string, inputs = {}) =>
      teams.press(people.amara, chats.amara, teams.activities(chats.amara).at(-1)?.id ?? '', button, inputs);
    await teams.say(people.amara, chats.amara, 'talk to someone');
    await press('Check my answers', {
      username: '432OKAFORA01',
      email: 'someone@nhs.net',
      words: 'It does not let me in',
    });
    await press('Yes, send to the ESR Team');
    await stop();
    teams.faults.clear();
    bot = await startBotProcess(database);
    teams.botUrl = bot.url;
    await teams.until(() => cards().length > 0);
    // What is sent after it shows that a repeat would have come by now.
    await teams.say(people.amara, chats.amara, 'start over');
    await teams.say(people.ben, chats.ben, 'hello');
    expect(cards()).toHaveLength(1);
  });
});
