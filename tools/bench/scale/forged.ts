import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Ground, Started } from '../contenders.ts';
import { APP_ID, TENANT } from '../driver/authority.ts';
import { post } from '../driver/client.ts';
import { fullSpeed } from '../driver/load.ts';
import { median, rightSlice, type Slice, walkers } from '../measure.ts';
import type { Finding } from './finding.ts';
import { heapOf, startWithHeap } from './live-heap.ts';

const REQUESTS = 100_000;
const AT_ONCE = 16;
const ROUNDS = 5;
const MOST_GROWN_MB = 3;

/** Whether requests that Teams did not send leave anything behind: in memory, or in what good turns cost. */
export async function forgedRequests(ground: Ground, folder: string): Promise<Finding[]> {
  const ofForged = join(folder, 'forged');
  const ofSpared = join(folder, 'spared');
  for (const one of [ofForged, ofSpared]) mkdirSync(one);
  const started = await startWithHeap(ground, ofForged);
  const spared = await startWithHeap(ground, ofSpared);
  const bots = [];
  for (const bot of [started, spared]) {
    await bot.prepare();
    const takers = walkers(bot, 16, { count: 2000, spread: 1 });
    await rightSlice(bot, (all) => fullSpeed(all, 10), takers);
    bots.push({ bot, takers, deps: [] as Slice[] });
  }
  const heap = await heapOf(started, ofForged);
  // Garbage that is collected on request is collected thoroughly, compiled code with it: the other bot is asked as often.
  await heapOf(spared, ofSpared);
  const before = started.program.usage().cpuMs;
  const letIn = await checkToken(started, ground.serviceUrl);
  const each = (started.program.usage().cpuMs - before) / REQUESTS;
  const grown = (await heapOf(started, ofForged)) - heap;
  await heapOf(spared, ofSpared);
  // What was thrown away with the garbage comes back first.
  for (const { bot, takers } of bots) await rightSlice(bot, (all) => fullSpeed(all, 8), takers);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { bot, takers, deps } of bots) {
      deps.push(await rightSlice(bot, (all) => fullSpeed(all, 3), takers));
    }
  }
  await Promise.all([started.stop(), spared.stop()]);
  const [after = 0, cost = 0] = bots.map(({ deps }) => median(deps.map((part) => part.cpuMsPerTurn)));
  const how = `${REQUESTS} requests with a new forged token each: no token of ours, another issuer, an unknown key, a signature that is not the key's`;
  return [
    {
      what: 'forged requests that were not refused with 401',
      wanted: '0',
      seen: `${letIn} (${each.toFixed(3)} ms of CPU each)`,
      met: letIn === 0,
      how,
    },
    {
      what: 'live heap after 100,000 forged requests, less that before, MB',
      wanted: `at most ${MOST_GROWN_MB}`,
      seen: grown.toFixed(1),
      met: grown <= MOST_GROWN_MB,
      how,
    },
    {
      what: 'CPU of a good turn after 100,000 forged requests, of one of a bot that got none',
      wanted: 'at most 1.05',
      seen: `${(after / cost).toFixed(2)} (${after.toFixed(3)} and ${cost.toFixed(3)} ms)`,
      met: after / cost <= 1.05,
      how: `${how}; then ${ROUNDS} rounds of good turns with each bot, in turn, the middle of each. Both had their garbage collected on request as often, and good turns again since`,
    },
  ];
}

/** How many of them were not turned away. */
async function checkToken({ program }: Started, serviceUrl: string): Promise<number> {
  let sent = 0;
  let letIn = 0;
  const body = JSON.stringify({
    type: 'message',
    text: 'let me in',
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:nobody' },
    recipient: { id: '28:bot' },
    conversation: { id: 'a:nowhere', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
  });
  const one = async () => {
    while (sent < REQUESTS) {
      sent += 1;
      const { status } = await post(program.url, body, forged(sent, serviceUrl));
      if (status !== 401) letIn += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return letIn;
}

/** A token of each of four kinds in turn, never the same twice. */
function forged(number: number, serviceUrl: string): string {
  const kind = number % 4;
  if (kind === 0) return `Bearer ${randomBytes(300).toString('base64url')}`;
  const now = Math.floor(Date.now() / 1000);
  const iss = kind === 1 ? 'https://sts.example.org' : 'https://api.botframework.com';
  const kid = kind === 2 ? `unknown-${number}` : 'bench';
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = part({ alg: 'RS256', typ: 'JWT', kid });
  const claims = part({
    iss,
    aud: APP_ID,
    serviceurl: serviceUrl,
    nbf: now - 60,
    exp: now + 3600,
    jti: number,
  });
  return `Bearer ${header}.${claims}.${randomBytes(256).toString('base64url')}`;
}
