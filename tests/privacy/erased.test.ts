import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { privacyCommand } from '../../src/commands/privacy.ts';
import { commonConfig } from '../../src/config/config.ts';
import { subjectOf } from '../../src/privacy/subject.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { erase } from '../../src/store/privacy/erase.ts';
import { Purge } from '../../src/store/privacy/purge.ts';
import { findHeld } from '../../src/store/privacy/subject-store.ts';
import { at } from '../shared/a-case.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { BEN, EMAIL, fill, ID, known, OURS, THEIRS, tablesOf, USERNAME, whereIs, ZYX } from './everywhere.ts';

const json = JSON.stringify;

function subject(text: string) {
  const found = subjectOf(text);
  if (found === undefined) throw new TypeError(text);
  return found;
}

onEveryDatabase('a database in which every column has something of one person', (databases) => {
  let database: Database;
  beforeEach(async () => {
    database = await databases.open();
    await fill(database);
  });

  it('has something of them in each column that can, and no column is unknown', async () => {
    const tables = (await database.db.introspection.getTables()).filter(({ isView }) => !isView);
    const all = tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`));
    const listed = [...known(OURS), ...known(THEIRS)];
    expect(all.filter((one) => !listed.includes(one))).toEqual([]);
    expect(await whereIs(database, EMAIL, USERNAME, ID, ZYX.name)).toEqual(known(THEIRS).sort());
  });

  it.each([EMAIL, USERNAME.toLowerCase()])(
    '%s is nowhere after its erasure, nor is anything of what was theirs',
    async (asked) => {
      const receipt = await erase(database, subject(asked), at(9));
      expect(receipt).toMatchObject({
        cases: ['OWN-001', 'OWN-002', 'OWN-003'],
        conversations: 1,
        addresses: 1,
      });
      expect(await whereIs(database, asked)).toEqual([]);
      const { cases = [], case_events = [], chats = [], dialog_state = [] } = await tablesOf(database);
      const gone = [cases, case_events].flatMap((rows) =>
        rows.filter(({ reference }) => String(reference).startsWith('OWN')),
      );
      expect(json([gone, chats])).not.toMatch(/zyx\.mark|ZYXMARK|aaaaaaaa|Zyx /);
      expect(dialog_state.map(({ key }) => key).sort()).toEqual(['learners/1', 'talk/chat-ben']);
    },
  );

  it('somebody who raised for others and worked cases is nowhere after the erasure of their Entra id', async () => {
    const receipt = await erase(database, subject(ID.toUpperCase()), at(9));
    expect(await whereIs(database, ID, ZYX.name)).toEqual([]);
    expect(receipt.cases).toEqual(['OWN-001', 'OWN-002']);
    // What they had is free, what they did stays without them, and nobody else lost anything.
    const { cases = [], outbox = [], notices = [], case_events = [] } = await tablesOf(database);
    const bens = JSON.parse(String(cases.find(({ reference }) => reference === 'BEN-001')?.body)) as Case;
    expect(bens).toMatchObject({
      state: 'open',
      requesters: [{ person: { id: '', name: 'Someone' } }],
      details: { name: 'Ben Hughes' },
    });
    expect(bens.claim).toBeUndefined();
    expect(case_events.filter(({ reference }) => reference === 'BEN-001').map(({ type }) => type)).toEqual([
      'raise',
      'assign',
      'claim',
    ]);
    expect(outbox.filter(({ mention }) => String(mention).includes(BEN.id))).toHaveLength(3);
    expect(notices.map(({ set_by }) => set_by)).toContain(BEN.name);
  });

  it.each([EMAIL, USERNAME, ID])('the export of %s has every row that names it', async (asked) => {
    const held = json(await findHeld(database.db, subject(asked)));
    const rows = Object.entries(await tablesOf(database)).flatMap(([table, all]) =>
      all
        .filter((row) => json(row).toLowerCase().includes(asked.toLowerCase()))
        .map((row) => ({ table, row })),
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const { table, row } of rows) {
      const texts = Object.values(row).filter(
        (one) => typeof one === 'string' && one.toLowerCase().includes(asked.toLowerCase()),
      );
      // A case is exported as what it holds, which is all that it is found by; every other row as it is.
      const missing = ['cases', 'case_search', 'case_finder'].includes(table)
        ? held.includes(String(row.reference))
          ? []
          : [row.reference]
        : texts.filter((text) => !held.includes(json(text).slice(1, -1)));
      expect([table, missing]).toEqual([table, []]);
    }
  });

  it('nothing is left of anybody when everything has had its time', async () => {
    const run = (now: string) => new Purge(database, commonConfig({})).run(now);
    await database.db.updateTable('cases').set({ state: 'closed' }).execute();
    const closed = (await tablesOf(database)).cases ?? [];
    for (const row of closed)
      await database.db
        .updateTable('cases')
        .set({ body: json({ ...JSON.parse(String(row.body)), state: 'closed' }) })
        .where('reference', '=', String(row.reference))
        .execute();
    await database.db.updateTable('outbox').set({ state: 'delivered' }).execute();
    await database.db
      .updateTable('notices')
      .set({ ended_at: at(5) })
      .execute();
    await run('2026-12-30T00:00:00.000Z');
    const marks = [EMAIL, USERNAME, ID, ZYX.name, BEN.id, BEN.name, 'jo@nhs.net', '432HUGHESB01'];
    // A month after: whose chat it is, and who linked chats.
    expect(await whereIs(database, ...marks)).toEqual(['chats.person_id', 'linked_chats.linked_by']);
    await run('2027-12-30T00:00:00.000Z');
    // A year after: who linked the chat that is in use.
    expect(await whereIs(database, ...marks)).toEqual(['linked_chats.linked_by']);
  });
});

describe('the file of SQLite', () => {
  it.each([EMAIL, ID])('has no byte of %s after its erasure, though the bot has it open', async (asked) => {
    const folder = mkdtempSync(join(tmpdir(), 'esr-bot-erased-'));
    const url = `sqlite:${join(folder, 'bot.db')}`;
    const bot = await openDatabase(url);
    try {
      await fill(bot);
      const bytes = () =>
        readdirSync(folder)
          .map((name) => readFileSync(join(folder, name)).toString('latin1'))
          .join('');
      expect(bytes()).toContain(asked);
      await privacyCommand(commonConfig({ DATABASE_URL: url }), ['erase', asked], at(9));
      expect(bytes().toLowerCase()).not.toContain(asked.toLowerCase());
    } finally {
      await bot.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
