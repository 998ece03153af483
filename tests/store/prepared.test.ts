import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { prepared } from '../../src/store/prepared.ts';
import { onEveryDatabase } from '../support/databases.ts';

onEveryDatabase('a query that is built once', (databases) => {
  const add = (db: Database['db']) =>
    prepared(({ key, body }: { key: string; body: string }) =>
      db.insertInto('dialog_state').values({ key, body, updated_at: '', etag: 7 }),
    );
  const find = (db: Database['db']) =>
    prepared(({ from, prefix, length }: { from: number; prefix: string; length: number }) =>
      db
        .selectFrom('dialog_state')
        .select(['key', 'etag'])
        .where('etag', '>', from)
        .where(sql<string>`substr(key, 1, ${length})`, '=', prefix)
        .orderBy('key'),
    );

  it('runs with the values of each run, wherever they stand, and keeps the constants', async () => {
    const { db } = await databases.open();
    const [adds, finds] = [add(db), find(db)];
    await Promise.all(['a/1', 'a/2', 'b/1'].map((key) => adds(db, { key, body: '{}' })));
    const found = (prefix: string, from = 0) => finds(db, { from, prefix, length: prefix.length });
    expect((await found('a/')).rows).toEqual([
      { key: 'a/1', etag: 7 },
      { key: 'a/2', etag: 7 },
    ]);
    expect((await found('b/1')).rows).toEqual([{ key: 'b/1', etag: 7 }]);
    expect((await found('a/', 7)).rows).toEqual([]);
  });

  it('runs in the transaction it is given, and goes back with it', async () => {
    const { db } = await databases.open();
    const [adds, finds] = [add(db), find(db)];
    const broken = db.transaction().execute(async (tx) => {
      await adds(tx, { key: 'a/1', body: '{}' });
      expect((await finds(tx, { from: 0, prefix: 'a/', length: 2 })).rows).toHaveLength(1);
      throw new Error('changed my mind');
    });
    await expect(broken).rejects.toThrow('changed my mind');
    expect((await finds(db, { from: 0, prefix: 'a/', length: 2 })).rows).toEqual([]);
  });

  it('takes no value for SQL', async () => {
    const { db } = await databases.open();
    await add(db)(db, { key: `a'); delete from dialog_state; --`, body: '{key}' });
    expect(await db.selectFrom('dialog_state').select('body').execute()).toEqual([{ body: '{key}' }]);
  });
});
