import { expect, it } from 'vitest';
import { openedBy } from '../../../src/cases/case-report.ts';
import { CaseQueries } from '../../../src/store/cases/case-queries.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { purgeCase } from '../../../src/store/privacy/purge-case.ts';
import { at, CHLOE } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

const raise = async (database: Database, reference: string, minute: number, neededBy?: string) => {
  const requester = { kind: 'trainer', person: CHLOE, chat: 'escalation' } as const;
  const report = {
    trust: 'esneft',
    problem: 'other',
    requester,
    details: { neededBy },
    trail: [],
    key: reference,
  };
  await new SqlCaseStore(database).save(openedBy(report, reference, at(minute)));
};
const queue = async (database: Database, filter: 'all' | 'needed' = 'all') => {
  const page = { skip: 0, take: 10, filter, overdueUntil: '', neededUntil: at(60) };
  const { cases, counts } = await new CaseQueries(database).queue('esneft', 'nobody', page);
  return { references: cases.map(({ reference }) => reference), needed: counts.needed };
};

onEveryDatabase('by when a case is needed', (databases) => {
  it('sorts the queue before age, and is a filter', async () => {
    const database = await databases.open(await databases.url());
    await raise(database, 'OLD-EST', 0);
    await raise(database, 'LAT-ERR', 1, at(90));
    await raise(database, 'NEX-TTT', 2);
    await raise(database, 'SOO-NER', 3, at(30));
    expect(await queue(database)).toEqual({
      references: ['SOO-NER', 'LAT-ERR', 'OLD-EST', 'NEX-TTT'],
      needed: 1,
    });
    expect(await queue(database, 'needed')).toEqual({ references: ['SOO-NER'], needed: 1 });
  });

  it('outlasts a release before this one, which saves the case without knowing it, and goes with the purge', async () => {
    const database = await databases.open(await databases.url());
    await raise(database, 'SOO-NER', 0, at(30));
    const row = await database.db.selectFrom('cases').selectAll().executeTakeFirstOrThrow();
    const { reports: _, needed_by: __, purged_at: ___, ...known } = row;
    await database.db
      .updateTable('cases')
      .set({ ...known, version: 2, changed_at: at(1) })
      .execute();
    const { reference: ____, body, ...rest } = known;
    const other = { ...rest, reference: 'THE-IRS', body: body.replace('SOO-NER', 'THE-IRS') };
    await database.db.insertInto('cases').values(other).execute();
    expect((await new SqlCaseStore(database).find('SOO-NER'))?.details.neededBy).toBe(at(30));
    expect(await queue(database)).toEqual({ references: ['SOO-NER', 'THE-IRS'], needed: 1 });
    await database.db.transaction().execute(async (tx) => {
      const before = await tx
        .selectFrom('cases')
        .selectAll()
        .where('reference', '=', 'SOO-NER')
        .executeTakeFirstOrThrow();
      expect(await purgeCase(tx, before, at(99))).toBe(true);
    });
    const after = await database.db
      .selectFrom('cases')
      .selectAll()
      .where('reference', '=', 'SOO-NER')
      .executeTakeFirstOrThrow();
    expect(after.needed_by).toBeNull();
    expect(after.body).not.toContain(at(30));
  });
});
