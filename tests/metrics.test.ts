import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Counts, Metrics } from '../src/metrics.ts';
import { mayReadMetrics } from '../src/metrics-access.ts';
import { type DeskBot, startDeskBot } from './support/desk-bot.ts';
import { rawRequest } from './support/raw-http.ts';

const TOKEN = 'a-token-of-24-letters-or-more';

describe('/metrics', () => {
  let bot: DeskBot;
  beforeAll(async () => {
    bot = await startDeskBot(undefined, { METRICS_TOKEN: TOKEN });
  });
  afterAll(() => bot.close());
  const read = (headers = {}) => rawRequest(bot.app.port, { method: 'GET', path: '/metrics', headers });
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
    expect(await value('esr_bot_turn_seconds_bucket{le="+Inf",kind="message",result="ok"}')).toBe(before + 1);
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
    expect(await value('esr_bot_deliveries{state="owed",error="503')).toBeGreaterThan(0);
    expect(await value('esr_bot_cases{trust="esneft",state="claimed"}')).toBe(1);
    expect(await value('esr_bot_cases{trust="esneft",state="open"}')).toBeNaN();
  });

  it('times what it sends to chats, and says when each linked chat was last reached', async () => {
    expect(await value('esr_bot_delivery_seconds_count{result="ok"}')).toBeGreaterThan(0);
    expect(await value('esr_bot_delivery_seconds_count{result="retry"}')).toBeGreaterThan(0);
    const reached = 'esr_bot_linked_chat_reached_timestamp_seconds{trust="esneft",role="esr-team"}';
    expect(await value(reached)).toBe(Date.parse(bot.now()) / 1000);
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
    ['another token', { authorization: `Bearer ${TOKEN}x` }],
    ['a proxy before it', { 'x-forwarded-for': '10.1.2.3' }],
    ['another kind of proxy before it', { forwarded: 'for=10.1.2.3' }],
  ])('tells nothing to whoever comes with %s', async (_, headers) => {
    expect(await read(headers)).toMatchObject({ status: 403, text: '{"error":"not allowed"}' });
  });

  it('lets the token in from anywhere', async () => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '10.1.2.3' };
    expect((await read(headers)).status).toBe(200);
  });
});

describe('figures before they are first read', () => {
  const NONE: Counts = { deliveries: [], cases: [], walks: [], warnings: [], reached: [] };
  const readOf = async (metrics: Metrics, line: string) => {
    const { text } = await metrics.text();
    return text
      .split('\n')
      .find((one) => one.startsWith(line))
      ?.slice(line.length + 1);
  };

  it('are all there, as they were', async () => {
    const metrics = new Metrics(async () => NONE);
    for (let turn = 1; turn <= 100; turn += 1) metrics.turned('message', 'ok', turn / 1000);
    metrics.turned('invoke', 'failed', 20);
    metrics.delivered('retry', 0.2);
    metrics.refused('issuer');
    metrics.dropped();
    expect(await readOf(metrics, 'esr_bot_turn_seconds_count{kind="message",result="ok"}')).toBe('100');
    const fast = 'esr_bot_turn_seconds_bucket{le="0.05",kind="message",result="ok"}';
    expect(await readOf(metrics, fast)).toBe('50');
    expect(await readOf(metrics, 'esr_bot_turn_seconds_sum{kind="invoke",result="failed"}')).toBe('20');
    expect(await readOf(metrics, 'esr_bot_delivery_seconds_count{result="retry"}')).toBe('1');
    expect(await readOf(metrics, 'esr_bot_refusals_total{reason="issuer"}')).toBe('1');
    expect(await readOf(metrics, 'esr_bot_flood_turns_dropped_total')).toBe('1');
  });

  it('are counted once, however many read first at once, and more than can wait', async () => {
    const metrics = new Metrics(async () => NONE);
    for (let turn = 0; turn < 12_000; turn += 1) metrics.refused('issuer');
    await Promise.all([metrics.text(), metrics.text()]);
    metrics.refused('issuer');
    expect(await readOf(metrics, 'esr_bot_refusals_total{reason="issuer"}')).toBe('12001');
  });
});

describe('who may read the figures', () => {
  const from = (remoteAddress: string, authorization?: string) =>
    ({ socket: { remoteAddress }, headers: { authorization } }) as unknown as IncomingMessage;

  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['2001:db8::1', false],
    ['', false],
  ])('from %s, without a token: %s', (address, allowed) => {
    expect(mayReadMetrics(from(address), undefined)).toBe(allowed);
    expect(mayReadMetrics(from(address), TOKEN)).toBe(allowed);
  });

  it('is nobody with a token where none is set', () => {
    expect(mayReadMetrics(from('10.0.0.1', 'Bearer undefined'), undefined)).toBe(false);
    expect(mayReadMetrics(from('10.0.0.1', `Bearer ${TOKEN}`), TOKEN)).toBe(true);
  });
});
