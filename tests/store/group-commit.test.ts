import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeSqliteDialect } from '../../src/store/sqlite-dialect.ts';

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
  db = new Kysely<Schema>({ dialect: nodeSqliteDialect(file, ['busy_timeout = 0', 'journal_mode = WAL']) });
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
      await new Promise((resolve) => setTimeout(resolve, 20));
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
