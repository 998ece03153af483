import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextRound } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { prepared, runStraight } from '../../../src/store/prepared.ts';
import { GroupCommitDriver } from '../../../src/store/sqlite/group-commit.ts';
import { nodeSqliteDialect } from '../../../src/store/sqlite/sqlite-dialect.ts';

interface Schema {
  things: { name: string; value: number };
}

let folder: string;
let db: Kysely<Schema>;
/** Another connection: it sees what is committed, and nothing else. */
let outside: DatabaseSync;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-commit-'));
  const file = join(folder, 'test.db');
  db = new Kysely<Schema>({
    dialect: nodeSqliteDialect(file, ['busy_timeout = 0', 'journal_mode = WAL'], 0),
  });
  await db.schema
    .createTable('things')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'integer', (column) => column.notNull())
    .execute();
  outside = new DatabaseSync(file);
});
afterEach(async () => {
  outside.close();
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const add = (name: string, on: Kysely<Schema> = db) =>
  on.insertInto('things').values({ name, value: 1 }).execute();
const seenOutside = () =>
  outside
    .prepare('select name from things order by name')
    .all()
    .map((row) => row.name);
const names = async () =>
  (await db.selectFrom('things').select('name').orderBy('name').execute()).map((row) => row.name);

describe('what is written at the same time', () => {
  it('is on disk when its writer hears that it is', async () => {
    await Promise.all(
      ['a', 'b', 'c'].map(async (name) => {
        await add(name);
        expect(seenOutside()).toContain(name);
      }),
    );
  });

  it('is on disk together', async () => {
    let afterFirst: unknown[] = [];
    const first = add('a').then(() => {
      afterFirst = seenOutside();
    });
    await Promise.all([first, add('b'), add('c')]);
    expect(afterFirst).toEqual(['a', 'b', 'c']);
  });

  it('fails alone where it fails', async () => {
    const results = await Promise.allSettled([add('a'), add('a'), add('b')]);
    expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(seenOutside()).toEqual(['a', 'b']);
  });

  it('is not given to a reader before it is on disk', async () => {
    const writing = add('a');
    const read = await names();
    expect(read).toEqual(seenOutside());
    await writing;
  });
});

describe('a transaction', () => {
  it('that throws takes back its own and leaves the others their work', async () => {
    const failing = db.transaction().execute(async (tx) => {
      await add('lost', tx);
      throw new Error('changed my mind');
    });
    const results = await Promise.allSettled([add('a'), failing, add('b')]);
    expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(seenOutside()).toEqual(['a', 'b']);
  });

  it('has the database to itself: nobody reads or writes between its statements', async () => {
    await add('counter');
    const increment = () =>
      db.transaction().execute(async (tx) => {
        const { value } = await tx.selectFrom('things').select('value').executeTakeFirstOrThrow();
        await new Promise((resolve) => setImmediate(resolve));
        await tx
          .updateTable('things')
          .set({ value: value + 1 })
          .execute();
      });
    await Promise.all([...Array(20)].map(increment));
    expect(await db.selectFrom('things').select('value').executeTakeFirstOrThrow()).toEqual({ value: 21 });
  });

  it('that waits for something else holds up no commit for good', async () => {
    const slow = db.transaction().execute(async (tx) => {
      await add('slow', tx);
      for (let round = 0; round < 20; round += 1) await nextRound();
    });
    await Promise.all([slow, add('a'), db.transaction().execute((tx) => add('b', tx))]);
    expect(seenOutside()).toEqual(['a', 'b', 'slow']);
  });
});

it('another process that writes meanwhile loses nothing and is not lost', async () => {
  const both = Promise.all([add('ours 1'), add('ours 2')]);
  await both;
  outside.exec("insert into things values ('theirs', 1)");
  await add('ours 3');
  expect(await names()).toEqual(['ours 1', 'ours 2', 'ours 3', 'theirs']);
});

it('a commit that fails is heard of by everyone who waited for it', async () => {
  outside.exec('begin immediate');
  const results = await Promise.allSettled([add('a'), db.transaction().execute((tx) => add('b', tx))]);
  expect(results.map((one) => one.status)).toEqual(['rejected', 'rejected']);
  outside.exec('rollback');
  await add('c');
  expect(seenOutside()).toEqual(['c']);
});

describe('while the disk works', () => {
  /** Each sync that was asked for, to be ended by the test. */
  let syncs: PromiseWithResolvers<void>[];
  let slow: Kysely<Schema>;
  /** Ends the time that is left for more to come; several may be under way. */
  let gathered: (() => void)[];

  beforeEach(async () => {
    await add('first');
    syncs = [];
    const reach = () => {
      const sync = Promise.withResolvers<void>();
      syncs.push(sync);
      return sync.promise;
    };
    const open = () => new DatabaseSync(join(folder, 'test.db'));
    gathered = [];
    const gather = () => new Promise<void>((resolve) => void gathered.push(resolve));
    const driver = new GroupCommitDriver(open, () => ({ reach, close: async () => undefined }), gather);
    slow = new Kysely<Schema>({ dialect: { ...nodeSqliteDialect('', []), createDriver: () => driver } });
    runStraight(slow as never, (query, answers) => driver.run(query, false, answers));
  });
  afterEach(async () => {
    for (const sync of syncs) sync.resolve();
    for (const end of gathered) end();
    await slow.destroy();
  });
  /** Until the disk was asked for so many syncs. */
  const asked = (count: number) => vi.waitUntil(() => syncs.length === count, { interval: 1 });
  const isOver = (promise: Promise<unknown>) => {
    const state = { over: false };
    const settled = () => {
      state.over = true;
    };
    promise.then(settled, settled);
    return state;
  };

  it('who asked to be answered at once is, and what it writes waits for what it read', async () => {
    const write = add('a', slow);
    await asked(1);
    const find = prepared(
      ({ name }: { name: string }) => slow.selectFrom('things').select('value').where('name', '=', name),
      'at once',
    );
    expect((await find(slow as never, { name: 'a' })).rows).toHaveLength(1);
    const next = add('b', slow);
    const written = [isOver(write), isOver(next)];
    for (let round = 0; round < 20; round += 1) await nextRound();
    expect(written.map(({ over }) => over)).toEqual([false, false]);
    syncs[0]?.resolve();
    await write;
    await asked(2);
    expect(written[1]?.over).toBe(false);
    syncs[1]?.resolve();
    await next;
  });

  it('neither who wrote nor who may have read it is answered', async () => {
    const write = add('a', slow);
    const written = isOver(write);
    await asked(1);
    const read = slow.selectFrom('things').select('name').execute();
    const transaction = slow.transaction().execute((tx) => tx.selectFrom('things').selectAll().execute());
    const others = [isOver(read), isOver(transaction)];
    for (let round = 0; round < 20; round += 1) await nextRound();
    expect([written, ...others].map(({ over }) => over)).toEqual([false, false, false]);
    syncs[0]?.resolve();
    await Promise.all([write, read]);
    expect(await read).toContainEqual({ name: 'a' });
    await asked(2);
    syncs[1]?.resolve();
    await transaction;
  });

  it('what others write is collected, and goes to the disk together afterwards', async () => {
    const write = add('a', slow);
    await asked(1);
    const others = Promise.all([add('b', slow), add('c', slow)]);
    const written = isOver(others);
    syncs[0]?.resolve();
    await write;
    await asked(2);
    expect(written.over).toBe(false);
    syncs[1]?.resolve();
    await others;
    expect(syncs).toHaveLength(2);
    expect(seenOutside()).toEqual(['a', 'b', 'c', 'first']);
  });

  it('once for several, the next leaves time for more to come', async () => {
    const crowd = Promise.all([add('a', slow), add('b', slow)]);
    await asked(1);
    syncs[0]?.resolve();
    await crowd;
    const next = add('c', slow).then(() => add('d', slow));
    const written = isOver(next);
    for (let round = 0; round < 20; round += 1) await nextRound();
    expect([syncs.length, gathered.length, seenOutside()]).toEqual([1, 1, ['a', 'b', 'first']]);
    gathered[0]?.();
    await asked(2);
    expect(written.over).toBe(false);
    // Who wrote alone is waited for by nobody: the one after goes to the disk at once.
    syncs[1]?.resolve();
    await asked(3);
    syncs[2]?.resolve();
    await next;
    expect(gathered).toHaveLength(1);
  });

  it('and fails, everyone who waited for it hears of it, and the next are not held up', async () => {
    const [write, read] = [add('a', slow), slow.selectFrom('things').selectAll().execute()];
    const results = Promise.allSettled([write, read]);
    await asked(1);
    syncs[0]?.reject(new Error('the disk is gone'));
    expect((await results).map((one) => one.status)).toEqual(['rejected', 'rejected']);
    const next = add('b', slow);
    await asked(2);
    syncs[1]?.resolve();
    await next;
  });
});
