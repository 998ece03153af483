import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import type { Readiness } from '../../src/monitoring/readiness.ts';
import type { Json } from '../support/json.ts';
import { METRICS_TOKEN } from '../support/metrics.ts';
import { rawRequest } from '../support/raw-http.ts';
import { READY, serverDeps } from '../support/server-parts.ts';

describe('readiness', () => {
  let found = READY;
  const server = createServer({
    ...serverDeps(pino({ enabled: false })),
    metricsToken: METRICS_TOKEN,
    readiness: async () => found,
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  const ready = async (headers: Record<string, string> = { authorization: `Bearer ${METRICS_TOKEN}` }) => {
    const { status, text } = await rawRequest(server.address().port, {
      method: 'GET',
      path: '/readyz',
      headers,
    });
    return { status, body: JSON.parse(text) as Json };
  };
  const WARNED: Readiness = {
    ...READY,
    warnings: [
      { about: 'undelivered', count: 3 },
      { about: 'chat-unreachable', trust: 'esneft', role: 'esr-team', since: '2026-11-20T07:00:00.000Z' },
    ],
    undelivered: 3,
    chats: [{ trust: 'esneft', role: 'esr-team', lastReached: '2026-11-19T07:00:00.000Z' }],
  };

  it('is 200 when nothing is the matter, and 503 with what stands in the way', async () => {
    found = READY;
    expect(await ready()).toEqual({ status: 200, body: { status: 'ready', details: READY } });
    found = { ...READY, problems: { database: 'cannot be read' } };
    expect(await ready()).toEqual({
      status: 503,
      body: { status: 'not ready', problems: ['database'], details: found },
    });
  });

  it('stays 200 with warnings: the bot serves, and no balancer is to send its people away', async () => {
    found = WARNED;
    expect(await ready()).toEqual({
      status: 200,
      body: { status: 'ready', warnings: ['undelivered', 'chat-unreachable'], details: WARNED },
    });
  });

  it('tells whoever comes without the token what it is about, and nothing more', async () => {
    found = { ...WARNED, problems: { credentials: 'no token (AADSTS7000222)' } };
    expect(await ready({})).toEqual({
      status: 503,
      body: {
        status: 'not ready',
        problems: ['credentials'],
        warnings: ['undelivered', 'chat-unreachable'],
      },
    });
  });
});
