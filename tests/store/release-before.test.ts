import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { DeliveryStore } from '../../src/store/outbox/delivery-store.ts';
import { TimerStore } from '../../src/store/outbox/timer-store.ts';
import { at } from '../shared/a-case.ts';
import { type Postgres, startPostgres } from '../shared/postgres.ts';

/** The tables as the release before knows them. */
interface Before {
  deliveries: Record<string, unknown> & {
    id: number;
    key: string;
    due_at: string | null;
    lease: string | null;
  };
  batches: { id: string; version: number };
  batch_cases: { batch: string; reference: string; position: number };
  walk_ends: { trust: string; day: string; branch: string; step: string; ended: string; count: number };
  paces: { key: string; state: string; next_at: string };
}

describe('a process of the release before, beside this one on PostgreSQL', () => {
  let postgres: Postgres;
  let database: Database;
  let before: Kysely<Before>;
  let store: DeliveryStore;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    database = await openDatabase(await postgres.createDatabase());
    before = database.db as unknown as Kysely<Before>;
    store = new DeliveryStore(database);
    return () => database.close();
  });

  const common = { trust: 'esneft', reference: 'K7M-4PT', state: 'owed', created_at: at(0) };
  const card = {
    ...common,
    kind: 'card',
    name: 'handoff',
    key: 'card',
    conversation_id: 'chat',
    due_at: at(0),
  };
  const enqueue = (wanted_version: number) =>
    before
      .insertInto('deliveries')
      .values({ ...card, wanted_version } as never)
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          state: 'owed',
          wanted_version,
          due_at: sql`case when deliveries.lease is null then excluded.due_at else deliveries.due_at end`,
        } as never),
      )
      .execute();
  const take = () =>
    before
      .updateTable('deliveries')
      .set({ lease: 'theirs', due_at: at(5) })
      .where('id', 'in', (due) =>
        due
          .selectFrom('deliveries as d')
          .select('d.id')
          .where('d.due_at', '<=', at(1))
          .forUpdate('d')
          .skipLocked(),
      )
      .returningAll()
      .execute();

  it('enqueues cards that this one sends, and brings them to the next version', async () => {
    await enqueue(1);
    const [taken] = await store.lock(at(1), at(2), 20);
    expect(taken).toMatchObject({ name: 'handoff', reference: 'K7M-4PT' });
    await enqueue(2);
    if (taken !== undefined) await store.delivered(taken, 'activity', 1, at(1));
    expect(await store.counts()).toEqual({ pending: 1 });
    expect(await store.lock(at(1), at(2), 20)).toMatchObject([{ activityId: 'activity' }]);
  });

  it('never sends what this one has taken, and this one never what that has', async () => {
    await enqueue(1);
    const [taken] = await store.lock(at(1), at(2), 20);
    expect(await take()).toEqual([]);
    if (taken !== undefined) await store.retry(taken, at(1), '503');
    expect(await take()).toMatchObject([{ key: 'card', lease: 'theirs', batch: null }]);
    expect(await store.lock(at(4), at(5), 20)).toEqual([]);
    expect(await store.lock(at(5), at(6), 20)).toHaveLength(1);
  });

  it('sets timers, which this one handles, and moves those with the same key', async () => {
    const timers = new TimerStore(database, () => at(9));
    const timer = { ...common, kind: 'timer', name: 'close-silent', key: 'timer', payload: '{"a":"b"}' };
    for (const minute of [5, 8])
      await before
        .insertInto('deliveries')
        .values({ ...timer, due_at: at(minute) } as never)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ due_at: at(minute), lease: null }))
        .execute();
    expect(await store.counts()).toEqual({});
    expect(await timers.lock(at(10), 20)).toMatchObject([
      { name: 'close-silent', runAt: at(8), reference: 'K7M-4PT', data: { a: 'b' } },
    ]);
  });

  it('counts branches, uses up send limits and reads classes as before', async () => {
    const ended = { trust: 'esneft', day: '2026-11-20', branch: 'x', step: '', ended: 'solved' };
    for (let count = 1; count <= 2; count += 1)
      await before
        .insertInto('walk_ends')
        .values({ ...ended, count: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(['trust', 'day', 'branch', 'step', 'ended'])
            .doUpdateSet({ count: sql<number>`walk_ends.count + 1` }),
        )
        .execute();
    expect(await database.db.selectFrom('branch_ends').select('count').execute()).toEqual([{ count: 2 }]);
    await before
      .insertInto('paces')
      .values({ key: 'chat', state: '[]', next_at: at(3) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ next_at: at(3) }))
      .execute();
    await enqueue(1);
    expect(await store.lock(at(2), at(3), 20)).toEqual([]);
    expect(await before.selectFrom('batch_cases').select(['batch', 'position']).execute()).toEqual([]);
    expect(await before.selectFrom('batches').select('version').execute()).toEqual([]);
  });
});

it('a process of the release before fails closed on SQLite: it stores nothing of a case without its deliveries', async () => {
  const database = await openDatabase('sqlite::memory:');
  const before = database.db as unknown as Kysely<Before & { cases: object }>;
  const columns = { trust: 'esneft', problem: 'other', state: 'open', opened_at: at(0), changed_at: at(0) };
  const saving = before.transaction().execute(async (tx) => {
    const it = { ...columns, reference: 'K7M-4PT', version: 1, body: '{}' };
    await tx
      .insertInto('cases')
      .values(it as never)
      .execute();
    await tx
      .insertInto('deliveries')
      .values({ key: 'card' } as never)
      .execute();
  });
  await expect(saving).rejects.toThrow('no such table');
  // What readiness writes.
  const probe = { key: 'probe', state: '[]', next_at: at(0) };
  await expect(before.insertInto('paces').values(probe).execute()).rejects.toThrow('no such table');
  expect(await database.db.selectFrom('cases').selectAll().execute()).toEqual([]);
  await database.close();
});
