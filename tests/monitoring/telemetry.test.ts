import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Counts } from '../../src/monitoring/instruments.ts';
import { Metrics } from '../../src/monitoring/metrics.ts';
import { startTelemetry } from '../../src/monitoring/telemetry.ts';
import { readAloud } from '../support/cards.ts';
import type { Json } from '../support/json.ts';
import { type Served, startServed } from '../support/serve.ts';

const KEY = '11111111-2222-3333-4444-666666666666';
const HOST = 'https://uksouth-1.in.applicationinsights.azure.com';
const CONNECTION = `InstrumentationKey=${KEY};IngestionEndpoint=${HOST}/;LiveEndpoint=https://uksouth.livediagnostics.monitor.azure.com/;ApplicationId=${KEY}`;
/** In the texts of this test. */
const MARK = 'zyxmark';

/** What was sent to Azure, and every address beyond this machine that was tried besides. */
let sent: Json[];
let elsewhere: string[];
const note = ({ url }: Request) => {
  if (!/^http:\/\/127\.0\.0\.1[:/]/.test(url)) elsewhere.push(url);
};
/** Azure takes it, or answers with this status. */
const azure = (status = 200) =>
  nock(HOST)
    .persist()
    .post('/v2.1/track')
    .reply(async (request: Request) => {
      if (status === 200) sent.push(...((await request.json()) as Json[]));
      return [status, { itemsReceived: 1, itemsAccepted: 1, errors: [] }];
    });
beforeEach(() => {
  sent = [];
  elsewhere = [];
  nock.emitter.on('no match', note);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  nock.emitter.off('no match', note);
  nock.cleanAll();
});

const data = (type: string) =>
  sent.map((one) => one.data as Json).filter((one) => one.baseType === type) as { baseData: Json }[];

/** Two people’s day in which a case is raised, worked, and something fails. */
async function aDay({ teams, app }: Served): Promise<void> {
  const { people, chats } = teams.cast;
  const press = (button: string, inputs = {}) =>
    teams.press(people.amara, chats.amara, teams.activities(chats.amara).at(-1)?.id ?? '', button, inputs);
  for (const [role, chat] of [
    ['esr-team', chats.esrTeam],
    ['escalation', chats.escalation],
  ] as const) {
    const code = await app.linkCode({ trust: 'esneft', role });
    await teams.install(chat);
    await teams.say(teams.world.person(chat.members[0] ?? ''), chat, `link ${code}`);
  }
  teams.faults.add({
    match: { operation: 'send', chat: chats.esrTeam.id },
    times: 1,
    effect: { status: 503 },
  });
  await teams.say(people.amara, chats.amara, `${MARK} hello`);
  await teams.say(people.amara, chats.amara, 'talk to someone');
  await press('East Suffolk and North Essex NHS Foundation Trust').catch(() => undefined);
  await press('Check my answers', {
    username: '432ZYXMARK01',
    email: 'zyxmark@nhs.net',
    words: 'It does not let me in',
  });
  await press('Yes, send to the ESR Team');
  await teams.until(
    () => teams.activities(chats.esrTeam).some((one) => readAloud(one).includes('432ZYXMARK01')),
    15_000,
  );
}

async function started() {
  const telemetry = startTelemetry(CONNECTION);
  const metrics = new Metrics(
    async () => COUNTS,
    async () => telemetry.reader,
  );
  await metrics.start();
  const close = () => Promise.all([telemetry.close(), metrics.close()]);
  return { telemetry, metrics, close };
}

