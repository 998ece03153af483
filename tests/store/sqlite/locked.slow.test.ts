import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { privacyCommand } from '../../../src/commands/privacy.ts';
import { commonConfig } from '../../../src/config/config.ts';
import { toRow } from '../../../src/store/cases/case-row.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { aCase, at } from '../../shared/a-case.ts';

let folder: string;
let url: string;
let database: Database;
/** Another program with the file open. */
let other: DatabaseSync;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'esr-bot-locked-'));
  url = `sqlite:${join(folder, 'bot.db')}`;
  database = await openDatabase(url);
  await database.db.insertInto('cases').values(toRow(aCase())).execute();
  other = new DatabaseSync(join(folder, 'bot.db'));
  other.exec('BEGIN IMMEDIATE');
});
afterEach(async () => {
  other.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const refusals = async () => (await database.db.selectFrom('refusals').selectAll().execute()).length;
const refuse = (reason: string) =>
  database.db.insertInto('refusals').values({ day: '2026-11-23', reason, count: 1 }).execute();

describe('while another process is writing', () => {
  it('this one goes on with everything else, reads too, and its writes follow', async () => {
    const writes = [
      refuse('a'),
      refuse('b'),
      database.db.transaction().execute((tx) => tx.updateTable('cases').set({ version: 9 }).execute()),
    ];
    // A blocked loop would run one of these in the time, not several.
    let rounds = 0;
    for (const until = performance.now() + 700; performance.now() < until; rounds += 1) await wait(5);
    expect(rounds).toBeGreaterThan(20);
    expect(await refusals()).toBe(0);
    other.exec('COMMIT');
    await Promise.all(writes);
    expect(await refusals()).toBe(2);
  });

  it.each(['export', 'erase'])('%s says so, and changes nothing', async (what) => {
    const { esrUsername = '' } = aCase().details;
    await expect(
      privacyCommand(commonConfig({ DATABASE_URL: url }), [what, esrUsername], at(9)),
    ).rejects.toMatchObject({
      code: 'DATABASE_LOCKED',
      message: expect.stringContaining('Nothing was changed'),
    });
    expect(await new SqlCaseStore(database).find(aCase().reference)).toEqual(aCase());
  });
});
