import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { expect, it } from 'vitest';
import { toRow } from '../../src/store/cases/case-row.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { ChatStore } from '../../src/store/chats/chat-store.ts';
import { StateStore } from '../../src/store/chats/state-store.ts';
import { migrations } from '../../src/store/migrations/migrations.ts';
import { DeliveryStore } from '../../src/store/outbox/delivery-store.ts';
import type { Schema } from '../../src/store/schema.ts';
import { nodeSqliteDialect } from '../../src/store/sqlite/sqlite-dialect.ts';
import { AMARA, aCase, at } from '../shared/a-case.ts';
import { type Databases, onEveryDatabase } from '../support/databases.ts';

const CHAT = {
  conversation_id: 'chat-team',
  kind: 'groupChat',
  tenant_id: 'tenant-a',
  service_url: 'https://teams.example/',
  bot_id: 'bot',
  bot_name: 'Bot',
  person_id: null,
  updated_at: at(0),
} as const;
/** The card of a case as the first version had it to deliver. */
const HANDOFF = {
  reference: 'K7M-4PT',
  trust: 'esneft',
  state: 'owed',
  due_at: at(0),
  created_at: at(0),
  kind: 'card',
  name: 'handoff',
  role: 'esr-team',
  conversation_id: 'chat-team',
  mention: null,
  payload: null,
  key: 'K7M-4PT:handoff',
  wanted_version: 1,
} as const;

/** A database as the first version left it: a case whose card is to be delivered, a linked chat, a conversation. */
async function writeFirst({ kind }: Databases, url: string): Promise<void> {
  if (kind === 'sqlite') mkdirSync(dirname(url.slice('sqlite:'.length)), { recursive: true });
  const dialect =
    kind === 'sqlite'
      ? nodeSqliteDialect(url.slice('sqlite:'.length), [])
      : new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) });
  const db = new Kysely<Schema>({ dialect });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(kind) } });
  const { error } = await migrator.migrateTo('001-first');
  expect(error).toBeUndefined();
  await db.insertInto('chats').values(CHAT).execute();
  await db
    .insertInto('linked_chats')
    .values({
      trust: 'esneft',
      role: 'esr-team',
      conversation_id: 'chat-team',
      linked_by: 'x',
      linked_at: at(0),
      unlinked_at: null,
    })
    .execute();
  const { reports: _, needed_by: __, unclaimed_since: ___, ...row } = toRow(aCase());
  await db.insertInto('cases').values(row).execute();
  await db
    .insertInto('case_events')
    .values({
      reference: 'K7M-4PT',
      version: 1,
      type: 'raise',
      at: at(0),
      by_id: AMARA.id,
      by_name: AMARA.name,
      key: 'report:1',
      data: null,
    })
    .execute();
  await db
    .insertInto('deliveries' as 'outbox')
    .values(HANDOFF as never)
    .execute();
  await db
    .insertInto('dialog_state')
    .values({ key: 'talk/chat-amara', body: '{"branch":"other"}', etag: 3, updated_at: at(0) })
    .execute();
  await db.destroy();
}

onEveryDatabase('a database that the first version wrote', (databases) => {
  it('opens with this one: cases, the outbox, links and conversations are as they were', async () => {
    const url = await databases.url();
    await writeFirst(databases, url);
    const database = await databases.open(url);
    const cases = new SqlCaseStore(database);
    expect(await cases.find('K7M-4PT')).toEqual(aCase());
    expect((await cases.findByKey('report:1'))?.reference).toBe('K7M-4PT');
    expect(await new ChatStore(database, () => at(1)).linkOf('chat-team')).toMatchObject({ trust: 'esneft' });
    const conversation = await new StateStore(database, () => at(1)).read(['talk/chat-amara']);
    expect(conversation['talk/chat-amara']).toMatchObject({ branch: 'other' });
    const [handoff, ...more] = await new DeliveryStore(database).lock(at(1), at(2), 20);
    expect(handoff).toMatchObject({
      name: 'handoff',
      reference: 'K7M-4PT',
      chat: 'chat-team',
      classId: undefined,
    });
    expect(more).toEqual([]);
  });
});