describe('telemetry to Azure Monitor', () => {
  let served: Served;

  it('has turns, deliveries and counts, and nothing about anybody; it goes to one host and no other', async () => {
    azure();
    served = await startServed({ TRUSTS: 'esneft', APPLICATIONINSIGHTS_CONNECTION_STRING: CONNECTION });
    await aDay(served);
    const { people, chats } = served.teams.cast;
    await served.close();

    const turns = data('RequestData').map((one) => one.baseData);
    expect(turns.length).toBeGreaterThan(4);
    expect(turns[0]).toMatchObject({ name: 'POST /api/messages', responseCode: '200', success: true });
    const ids = turns.map((one) => (one.properties as Json).requestId);
    expect(new Set(ids.filter((id) => /^[0-9a-f-]{36}$/.test(String(id)))).size).toBe(turns.length);
    const deliveries = data('RemoteDependencyData').map((one) => one.baseData.properties as Json);
    expect(deliveries.map((one) => one.result)).toEqual(expect.arrayContaining(['ok', 'retry']));
    const metrics = data('MetricData').flatMap((one) => one.baseData.metrics as Json[]);
    // The exporter's own says which service it is.
    expect(new Set(metrics.map((one) => one.name))).toEqual(
      new Set([
        ...['_OTELRESOURCE_', 'esr_bot_turn_seconds', 'esr_bot_delivery_seconds'],
        ...['esr_bot_flood_turns_dropped_total', 'esr_bot_deliveries', 'esr_bot_cases', 'esr_bot_warnings'],
        'esr_bot_linked_chat_reached_timestamp_seconds',
      ]),
    );

    const all = JSON.stringify(sent).toLowerCase();
    const marks = [
      ...[MARK, 'outbound-token', 'okafor', 'amara', '@'],
      ...Object.values(people).flatMap((one) => [one.aadObjectId, one.id]),
      ...Object.values(chats).map((one) => one.id),
      ...Object.values(people).map((one) => one.tenantId),
      '/v3/conversations',
    ];
    expect(marks.filter((mark) => all.includes(mark.toLowerCase()))).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  it('says no more of anything than what is listed here', async () => {
    azure();
    const { telemetry, metrics, close } = await started();
    for (const watcher of [telemetry, metrics]) {
      watcher.turned('message', 'failed', 0.25);
      watcher.delivered('gone', 1.5);
    }
    metrics.refused('issuer');
    await close();
    const properties = sent.flatMap((one) =>
      Object.keys(((one.data as Json).baseData as Json).properties ?? {}),
    );
    expect(new Set(properties)).toEqual(
      new Set([
        ...['kind', 'result', 'state', 'error', 'trust', 'ended', 'warning', 'role', 'reason'],
        ...['service.name', 'microsoft.applicationId'],
      ]),
    );
    const tags = sent.flatMap((one) => Object.keys(one.tags as Json));
    expect(new Set(tags.filter((tag) => !tag.startsWith('ai.operation.')))).toEqual(
      new Set(['ai.cloud.role', 'ai.cloud.roleInstance', 'ai.internal.sdkVersion']),
    );
    expect(data('RequestData')[0]?.baseData).toMatchObject({
      success: false,
      responseCode: '500',
      duration: expect.stringMatching(/00:00:00\.250/),
    });
    expect(data('RemoteDependencyData')[0]?.baseData).toMatchObject({
      success: false,
      name: 'deliver to Teams',
    });
  });

  it('asks nothing of any other host, however long it runs', async () => {
    azure();
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'Date'] });
    const { close } = await started();
    for (let hour = 0; hour < 3; hour += 1) await vi.advanceTimersByTimeAsync(3_600_000);
    vi.useRealTimers();
    await close();
    expect(sent.length).toBeGreaterThan(20);
    expect(elsewhere).toEqual([]);
  });

  it.each([500, 403])(
    'does not hold the bot up where Azure answers %i, and lays nothing by',
    async (status) => {
      azure(status);
      const folder = mkdtempSync(join(tmpdir(), 'esr-bot-telemetry-'));
      vi.stubEnv('TMPDIR', folder);
      served = await startServed({ TRUSTS: 'esneft', APPLICATIONINSIGHTS_CONNECTION_STRING: CONNECTION });
      const { people, chats } = served.teams.cast;
      expect(await served.teams.say(people.amara, chats.amara, 'hello')).toMatchObject({ status: 200 });
      await served.close();
      expect(sent).toEqual([]);
      // The bot's own folder is gone by now; the exporter would have laid by what it could not send.
      expect(readdirSync(folder)).toEqual([]);
      rmSync(folder, { recursive: true });
    },
  );

  it('is where Azure’s libraries are loaded, and only when there is a connection string', async () => {
    const root = resolve(import.meta.dirname, '../..');
    const users: string[] = [];
    for await (const file of glob('src/**/*.ts', { cwd: root })) {
      const source = readFileSync(join(root, file), 'utf8');
      const loads = /^(?!import type).* from '(@azure\/monitor|[./]*\/telemetry\.ts')/m.test(source);
      if (loads) users.push(file.replaceAll('\\', '/'));
    }
    expect(users).toEqual(['src/monitoring/telemetry.ts']);
  });
});

const COUNTS: Counts = {
  deliveries: [{ state: 'pending', error: '503', count: 2 }],
  cases: [{ trust: 'esneft', state: 'open', count: 1 }],
  walks: [{ trust: 'esneft', ended: 'solved', count: 3 }],
  deskEvents: [{ trust: 'esneft', state: 'pending', count: 1 }],
  warnings: [{ warning: 'undelivered', count: 0 }],
  reached: [{ trust: 'esneft', role: 'esr-team', count: 1 }],
};
