import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import { ChatStore } from '../../../src/store/chats/chat-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { Purge } from '../../../src/store/privacy/purge.ts';
import { type AuditEntry, type AuditRange, auditTrail } from '../../../src/store/reports/audit.ts';
import { RefusalStore } from '../../../src/store/reports/refusal-store.ts';
import { AMARA, aCase, at, changed, ELENA, FEMI, RESOLVE } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

const EVER: AuditRange = {
  from: '2026-01-01T00:00:00.000Z',
  before: '2027-12-31T00:00:00.000Z',
  firstDay: '2026-01-01',
  lastDay: '2027-12-30',
};

onEveryDatabase('the audit', (databases) => {
  let database: Database;
  let cases: SqlCaseStore;
  beforeEach(async () => {
    database = await databases.open();
    cases = new SqlCaseStore(database);
  });

  const read = async (range: Partial<AuditRange> = {}) => {
    const found: AuditEntry[] = [];
    for await (const entry of auditTrail(database.db, { ...EVER, ...range })) found.push(entry);
    return found;
  };
  const raise = async (overrides = {}) => {
    const it = aCase(overrides);
    const raised = { type: 'raise', at: it.openedAt, by: AMARA } as const;
    await cases.save({ case: it, events: [raised], messages: [] });
    return it;
  };
  /** Amara's case: claimed by Elena, given to Femi, resolved by him, closed by Amara. */
  const aStory = async () => {
    let it = await raise();
    const steps = [
      [{ type: 'claim' }, ELENA, 1],
      [{ type: 'assign', to: FEMI }, ELENA, 2],
      [RESOLVE, FEMI, 3],
      [{ type: 'confirm' }, AMARA, 4],
    ] as const;
    for (const [action, by, minutes] of steps) {
      const change = changed(it, action, by, minutes);
      await cases.save(change);
      it = change.case;
    }
    return it;
  };

  it('says who did what to which case when, in order, with what was chosen', async () => {
    const { reference } = await aStory();
    const common = { trust: 'esneft', reference, count: 1 };
    expect(await read()).toEqual([
      { ...common, at: at(0), what: 'raise', byId: AMARA.id, byName: AMARA.name, detail: '' },
      { ...common, at: at(1), what: 'claim', byId: ELENA.id, byName: ELENA.name, detail: '' },
      { ...common, at: at(2), what: 'assign', byId: ELENA.id, byName: ELENA.name, detail: FEMI.id },
      {
        ...common,
        at: at(3),
        what: 'resolve',
        byId: FEMI.id,
        byName: FEMI.name,
        detail: 'password-reset-sent',
      },
      { ...common, at: at(4), what: 'confirm', byId: AMARA.id, byName: AMARA.name, detail: '' },
    ]);
  });

  it('has nobody’s words in it: not the question, not the note, not why', async () => {
    const it = await raise();
    const asked = changed(it, { type: 'ask', question: 'zyxmark ward?' }, ELENA, 1);
    await cases.save(asked);
    await cases.save(changed(asked.case, { type: 'answer', text: 'zyxmark 7' }, AMARA, 2));
    expect((await read()).map((one) => one.what)).toEqual(['raise', 'ask', 'answer']);
    expect(JSON.stringify(await read())).not.toContain('zyxmark');
  });

  it('keeps what was done after the people have gone from it, and says when they went', async () => {
    const { reference } = await aStory();
    await new Purge(database, { purgeAfterDays: 30 }).run('2026-12-31T02:30:00.000Z');
    const found = await read();
    expect(found.map((one) => one.what)).toEqual(['raise', 'claim', 'assign', 'resolve', 'confirm', 'purge']);
    expect(found.at(-1)).toMatchObject({ reference, at: '2026-12-31T02:30:00.000Z' });
    expect(new Set(found.map((one) => `${one.byId}${one.byName}${one.detail}`))).toEqual(new Set(['']));
  });

  it('has who linked a chat, and when a link ended', async () => {
    let now = at(0);
    const chats = new ChatStore(database, () => now);
    for (const [code, chat] of [
      ['CODE-ONE', '19:first@thread.v2'],
      ['CODE-TWO', '19:second@thread.v2'],
    ] as const) {
      await chats.addCode(code, { trust: 'yas', role: 'esr-team' }, at(60));
      await chats.link(code, chat, ELENA.id);
      now = at(5);
    }
    const found = await read();
    expect(found.map(({ what, at: when, byId, detail }) => [what, when, byId, detail])).toEqual([
      ['link', at(0), ELENA.id, 'esr-team'],
      ['unlink', at(5), '', 'esr-team'],
      ['link', at(5), ELENA.id, 'esr-team'],
    ]);
    expect(JSON.stringify(found)).not.toContain('19:');
  });

  it('counts refusals by day and reason, over restarts and several processes', async () => {
    const refusals = new RefusalStore(database, () => '2026-11-23T23:30:00.000Z');
    await refusals.add(new Map());
    await refusals.add(new Map([['issuer', 1000]]));
    await Promise.all([
      refusals.add(new Map([['issuer', 1]])),
      refusals.add(
        new Map([
          ['tenant', 2],
          ['issuer', 3],
        ]),
      ),
    ]);
    const found = await read();
    expect(found.map(({ what, at: day, detail, count }) => [what, day, detail, count])).toEqual([
      ['refused', '2026-11-23', 'issuer', 1004],
      ['refused', '2026-11-23', 'tenant', 2],
    ]);
    expect(await read({ firstDay: '2026-11-24' })).toEqual([]);
    expect(await read({ lastDay: '2026-11-22' })).toEqual([]);
  });

  it('lists a reason that this version does not know without its text', async () => {
    const row = { day: '2026-11-23', reason: 'patient Jo Smith', count: 2 };
    await database.db.insertInto('refusals').values(row).execute();
    await new RefusalStore(database, () => '2026-11-23T10:00:00.000Z').add(new Map([['issuer', 1]]));
    const found = await read();
    expect(found.map(({ detail, count }) => [detail, count])).toEqual([
      ['issuer', 1],
      ['unknown reason', 2],
    ]);
  });

  it('keeps refusals for a year', async () => {
    await new RefusalStore(database, () => '2026-11-23T10:00:00.000Z').add(new Map([['issuer', 1]]));
    const purge = new Purge(database, { purgeAfterDays: 30 });
    await purge.run('2027-11-23T02:30:00.000Z');
    expect(await read()).toHaveLength(1);
    await purge.run('2027-11-24T02:30:00.000Z');
    expect(await read()).toHaveLength(0);
  });

  it('is cut to days and to a Trust', async () => {
    await raise({ reference: 'AAA-AAA', openedAt: at(0) });
    await raise({ reference: 'BBB-BBB', trust: 'yas', openedAt: at(10) });
    await new RefusalStore(database, () => at(0)).add(new Map([['issuer', 1]]));
    const references = (found: AuditEntry[]) => found.map((one) => one.reference);
    expect(references(await read({ trust: 'yas' }))).toEqual(['BBB-BBB']);
    expect(references(await read({ from: at(10), trust: 'esneft' }))).toEqual([]);
    expect(references(await read({ from: at(10) }))).toEqual(['BBB-BBB', '']);
    expect(references(await read({ before: at(10), trust: 'esneft' }))).toEqual(['AAA-AAA']);
  });

  it('misses and repeats nothing where there are thousands', async () => {
    await raise();
    const many = Array.from({ length: 2500 }, (_, place) => ({
      reference: 'K7M-4PT',
      version: place + 2,
      type: 'add',
      at: at(1),
      key: `many:${place}`,
    }));
    for (let from = 0; from < many.length; from += 500) {
      await database.db
        .insertInto('case_events')
        .values(many.slice(from, from + 500))
        .execute();
    }
    expect(await read()).toHaveLength(2501);
  });
});

describe('the history', () => {
  it('is only ever added to: nothing but the purge and an erasure changes it, and only the purge takes it away', async () => {
    const root = resolve(import.meta.dirname, '../../..');
    const found = { changes: new Set<string>(), deletes: new Set<string>() };
    for await (const file of glob('{src,dialogs,tools}/**/*.ts', { cwd: root })) {
      const source = readFileSync(join(root, file), 'utf8').replace(/\s+/g, '');
      const name = file.replaceAll('\\', '/');
      if (/updateTable\('case_events'\)|updatecase_events/i.test(source)) found.changes.add(name);
      if (/deleteFrom\('case_events'\)|deletefromcase_events/i.test(source)) found.deletes.add(name);
    }
    expect([...found.changes].sort()).toEqual([
      'src/store/privacy/erase.ts',
      'src/store/privacy/purge-case.ts',
    ]);
    expect([...found.deletes]).toEqual(['src/store/privacy/purge.ts']);
  });
});
