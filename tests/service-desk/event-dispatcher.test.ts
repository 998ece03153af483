import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openedBy } from '../../src/cases/case-report.ts';
import { EventDispatcher } from '../../src/service-desk/event-dispatcher.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { DeskEventStore } from '../../src/store/service-desk/event-store.ts';
import { eventually } from '../support/eventually.ts';
import { newSqliteDatabase } from '../support/new-database.ts';
import { newSecret } from './desk-bot.ts';

const NOW = '2026-11-23T10:00:00.000Z';
let folder: string;
let database: Database;
let server: Server;
/** By address: what was posted there. */
let posts: Map<string, number>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-dispatcher-'));
  database = await openDatabase(await newSqliteDatabase(folder));
  posts = new Map();
  server = createServer((request, response) => {
    const at = request.url ?? '';
    posts.set(at, (posts.get(at) ?? 0) + 1);
    if (at === '/works') response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await database.close();
  rmSync(folder, { recursive: true });
});

it('a desk that never answers holds up no other Trust’s', async () => {
  const opened = (trust: string) =>
    openedBy(
      {
        trust,
        problem: 'other',
        requester: { kind: 'staff', person: { id: 'one', name: 'One' }, chat: 'chat' },
        details: {},
        trail: [],
        key: 'key',
      },
      'K7M-4PT',
      NOW,
    ).case;
  const endpoint = (path: string) => ({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`,
    secrets: [newSecret()],
    leaveOut: [],
  });
  const row = (trust: string, index: number) => ({
    kind: 'webhook' as const,
    name: 'case.raised',
    reference: `${trust}-${index}`,
    trust,
    payload: '{}',
    key: `${trust}:${index}`,
    state: 'pending' as const,
    run_at: NOW,
    created_at: NOW,
  });
  const waiting = Array.from({ length: 100 }, (_, index) => row('esneft', index));
  await database.db
    .insertInto('outbox')
    .values([...waiting, row('yas', 0)])
    .execute();
  const dispatcher = new EventDispatcher({
    guides: new Map(),
    problems: { groups: new Map(), branches: new Map() },
    endpoints: new Map([
      ['esneft', endpoint('hangs')],
      ['yas', endpoint('works')],
    ]),
    store: new DeskEventStore(database),
    caseService: {
      find: async (reference) => opened(reference.split('-')[0] ?? ''),
      act: async () => undefined,
    },
    log: pino({ level: 'silent' }),
    now: () => NOW,
  });
  await dispatcher.start();
  await eventually(() => expect(posts.get('/works')).toBe(1));
  server.closeAllConnections();
  server.close();
  await dispatcher.stop();
});
