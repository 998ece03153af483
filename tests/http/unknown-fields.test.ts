import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { REFUSAL_REASONS } from '../../src/monitoring/refusal-reasons.ts';
import { Refusals } from '../../src/monitoring/refusals.ts';
import { anActivity } from '../support/activity.ts';
import type { Json } from '../support/json.ts';
import { rawRequest } from '../support/raw-http.ts';
import { serverDeps } from '../support/server-parts.ts';

const MARK = 'patient Jo Smith 7391';
/** Names that code likes to ask for, and names that every object has. */
const NAMES = [
  ...[
    'reason',
    'problem',
    'ok',
    'error',
    'message',
    'code',
    'status',
    'refused',
    'activity',
    'success',
    'data',
  ],
  ...['then', 'toJSON', 'length', 'constructor', 'prototype', 'hasOwnProperty', 'valueOf', MARK],
];
const VALUES = [MARK, [MARK], { [MARK]: MARK, reason: MARK }, { reason: { reason: MARK } }];

/** Everything that is kept of what a server is sent: its log, what is counted, and what is written down for the audit. */
const kept: string[] = [];
const log = pino({ base: null }, { write: (line) => void kept.push(line) });
const refusals = new Refusals({
  log,
  count: (reason) => kept.push(reason),
  keep: async (counts) => void kept.push(...counts.keys()),
});
let turns = 0;
const server = createServer({
  ...serverDeps(log),
  refusals,
  receive: async () => {
    turns += 1;
    return undefined;
  },
});
let good: Json;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  good = { ...(await anActivity()), entities: [{ type: 'mention' }], attachments: [{ name: 'a' }] };
});
beforeEach(() => {
  kept.length = 0;
  turns = 0;
});
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

const send = (body: unknown) =>
  rawRequest(server.address().port, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The same with one more field, in each of its objects in turn. */
function* withFieldAtEveryLevel(it: unknown, name: string, value: unknown): Generator<unknown> {
  if (typeof it !== 'object' || it === null) return;
  if (!Array.isArray(it)) yield { ...it, [name]: value };
  for (const [key, inside] of Object.entries(it)) {
    for (const changed of withFieldAtEveryLevel(inside, name, value)) {
      const copy = (Array.isArray(it) ? [...it] : { ...it }) as Json;
      copy[key] = changed;
      yield copy;
    }
  }
}

it.each(NAMES)('a field "%s" at any level of a good activity is no refusal', async (name) => {
  let sent = 0;
  for (const value of VALUES) {
    for (const body of withFieldAtEveryLevel(good, name, value)) {
      expect(await send(body)).toMatchObject({ status: 200, text: '' });
      sent += 1;
    }
  }
  expect(sent).toBeGreaterThan(20);
  expect(turns).toBe(sent);
  await refusals.keep();
  expect(kept).toEqual([]);
});

it('whatever is wrong where, the reason is one of the list, and nothing that was sent reaches answer, log or counts', async () => {
  const places = [[], ...Object.keys(good).map((key) => [key])];
  for (const [key] of places) {
    for (const value of [...VALUES, null, 7, true, [[]], { id: MARK }, [{ type: { [MARK]: MARK } }]]) {
      const body = key === undefined ? value : { ...good, [key]: value, reason: MARK };
      expect((await send(body)).text).not.toContain('Smith');
    }
  }
  await refusals.keep();
  expect(kept.length).toBeGreaterThan(50);
  expect(kept.join()).not.toContain('Smith');
  for (const line of kept) {
    const reason = line.startsWith('{') ? (JSON.parse(line) as { reason: string }).reason : line;
    expect(REFUSAL_REASONS).toContain(reason);
  }
});
