import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { DatabaseError, openDatabase } from '../../src/store/database.ts';
import { AMARA, aCase, at } from '../shared/a-case.ts';
import { runOn } from '../shared/postgres.ts';
import { onEveryDatabase } from '../support/databases.ts';

const raised = {
  case: aCase(),
  events: [{ type: 'raise', at: at(0), by: AMARA }],
  messages: [],
} as const;

const run = promisify(execFile);
const inProcess = async (url: string, reference: string) =>
  (await run(process.execPath, [resolve('tests/support/store-process.ts'), url, reference])).stdout;

onEveryDatabase('a database', (databases) => {
  it('is made at first, and opened with what is in it after that', async () => {
    const url = await databases.url();
    await new SqlCaseStore(await databases.open(url)).save(raised);
    const again = await databases.open(url);
    expect(await new SqlCaseStore(again).find('K7M-4PT')).toEqual(aCase());
  });

  it('is made by one of several processes that start at once, and used by all', async () => {
    const url = await databases.url();
    const references = ['CCC-CC3', 'CCC-CC4', 'CCC-CC6', 'CCC-CC7'];
    expect(await Promise.all(references.map((one) => inProcess(url, one)))).toEqual(
      references.map(() => 'saved'),
    );
    const database = await databases.open(url);
    const rows = await database.db.selectFrom('cases').select('reference').orderBy('reference').execute();
    expect(rows.map((row) => row.reference)).toEqual(references);
  });

  it('of a newer version is refused: it says what to do, and changes nothing', async () => {
    const url = await databases.url();
    const database = await databases.open(url);
    await sql`insert into kysely_migration (name, timestamp) values ('999-future', ${at(0)})`.execute(
      database.db,
    );
    const refused = await openDatabase(url).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseError);
    expect(refused).toMatchObject({
      code: 'DATABASE_NEWER',
      message: expect.stringMatching(/999-future.*Start that version, or restore/),
    });
  });

  it('of which a migration breaks off is left as it was, and opens once that is mended', async () => {
    const url = await databases.url();
    const database = await databases.open(url);
    // As before the first migration, but with a table in the way of its last step.
    const all = await database.db.introspection.getTables({ withInternalKyselyTables: true });
    const tables = all.filter(({ isView }) => !isView);
    await sql`${sql.raw(databases.kind === 'sqlite' ? 'pragma foreign_keys = off' : 'select 1')}`.execute(
      database.db,
    );
    for (const { name } of tables) {
      await sql`drop table ${sql.table(name)} ${sql.raw(databases.kind === 'postgres' ? 'cascade' : '')}`.execute(
        database.db,
      );
    }
    await sql`create table dialog_state (in_the_way text)`.execute(database.db);
    const refused = await openDatabase(url).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'DATABASE_MIGRATION', cause: expect.anything() });
    const left = await database.db.introspection.getTables();
    expect(left.map((table) => table.name)).toEqual(['dialog_state']);

    await sql`drop table dialog_state`.execute(database.db);
    expect(await new SqlCaseStore(await databases.open(url)).save(raised)).toBe('saved');
  });

  it('goes on after its connections were cut', async () => {
    if (databases.kind === 'sqlite') return;
    const url = await databases.url();
    const database = await databases.open(url);
    const store = new SqlCaseStore(database);
    const five = () => Promise.allSettled(Array.from({ length: 5 }, () => store.find('K7M-4PT')));
    await five();
    const cut =
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    // While four are idle and one is in the middle of a transaction: each fails at most once.
    const broken = database.db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx);
      await runOn(url, cut);
      await sql`select 1`.execute(tx);
    });
    await expect(broken).rejects.toThrow();
    await five();
    expect(await store.save(raised)).toBe('saved');
  });
});

describe('an SQLite file', () => {
  const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);

  it('and its folder and side files are for the service’s own user only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'esr-bot-modes-'));
    const file = join(folder, 'data', 'deep', 'bot.db');
    const before = process.umask(0);
    try {
      const database = await openDatabase(`sqlite:${file}`);
      await new SqlCaseStore(database).save(raised);
      expect([dirname(dirname(file)), dirname(file)].map(mode)).toEqual(['700', '700']);
      expect([file, `${file}-wal`, `${file}-shm`].map(mode)).toEqual(['600', '600', '600']);
      await database.close();

      const open = join(folder, 'open', 'bot.db');
      mkdirSync(dirname(open));
      writeFileSync(open, '');
      chmodSync(open, 0o666);
      await (await openDatabase(`sqlite:${open}`)).close();
      expect(mode(open)).toBe('600');
    } finally {
      process.umask(before);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('takes the rights of others away from side files that were left behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'esr-bot-modes-'));
    try {
      const files = ['bot.db', 'bot.db-wal', 'bot.db-shm'].map((name) => join(folder, name));
      for (const file of files) {
        writeFileSync(file, '');
        chmodSync(file, 0o666);
      }
      const database = await openDatabase(`sqlite:${files[0]}`);
      expect(files.map(mode)).toEqual(['600', '600', '600']);
      await database.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is backed up, by the command that operators are given, into a file for them alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'esr-bot-backup-'));
    try {
      const database = await openDatabase(`sqlite:${join(folder, 'data', 'esr-bot.db')}`);
      await new SqlCaseStore(database).save(raised);
      const guide = readFileSync(resolve('docs/operating.md'), 'utf8');
      const command = /### SQLite\n[^#]*?```sh\n(.*?)```/s.exec(guide)?.[1] ?? '';
      expect(command).toContain('vacuum into');
      const own = command.replaceAll('npx node', `'${process.execPath}'`);
      await run('sh', ['-c', `umask 000\n${own}`], { cwd: folder });
      const [name = ''] = readdirSync(join(folder, 'backups'));
      const backup = join(folder, 'backups', name);
      expect([dirname(backup), backup].map(mode)).toEqual(['700', '600']);
      await database.close();
      const restored = await openDatabase(`sqlite:${backup}`);
      expect(await new SqlCaseStore(restored).find('K7M-4PT')).toEqual(aCase());
      await restored.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('keeps cases through a power cut: every commit reaches the disk, journal first', async () => {
    const database = await openDatabase('sqlite::memory:');
    const pragma = async (name: string) =>
      Object.values((await sql`pragma ${sql.raw(name)}`.execute(database.db)).rows[0] ?? {})[0];
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('busy_timeout')).toBe(20);
    await database.close();
  });

  it('needs a name', async () => {
    await expect(openDatabase('sqlite:')).rejects.toMatchObject({ code: 'DATABASE_URL' });
  });
});
