import { expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { prepared, runTogether } from '../../../src/store/prepared.ts';
import { runOn } from '../../shared/postgres.ts';
import { newPostgresDatabase } from '../../support/new-database.ts';

it('a prepared query goes on when a newer release changes its table', async () => {
  const url = await newPostgresDatabase();
  const { db, close } = await openDatabase(url);
  try {
    const find = prepared(
      ({ trust }: { trust: string }) =>
        db.selectFrom('problem_hours').select(['problem', 'people']).where('trust', '=', trust),
      'at once',
    );
    const keep = prepared(({ trust, people }: { trust: string; people: number }) =>
      db.insertInto('problem_hours').values({ trust, problem: 'p', day: 'd', hour: 1, people }),
    );
    const found = async (on = db) => (await find(on, { trust: 'a' })).rows;
    const seven = [{ problem: 'p', people: 7 }];
    await keep(db, { trust: 'a', people: 7 });
    expect(await found()).toEqual(seven);

    await runOn(url, 'alter table problem_hours add column later text');
    expect(await found()).toEqual(seven);
    // PostgreSQL: cached plan must not change result type.
    await runOn(url, 'alter table problem_hours alter column people type bigint');
    expect(await Promise.all([found(), found(), found()])).toEqual([seven, seven, seven]);
    await keep(db, { trust: 'b', people: 1 });

    await runOn(url, 'alter table problem_hours alter column people type integer');
    const inTransaction = await db.transaction().execute(async (tx) => {
      await keep(tx, { trust: 'c', people: 2 });
      return found(tx);
    });
    expect(inTransaction).toEqual(seven);
  } finally {
    await close();
  }
});

it('a prepared query that would take whatever columns there are is refused', async () => {
  const { db, close } = await openDatabase(await newPostgresDatabase());
  expect(() => prepared(() => db.selectFrom('chats').selectAll())).toThrow('names its columns');
  expect(() => prepared(() => db.selectFrom('chats').selectAll('chats').select('kind'))).toThrow();
  expect(() => prepared(() => db.deleteFrom('chats').returningAll())).toThrow();
  await close();
});

it('a query that comes after the transaction that it belongs to is refused', async () => {
  const { db, close } = await openDatabase(await newPostgresDatabase());
  const find = prepared(() => db.selectFrom('send_limits').select('key'));
  let of: typeof db = db;
  await db.transaction().execute(async (tx) => {
    await runTogether(tx);
    of = tx;
    await find(tx, {});
  });
  await expect(find(of, {})).rejects.toThrow('after its transaction');
  await close();
});
