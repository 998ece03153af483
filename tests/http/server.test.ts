import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { requestFields } from '../../src/logging/request-id.ts';
import { RequestRefused } from '../../src/teams/request-guard.ts';
import { anActivity } from '../support/activity.ts';
import { startBot, type TestBot } from '../support/bot.ts';
import type { Json } from '../support/json.ts';
import { type RawRequest, rawRequest } from '../support/raw-http.ts';
import { serverDeps } from '../support/server-parts.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const json = (body: unknown): RawRequest => ({ headers: JSON_TYPE, body: JSON.stringify(body) });
const raw = (body: string): RawRequest => ({ headers: JSON_TYPE, body });
const BIG = Buffer.alloc(5 * 1024 * 1024, 'a');

/** Given a good activity of the bot's own Teams: what a stranger might send instead, and what it gets. */
const BAD: readonly [string, number, (good: Json) => RawRequest][] = [
  ['no body', 400, () => raw('')],
  [
    'a body of 5 MB',
    413,
    () => ({ headers: { ...JSON_TYPE, 'content-length': `${BIG.length}` }, body: BIG }),
  ],
  [
    'a body of 5 MB in chunks',
    413,
    () => ({ headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, body: BIG }),
  ],
  ['a body just over the limit', 413, (good) => json({ ...good, x: 'a'.repeat(256 * 1024) })],
  ['what is not JSON', 400, () => raw('hello')],
  ['half of some JSON', 400, () => raw('{"type":"message"')],
  ['JSON of other kinds', 400, () => raw('[1,2]')],
  ['null', 400, () => raw('null')],
  [
    'bytes that are no text',
    400,
    () => ({ headers: JSON_TYPE, body: Buffer.from([0xff, 0xfe, 0x00, 0x80]) }),
  ],
  ['only a type', 400, () => json({ type: 'message' })],
  ['an empty object', 400, () => json({})],
  ['an unknown type', 400, (good) => json({ ...good, type: 'evil' })],
  ['a type that is a name of every object', 400, (good) => json({ ...good, type: 'constructor' })],
  ['the type of an answer', 400, (good) => json({ ...good, type: 'invokeResponse' })],
  ['a type that is no text', 400, (good) => json({ ...good, type: ['message'] })],
  ['a text that is no text', 400, (good) => json({ ...good, text: { a: 1 } })],
  ['a text longer than Teams takes', 400, (good) => json({ ...good, text: 'a'.repeat(120_000) })],
  ['no sender', 400, (good) => json({ ...good, from: undefined })],
  ['a sender without an id', 400, (good) => json({ ...good, from: { name: 'Amara' } })],
  ['a sender whose id is a number', 400, (good) => json({ ...good, from: { id: 7 } })],
  ['no recipient', 400, (good) => json({ ...good, recipient: null })],
  ['no conversation', 400, (good) => json({ ...good, conversation: undefined })],
  ['a conversation that is text', 400, (good) => json({ ...good, conversation: 'a' })],
  [
    'a conversation with an endless id',
    400,
    (good) => json({ ...good, conversation: { id: 'a'.repeat(501) } }),
  ],
  ['half a letter for a conversation', 400, (good) => json({ ...good, conversation: { id: '\uD800' } })],
  ['a path for a conversation', 400, (good) => json({ ...good, conversation: { id: '..' } })],
  ['a bell in the id of a sender', 400, (good) => json({ ...good, from: { id: 'a\u0007b' } })],
  ['no service URL', 400, (good) => json({ ...good, serviceUrl: undefined })],
  ['a service URL that is none', 400, (good) => json({ ...good, serviceUrl: 'teams' })],
  ['a service URL elsewhere', 403, (good) => json({ ...good, serviceUrl: 'https://evil.example/' })],
  [
    'a service URL that only looks local',
    403,
    (good) => json({ ...good, serviceUrl: 'http://127.0.0.1.evil.example/' }),
  ],
  ['a service URL of another scheme', 403, (good) => json({ ...good, serviceUrl: 'ftp://localhost/' })],
  [
    'a local user at another host',
    403,
    (good) => json({ ...good, serviceUrl: 'http://localhost@evil.example/' }),
  ],
  ['entities that are no list', 400, (good) => json({ ...good, entities: 'mention' })],
  ['entities without a type', 400, (good) => json({ ...good, entities: [{}] })],
  ['entities without end', 400, (good) => json({ ...good, entities: Array(501).fill({ type: 'mention' }) })],
  ['a tenant that is no text', 400, (good) => json({ ...good, channelData: { tenant: { id: 5 } } })],
  [
    'fields given by a prototype',
    400,
    ({ from, ...good }) =>
      raw(JSON.stringify({ ...good, x: 0 }).replace('"x":0', `"__proto__":${JSON.stringify({ from })}`)),
  ],
  [
    'text that calls itself text',
    415,
    (good) => ({ ...json(good), headers: { 'content-type': 'text/plain' } }),
  ],
  ['no content type', 415, (good) => ({ ...json(good), headers: {} })],
  [
    'a content type that begins like JSON',
    415,
    (good) => ({ ...json(good), headers: { 'content-type': 'application/jsonx' } }),
  ],
  [
    'a form',
    415,
    () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'type=message' }),
  ],
  [
    'a compressed body',
    400,
    (good) => ({
      headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify(good)),
    }),
  ],
  ['GET', 405, () => ({ method: 'GET' })],
  ['DELETE', 405, () => ({ method: 'DELETE' })],
  ['another path', 404, (good) => ({ ...json(good), path: '/api/other' })],
  ['a path that climbs', 404, (good) => ({ ...json(good), path: '/api/messages/../../etc/passwd' })],
];

