import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { expect } from 'vitest';
import { type RawResponse, rawRequest } from '../support/raw-http.ts';
import { type Abuse, DESK_SECRETS, MARK, type World } from './world.ts';

/** A service desk's request, as its sender would have it. */
interface Asked {
  readonly reference?: string;
  readonly body?: object | string;
  readonly secret?: string;
  readonly id?: string;
  /** How old it is, in seconds. */
  readonly age?: number;
  readonly headers?: Record<string, string>;
}

function ask(world: World, asked: Asked = {}): Promise<RawResponse> {
  const { reference = world.reference, secret = DESK_SECRETS.esneft, id = `msg_${randomUUID()}` } = asked;
  const { age = 0, headers = {}, body = { type: 'claim', case: reference } } = asked;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const at = new Date(Date.now() - age * 1000);
  return rawRequest(world.served.app.port, {
    path: `/api/cases/${reference}/events`,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, text),
      ...headers,
    },
    body: text,
  });
}

const note = (world: World, text: string) => ({ type: 'note', case: world.reference, text });

/** Who poses as a service desk, and a desk that asks for more than it may. */
export const DESK: readonly Abuse[] = [
  {
    abuse: 'A service desk’s request is forged, not signed, or signed for something else',
    outcome: '401; nothing is read of it, and nothing is done',
    run: async (world) => {
      const other = new Webhook(DESK_SECRETS.esneft).sign('msg_x', new Date(), '{}');
      const forged: Asked[] = [
        { secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` },
        { headers: { 'webhook-signature': other } },
        { headers: { 'webhook-signature': 'v1,' } },
        { headers: { 'webhook-signature': 'v1' } },
        { headers: { 'webhook-signature': 'none' } },
        { headers: { 'webhook-id': 'msg_other' } },
        { headers: { 'webhook-id': 'msg.with.stops' } },
        { headers: { 'webhook-timestamp': 'now' } },
      ];
      for (const one of forged) expect((await ask(world, one)).status).toBe(401);
    },
  },
  {
    abuse: 'A service desk’s request from ten minutes ago, or from ten minutes on',
    outcome: '401; nothing is done',
    run: async (world) => {
      for (const age of [600, -600, 1e9]) expect((await ask(world, { age })).status).toBe(401);
    },
  },
  {
    abuse: 'A service desk’s request is caught and sent again, also to another case',
    outcome: 'It is done once; another case is not touched',
    effects: 1,
    run: async (world) => {
      const once: Asked = { id: 'msg_caught', body: note(world, 'Once') };
      const answers = await Promise.all([ask(world, once), ask(world, once), ask(world, once)]);
      for (const { status, text } of [...answers, await ask(world, once)])
        expect([status, JSON.parse(text).done]).toEqual([200, true]);
      expect((await ask(world, { ...once, reference: 'K7M-4PT' })).status).toBe(400);
      expect((await ask(world, { id: 'msg_caught', body: note(world, 'Twice') })).status).toBe(409);
    },
  },
  {
    abuse: 'A service desk names a case of another Trust, or one that never was',
    outcome: 'Both are answered alike: there is no such case',
    run: async (world) => {
      const theirs = await ask(world, { secret: DESK_SECRETS.yas });
      const nobodys = await ask(world, { secret: DESK_SECRETS.yas, reference: 'CCC-CCC' });
      expect([theirs.status, theirs.text]).toEqual([404, nobodys.text]);
      expect(nobodys.status).toBe(404);
      expect(theirs.text.toLowerCase()).not.toContain(MARK);
    },
  },
  {
    abuse: 'A service desk’s request that is huge, deep, or not what a desk may ask for',
    outcome: '413 or 400; nothing is done',
    run: async (world) => {
      const huge = await ask(world, { body: note(world, 'x'.repeat(300_000)) });
      expect(huge.status).toBe(413);
      const odd: (object | string)[] = [
        note(world, 'x'.repeat(600)),
        note(world, '   '),
        note(world, 'her password: Hunter2!'),
        { type: 'withdraw', case: world.reference },
        { type: '__proto__', case: world.reference },
        { type: 'ticket', case: world.reference, ticket: { number: '[x](https://evil.example)' } },
        `${'['.repeat(5000)}${']'.repeat(5000)}`,
        '{',
        'null',
      ];
      for (const body of odd) expect((await ask(world, { body })).status).toBe(400);
    },
  },
  {
    abuse: 'A service desk sends without pause',
    outcome: '429 after sixty at once; everybody else is answered',
    run: async (world) => {
      const body = { type: 'close', case: world.reference };
      const answers = await Promise.all(
        Array.from({ length: 120 }, () => ask(world, { body, secret: DESK_SECRETS.yas })),
      );
      const statuses = answers.map(({ status }) => status);
      expect(new Set(statuses)).toEqual(new Set([404, 429]));
      expect(Number(answers.find(({ status }) => status === 429)?.headers['retry-after'])).toBeGreaterThan(0);
    },
  },
];
