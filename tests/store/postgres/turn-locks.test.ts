import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { TurnLocks } from '../../../src/store/postgres/turn-locks.ts';
import { runOn } from '../../shared/postgres.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { withoutDatabase } from '../../support/new-database.ts';

onEveryDatabase('turns of one conversation', (databases) => {
  let url: string;
  let opened: { database: Database; locks: TurnLocks }[];
  beforeEach(async () => {
    url = await databases.url();
    opened = [];
  });
  afterEach(async () => {
    for (const { database, locks } of opened) {
      locks.close();
      await database.close();
    }
  });

  /** Another process. */
  const open = async () => {
    const database = await openDatabase(url);
    const locks = new TurnLocks(database);
    opened.push({ database, locks });
    if (databases.kind === 'postgres') await vi.waitFor(() => isHeld(locks));
    return locks;
  };
  /** Its connection is there: two that ask for the same are held apart. */
  const isHeld = (locks: TurnLocks) =>
    locks.run('probe', async () => {
      expect(await advisoryLocks({ granted: true })).toBe(1);
    });

  /** A turn that has begun, and ends when told to. */
  const begin = async (locks: TurnLocks, chat: string, said: string[], name: string) => {
    const began = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const done = locks.run(chat, async () => {
      said.push(`${name} began`);
      began.resolve();
      await end.promise;
      said.push(`${name} ended`);
    });
    const ending = () => {
      end.resolve();
      return done;
    };
    return { began: began.promise, end: ending };
  };

  it('give back what the turn gave, and its failure, and the next one comes', async () => {
    const locks = await open();
    expect(await locks.run('chat', async () => 'fine')).toBe('fine');
    await expect(
      locks.run('chat', async () => {
        throw new TypeError('broke');
      }),
    ).rejects.toThrow('broke');
    const other = databases.kind === 'postgres' ? await open() : locks;
    expect(await other.run('chat', async () => 'fine')).toBe('fine');
  });

  if (databases.kind === 'sqlite') return;

  it('wait for each other in the order in which two processes asked; other conversations do not', async () => {
    const [here, there] = [await open(), await open()];
    const said: string[] = [];
    const first = await begin(here, 'chat', said, 'first');
    await first.began;
    const second = await begin(there, 'chat', said, 'second');
    const other = await begin(there, 'another', said, 'other');
    await other.began;
    await other.end();
    await waiting(1);
    const third = await begin(here, 'chat', said, 'third');
    // A process that has the conversation already need not ask: its own queue keeps its turns apart.
    await third.began;
    await third.end();
    await first.end();
    await second.began;
    await second.end();
    expect(said).toEqual([
      ...['first began', 'other began', 'other ended', 'third began', 'third ended', 'first ended'],
      ...['second began', 'second ended'],
    ]);
  });

  it('let the one that waits come before the next of the process that had the conversation', async () => {
    const [here, there] = [await open(), await open()];
    const said: string[] = [];
    const first = await begin(here, 'chat', said, 'first');
    await first.began;
    const second = await begin(there, 'chat', said, 'second');
    await waiting(1);
    await first.end();
    const third = await begin(here, 'chat', said, 'third');
    await second.began;
    expect(said).toEqual(['first began', 'first ended', 'second began']);
    await second.end();
    await third.began;
    await third.end();
  });

  it('run all the same when the connection is lost, and are held apart again after that', async () => {
    const [here, there] = [await open(), await open()];
    const said: string[] = [];
    const lost = await begin(here, 'chat', said, 'lost');
    await lost.began;
    await runOn(
      url,
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
       where l.locktype = 'advisory' and d.datname = current_database()`,
    );
    // What it held is free at once.
    expect(await there.run('chat', async () => 'went on')).toBe('went on');
    await lost.end();
    expect(said).toEqual(['lost began', 'lost ended']);
    expect(await here.run('chat', async () => 'went on')).toBe('went on');
    await vi.waitFor(() => isHeld(here));
  });

  it('run all the same while there is no database', async () => {
    const locks = await open();
    await withoutDatabase(url, async () => {
      expect(await locks.run('chat', async () => 'said')).toBe('said');
      await expect(
        locks.run('chat', async () => {
          throw new TypeError('broke');
        }),
      ).rejects.toThrow('broke');
    });
    await vi.waitFor(() => isHeld(locks), 5000);
  });

  /** So many turns wait in the database. */
  const waiting = (count: number) =>
    vi.waitFor(async () => {
      expect(await advisoryLocks({ granted: false })).toBe(count);
    });

  /** How many locks of this database are held, or waited for. */
  async function advisoryLocks({ granted }: { granted: boolean }): Promise<number> {
    const all = await opened[0]?.database.db
      .withTables<{ pg_locks: { locktype: string; granted: boolean; database: number } }>()
      .selectFrom('pg_locks')
      .select('locktype')
      .where('locktype', '=', 'advisory')
      .where('granted', '=', granted)
      .where(sql<boolean>`database = (select oid from pg_database where datname = current_database())`)
      .execute();
    return all?.length ?? 0;
  }
});
