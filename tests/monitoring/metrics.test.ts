import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import nock from 'nock';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Counts } from '../../src/monitoring/instruments.ts';
import { Metrics } from '../../src/monitoring/metrics.ts';
import { type CaseBot, startCaseBot } from '../support/case-bot.ts';
import { METRICS_TOKEN, readFigures } from '../support/metrics.ts';
import { rawRequest } from '../support/raw-http.ts';

describe('/metrics', () => {
  let bot: CaseBot;
  beforeAll(async () => {
    bot = await startCaseBot(undefined, { METRICS_PORT: '0' });
  });
  afterAll(() => bot.close());
  const read = () => readFigures(bot.app.port);
  /** The value of a line that begins so. */
  const value = async (line: string) =>
    Number(
      (await read()).text
        .split('\n')
        .find((one) => one.startsWith(line))
        ?.split(' ')
        .at(-1),
    );

  it('counts turns and times them, by kind', async () => {
    const { people, chats } = bot.teams.cast;
    const turns = 'esr_bot_turn_seconds_count{kind="message",result="ok"}';
    const before = (await value(turns)) || 0;
    await bot.teams.say(people.amara, chats.amara, 'hello');
    expect(await value(turns)).toBe(before + 1);
    expect(await value('esr_bot_turn_seconds_bucket{kind="message",result="ok",le="+Inf"}')).toBe(before + 1);
  });

  it('counts cases by state, and deliveries by state and error', async () => {
    const { people, chats } = bot.teams.cast;
    const reference = await bot.raise(people.amara, chats.amara, '432OKAFORA01');
    await bot.settled();
    expect(await value('esr_bot_cases{trust="esneft",state="open"}')).toBe(1);
    expect(await value('esr_bot_deliveries{state="delivered",error=""}')).toBeGreaterThan(0);
    bot.teams.faults.add({ match: { operation: 'update' }, effect: { status: 503 } });
    const card = await bot.shows(chats.esrTeam, reference);
    await bot.teams.press(people.elena, chats.esrTeam, card.id, 'Claim');
    await bot.settled();
    expect(await value('esr_bot_deliveries{state="pending",error="503')).toBeGreaterThan(0);
    expect(await value('esr_bot_cases{trust="esneft",state="claimed"}')).toBe(1);
    expect(await value('esr_bot_cases{trust="esneft",state="open"}')).toBeNaN();
  });

  it('times what it sends to chats, and says when each linked chat was last reached', async () => {
    expect(await value('esr_bot_delivery_seconds_count{result="ok"}')).toBeGreaterThan(0);
    expect(await value('esr_bot_delivery_seconds_count{result="retry"}')).toBeGreaterThan(0);
    const reached = 'esr_bot_linked_chat_reached_timestamp_seconds{trust="esneft",role="esr-team"}';
    expect(await value(reached)).toBeCloseTo(Date.parse(bot.now()) / 1000, 0);
    expect(await value('esr_bot_warnings{warning="undelivered"}')).toBe(0);
  });

  it('counts refusals by reason', async () => {
    await rawRequest(bot.app.port, { headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(await value('esr_bot_refusals_total{reason="bad or missing type"}')).toBe(1);
  });

  it('names nobody: no person, chat or case', async () => {
    const { text, headers } = await read();
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(text).not.toMatch(/okafor|rossi|@|19:|[A-Z0-9]{3}-[A-Z0-9]{3}\b/i);
  });

  it.each([
    ['no token', {}],
    ['an empty token', { authorization: 'Bearer ' }],
    ['another token', { authorization: `Bearer ${METRICS_TOKEN}x` }],
    ['another scheme', { authorization: `Basic ${METRICS_TOKEN}` }],
    ['no token, as from a proxy that says so', { 'x-forwarded-for': '127.0.0.1' }],
    ['no token, as from this machine', { host: 'localhost', forwarded: 'for=127.0.0.1' }],
  ])('tells nothing to whoever comes to the bot’s own port with %s', async (_, headers) => {
    const get = (path: string) => rawRequest(bot.app.port, { method: 'GET', path, headers });
    for (const path of ['/metrics', '/metrics/', '/%6detrics', '/metrics?token=1']) {
      expect(await get(path)).toMatchObject({ status: 403, text: '{"error":"not allowed"}' });
    }
    expect(await get('/readyz')).toMatchObject({ status: 200, text: '{"status":"ready"}' });
  });

  it('lets the token in from anywhere', async () => {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}`, 'x-forwarded-for': '10.1.2.3' };
    const answer = await rawRequest(bot.app.port, { method: 'GET', path: '/metrics', headers });
    expect(answer.status).toBe(200);
  });

  it('has a port of its own, which tells all, takes no activities, and only this machine reaches', async () => {
    const port = bot.app.metricsPort ?? 0;
    const get = (path: string) => rawRequest(port, { method: 'GET', path });
    expect((await get('/metrics')).text).toContain('esr_bot_warnings');
    expect(JSON.parse((await get('/readyz')).text)).toHaveProperty('details');
    expect((await rawRequest(port, { body: '{}' })).status).toBe(404);
    const [outside] = Object.values(networkInterfaces()).flatMap((all) =>
      (all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
    );
    if (outside === undefined) return;
    nock.restore();
    const refused = await new Promise((resolve) => {
      connect(port, outside.address)
        .on('connect', () => resolve(undefined))
        .on('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
    });
    nock.activate();
    expect(refused).toBe('ECONNREFUSED');
  });
});

describe('the figures where no token is set', () => {
  it('are nobody’s on the bot’s own port', async () => {
    const bot = await startCaseBot(undefined, { METRICS_TOKEN: '' });
    try {
      expect((await readFigures(bot.app.port)).status).toBe(403);
      const headers = { authorization: 'Bearer undefined' };
      const answer = await rawRequest(bot.app.port, { method: 'GET', path: '/metrics', headers });
      expect(answer.status).toBe(403);
      expect(bot.app.metricsPort).toBeUndefined();
    } finally {
      await bot.close();
    }
  });
});

describe('figures', () => {
  const NONE: Counts = { deliveries: [], cases: [], walks: [], deskEvents: [], warnings: [], reached: [] };
  const readOf = async (metrics: Metrics, line: string) =>
    (await metrics.text()).text
      .split('\n')
      .find((one) => one.startsWith(line))
      ?.slice(line.length + 1);

  it('from before the library was loaded are all there, as they were', async () => {
    const metrics = new Metrics(async () => NONE);
    for (let turn = 1; turn <= 100; turn += 1) metrics.turned('message', 'ok', turn / 1000);
    metrics.turned('invoke', 'failed', 20);
    metrics.delivered('retry', 0.2);
    metrics.refused('issuer');
    metrics.dropped();
    await metrics.start();
    expect(await readOf(metrics, 'esr_bot_turn_seconds_count{kind="message",result="ok"}')).toBe('100');
    const fast = 'esr_bot_turn_seconds_bucket{kind="message",result="ok",le="0.05"}';
    expect(await readOf(metrics, fast)).toBe('50');
    expect(await readOf(metrics, 'esr_bot_turn_seconds_sum{kind="invoke",result="failed"}')).toBe('20');
    expect(await readOf(metrics, 'esr_bot_delivery_seconds_count{result="retry"}')).toBe('1');
    expect(await readOf(metrics, 'esr_bot_refusals_total{reason="issuer"}')).toBe('1');
    expect(await readOf(metrics, 'esr_bot_flood_turns_dropped_total')).toBe('1');
    await metrics.close();
  });

  it('are counted once, however many read at once', async () => {
    const metrics = new Metrics(async () => NONE);
    for (let turn = 0; turn < 12_000; turn += 1) metrics.refused('issuer');
    await Promise.all([metrics.text(), metrics.text()]);
    metrics.refused('issuer');
    expect(await readOf(metrics, 'esr_bot_refusals_total{reason="issuer"}')).toBe('12001');
    expect(await readOf(metrics, 'esr_bot_flood_turns_dropped_total')).toBe('0');
  });

  it('are those of now, whatever Azure Monitor was sent before, and whatever the clock was then', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    let state = 'open';
    const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
    const azure = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const count = async () => ({ ...NONE, cases: [{ trust: 'esneft', state, count: 1 }] });
    const metrics = new Metrics(count, async () => azure);
    await metrics.start();
    vi.setSystemTime('2040-01-01');
    await azure.forceFlush();
    expect(await readOf(metrics, 'esr_bot_cases{trust="esneft",state="open"}')).toBe('1');
    vi.setSystemTime('2026-01-01');
    await azure.forceFlush();
    state = 'claimed';
    expect(await readOf(metrics, 'esr_bot_cases{trust="esneft",state="open"}')).toBeUndefined();
    expect(await readOf(metrics, 'esr_bot_cases{trust="esneft",state="claimed"}')).toBe('1');
    const exported = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics));
    expect(exported.filter(({ descriptor }) => descriptor.name === 'esr_bot_cases')).toHaveLength(2);
    vi.useRealTimers();
    await metrics.close();
  });

  it('are refused with what the database throws', async () => {
    let works = false;
    const metrics = new Metrics(async () => {
      if (!works) throw new Error('no database');
      return NONE;
    });
    await metrics.start();
    await expect(metrics.text()).rejects.toThrow('no database');
    works = true;
    expect((await metrics.text()).text).toContain('esr_bot_flood_turns_dropped_total 0');
    await metrics.close();
  });
});
