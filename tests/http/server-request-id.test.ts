import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { requestFields } from '../../src/logging/request-id.ts';
import { anActivity } from '../support/activity.ts';
import type { Json } from '../support/json.ts';
import { type RawRequest, rawRequest } from '../support/raw-http.ts';
import { serverDeps } from '../support/server-parts.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const json = (body: unknown): RawRequest => ({ headers: JSON_TYPE, body: JSON.stringify(body) });

describe('a request’s id', () => {
  const lines: Json[] = [];
  const log = pino(
    { base: null, mixin: requestFields },
    { write: (line) => lines.push(JSON.parse(line) as Json) },
  );
  const server = createServer({
    ...serverDeps(log),
    async receive() {
      await new Promise((resolve) => setImmediate(resolve));
      throw new TypeError('broken');
    },
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    lines.length = 0;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  const ask = async (it: RawRequest) => {
    const answer = await rawRequest(server.address().port, it);
    return answer.headers['x-request-id'];
  };
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('is in the answer and in every line of its own, of ten at once', async () => {
    const good = json(await anActivity());
    const ids = await Promise.all(Array.from({ length: 10 }, () => ask(good)));
    expect(new Set(ids).size).toBe(10);
    for (const id of ids) expect(id).toMatch(UUID);
    expect(lines.map((line) => line.requestId).sort()).toEqual([...ids].sort());
  });

  it.each([
    ['no such path', { method: 'GET', path: '/nothing' }],
    ['a refusal', {}],
    ['health', { method: 'GET', path: '/healthz' }],
  ])('is in the answer to %s too', async (_, it) => {
    expect(await ask(it)).toMatch(UUID);
  });

  it('is the one that a proxy gave it, where that is one', async () => {
    const given = 'C56A4180-65AA-42EC-A945-5FD21DEC0538';
    const headers = { ...JSON_TYPE, 'x-request-id': given };
    expect(await ask({ ...json(await anActivity()), headers })).toBe(given.toLowerCase());
    expect(lines).toMatchObject([{ requestId: given.toLowerCase() }]);
  });

  it.each(['432OKAFORA01', 'jo.smith@nhs.net', 'c56a4180-65aa-42ec-a945-5fd21dec0538 and more'])(
    'is never what a stranger made up: %j',
    async (given) => {
      const headers = { ...JSON_TYPE, 'x-request-id': given };
      expect(await ask({ ...json({}), headers })).toMatch(UUID);
      expect(JSON.stringify(lines)).not.toContain(given);
    },
  );
});