describe('a request that is not from Teams', () => {
  let bot: TestBot;
  let good: Json;
  beforeAll(async () => {
    bot = await startBot();
    good = await anActivity({ serviceUrl: bot.teams.serviceUrl });
  });
  afterAll(() => bot.close());

  it.each(BAD)('with %s gets a short answer: %i', async (_, status, make) => {
    const calls = bot.teams.calls.length;
    const answer = await rawRequest(bot.app.port, make(good));
    expect(answer.status).toBe(status);
    expect(answer.text.length).toBeLessThan(200);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    const body = JSON.parse(answer.text) as Json;
    expect(typeof (body.error ?? body.message)).toBe('string');
    expect(answer.text).not.toMatch(/node_modules|\.ts\b| at |\/work|Error:/);
    expect(bot.teams.calls).toHaveLength(calls);
  });

  it('leaves the bot able to answer one that is', async () => {
    for (const [, , make] of BAD) await rawRequest(bot.app.port, make(good));
    const { amara } = bot.teams.cast.people;
    expect(await bot.teams.say(amara, bot.teams.cast.chats.amara, 'hello')).toMatchObject({ status: 200 });
    expect(bot.teams.activities(bot.teams.cast.chats.amara).length).toBeGreaterThan(1);
  });

  it.each([
    ['lists', '['.repeat(50_000)],
    ['closed lists', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['objects', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
  ])('with %s nested without end in a good activity does no harm', async (_, nested) => {
    const body = JSON.stringify({ ...good, id: `nested-${nested.length}`, value: 0 }).replace(
      '"value":0',
      `"value":${nested}`,
    );
    const { status } = await rawRequest(bot.app.port, { headers: JSON_TYPE, body });
    expect([200, 400]).toContain(status);
  });

  it('with the names that every object has changes no other object', async () => {
    const body = JSON.stringify({ ...good, id: 'names', x: 0 }).replace(
      '"x":0',
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"value":{"__proto__":{"polluted":1}}',
    );
    expect((await rawRequest(bot.app.port, { headers: JSON_TYPE, body })).status).toBe(200);
    expect(({} as Json).polluted).toBeUndefined();
  });

  it('and ends in the middle does no harm', async () => {
    const socket = connect(bot.app.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"ty',
    );
    socket.destroy();
    await once(socket, 'close');
    const health = await rawRequest(bot.app.port, { method: 'GET', path: '/healthz' });
    expect(health).toMatchObject({ status: 200, text: '{"status":"alive"}' });
  });
});

describe('the log', () => {
  const lines: Json[] = [];
  const log = pino(
    { base: null, mixin: requestFields },
    { write: (line) => lines.push(JSON.parse(line) as Json) },
  );
  let receive: () => Promise<undefined> = async () => undefined;
  const server = createServer({ ...serverDeps(log), receive: () => receive() });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    lines.length = 0;
    receive = async () => undefined;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  const send = (it: RawRequest) => rawRequest(server.address().port, it);
  const MARKED = 'MARKED-7391';

  it('says why a request was refused, and nothing of what was in it', async () => {
    const bodies = [{ type: MARKED }, { type: 'message', text: MARKED, [MARKED]: 1 }, MARKED];
    for (const body of bodies) expect((await send(json(body))).text).not.toContain(MARKED);
    await send({ headers: { 'content-type': MARKED }, body: MARKED });
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      expect(Object.keys(line).sort()).toEqual(['level', 'msg', 'reason', 'requestId', 'status', 'time']);
    }
    expect(JSON.stringify(lines)).not.toContain(MARKED);
  });

  it('says why an activity was refused; the sender learns no more than that', async () => {
    receive = async () => {
      throw new RequestRefused(401, 'issuer');
    };
    const answer = await send(json(await anActivity()));
    expect(answer).toMatchObject({ status: 401, text: '{"error":"not allowed"}' });
    expect(lines).toMatchObject([{ status: 401, reason: 'issuer' }]);
  });

  it('says where a turn failed, without the words of the error', async () => {
    receive = async () => {
      throw new TypeError(`cannot read ${MARKED}\n    at ${MARKED} (x.ts:1:1)`);
    };
    const answer = await send(json(await anActivity()));
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain(MARKED);
    expect(lines).toMatchObject([{ code: 'TypeError', type: 'message', at: expect.any(Array) }]);
    expect(JSON.stringify(lines)).not.toContain(MARKED);
  });
});
