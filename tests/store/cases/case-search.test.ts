import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import type { Case, Person } from '../../../src/cases/case.ts';
import { searchTerms } from '../../../src/cases/case-search.ts';
import { toRow } from '../../../src/store/cases/case-row.ts';
import { CaseSearch, searchQuery } from '../../../src/store/cases/case-search.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { Purge } from '../../../src/store/privacy/purge.ts';
import { aCase, aCaseThatIs, at, CHLOE } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

const PRIYA: Person = { id: 'aad-priya', name: 'Priya Nair' };

onEveryDatabase('finding a case', (databases) => {
  let database: Database;
  let search: CaseSearch;
  beforeEach(async () => {
    database = await databases.open();
    search = new CaseSearch(database);
  });

  const save = (it: Case) =>
    new SqlCaseStore(database).save({
      case: { ...it, version: 1 },
      events: [{ type: 'raise', at: it.openedAt }],
      messages: [],
    });
  const find = async (typed: string, page = { skip: 0, take: 8 }, trust = 'esneft') => {
    const { cases, more } = await search.find(trust, searchTerms(typed), page);
    return { references: cases.map((one) => one.reference), more };
  };
  const found = async (typed: string) => (await find(typed)).references;

  const priyas = aCase({
    reference: 'PRY-001',
    requesters: [{ kind: 'staff', person: PRIYA, chat: 'chat-priya', at: at(0) }],
    details: { esrUsername: '432NAIRP01', correctEmail: 'priya.nair@nhs.net' },
  });
  const learners = aCase({
    reference: 'LRN-002',
    openedAt: at(5),
    requesters: [{ kind: 'trainer', person: CHLOE, chat: 'escalation', at: at(5) }],
    details: { name: 'Zoë O’Brien-Jones', esrUsername: '432OBRIENZ02', correctEmail: 'zoe_ob@nhs.net' },
  });

  it.each([
    ['a name', 'Priya Nair', 'PRY-001'],
    ['a name the other way round', 'nair, priya', 'PRY-001'],
    ['part of a name', 'priy', 'PRY-001'],
    ['a username', '432nairp01', 'PRY-001'],
    ['part of a username', 'airp0', 'PRY-001'],
    ['an address', 'Priya.Nair@NHS.net', 'PRY-001'],
    ['a pasted address', 'Priya Nair <priya.nair@nhs.net>', 'PRY-001'],
    ['a link to an address', 'mailto:priya.nair@nhs.net', 'PRY-001'],
    ['part of an address', 'zoe_o', 'LRN-002'],
    ['a learner, without accent and apostrophe', 'zoe obrien', 'LRN-002'],
    ['a learner in capitals', "ZOË O'BRIEN", 'LRN-002'],
    ['the trainer who raised it', 'chloe', 'LRN-002'],
    ['a reference', 'lrn-002', 'LRN-002'],
    ['a reference among other words', 'lrn-002 zoe', 'LRN-002'],
    ['letters that look alike', '４３２NAIRP01', 'PRY-001'],
  ])('goes by %s', async (_, typed, reference) => {
    await save(priyas);
    await save(learners);
    expect(await found(typed)).toEqual([reference]);
  });

  it.each([
    ['percent', '%'],
    ['percents', '%%%'],
    ['an underscore for a letter', 'priya_nair'],
    ['underscores', '____'],
    ['quotes', `'; drop table cases; --`],
    ['a backslash', '\\\\'],
    ['a card template', '$' + '{reference}'],
    ['one letter', 'p'],
    ['nothing', '   '],
    ['a null character', '\0\0'],
    ['somebody else', 'amara'],
    ['a lone surrogate', '\ud800\ud800'],
  ])('finds nothing by %s', async (_, typed) => {
    await save(priyas);
    expect(await found(typed)).toEqual([]);
  });

  it('reads no more than the beginning of what is long', async () => {
    await save(priyas);
    expect(await found(`priya ${'nair '.repeat(20_000)}`)).toEqual(['PRY-001']);
    expect(await found('%_'.repeat(50_000))).toEqual([]);
    expect(await found('\ufdfa'.repeat(30_000))).toEqual([]);
  });

  it('gives the newest first, a page at a time, of this Trust alone', async () => {
    for (const minutes of [1, 3, 2])
      await save({ ...priyas, reference: `PRY-00${minutes}`, openedAt: at(minutes) });
    await save({ ...priyas, reference: 'YAS-001', trust: 'yas' });
    expect(await find('nair', { skip: 0, take: 2 })).toEqual({
      references: ['PRY-003', 'PRY-002'],
      more: true,
    });
    expect(await find('nair', { skip: 2, take: 2 })).toEqual({ references: ['PRY-001'], more: false });
    expect(await find('nair', { skip: 0, take: 2 }, 'yas')).toEqual({ references: ['YAS-001'], more: false });
  });

  it('goes by what the case says now', async () => {
    await save(priyas);
    const corrected = {
      ...priyas,
      version: 2,
      details: { ...priyas.details, correctEmail: 'p.nair@nhs.net' },
    };
    const store = new SqlCaseStore(database);
    await store.save({ case: corrected, events: [{ type: 'join', at: at(1) }], messages: [] });
    expect(await found('p.nair@')).toEqual(['PRY-001']);
    expect(await found('priya.nair@')).toEqual([]);
  });

  it('finds nothing of a purged case, and keeps nothing to find it by', async () => {
    const it = { ...aCaseThatIs('closed'), version: 1 };
    await save(it);
    expect(await found('okafor')).toEqual([it.reference]);
    await new Purge(database, { purgeAfterDays: 30 }).run('2027-03-01T02:30:00.000Z');
    await search.fill();
    expect(await found('okafor')).toEqual([]);
    expect(await found(it.reference)).toEqual([]);
    expect(await database.db.selectFrom('case_search').selectAll().execute()).toEqual([]);
  });

  it('loses what a release before it changed, until that is taken in', async () => {
    await save(priyas);
    const { words } = toRowWith(priyas, 'nair.p@nhs.net');
    await sql`update cases set body = ${words} where reference = ${priyas.reference}`.execute(database.db);
    expect(await found('nair')).toEqual([]);
    await search.fill();
    expect(await found('nair.p@')).toEqual(['PRY-001']);
    expect(await found('priya.nair@')).toEqual([]);
  });

  it('reads one narrow table, and no case before it is found', async () => {
    const query = searchQuery(database.db, 'esneft', ['nair']).limit(9);
    const { kind } = databases;
    const plan = await query.explain(
      kind === 'sqlite' ? ('' as never) : 'text',
      kind === 'sqlite' ? sql`query plan` : undefined,
    );
    const said = JSON.stringify(plan);
    expect(said).not.toMatch(/\bcases\b/);
    // SQLite keeps the rows in this order: it stops at the last that is wanted, and sorts nothing.
    if (kind === 'sqlite') expect(plan).toHaveLength(1);
    if (kind === 'sqlite') expect(said).toContain('USING PRIMARY KEY (trust=?)');
  });

  it('takes in every case that is missing', async () => {
    for (let count = 0; count < 450; count += 1)
      await database.db
        .insertInto('cases')
        .values(toRow({ ...priyas, reference: `OLD-${String(count).padStart(3, '0')}`, openedAt: at(count) }))
        .execute();
    await search.fill();
    expect(await find('432NAIRP01', { skip: 448, take: 8 })).toEqual({
      references: ['OLD-001', 'OLD-000'],
      more: false,
    });
  });
});

/** The stored text of the case with another address. */
function toRowWith(it: Case, correctEmail: string): { readonly words: string } {
  return { words: toRow({ ...it, details: { ...it.details, correctEmail } }).body };
}
