import { expect, it } from 'vitest';
import { CaseQueries } from '../../../src/store/cases/case-queries.ts';
import { toRow } from '../../../src/store/cases/case-row.ts';
import { aCase, at, ELENA } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

onEveryDatabase('cases that nobody has claimed', (databases) => {
  it('are overdue by when they were last free, and reminded of however many older ones there are', async () => {
    const { db, ...rest } = await databases.open();
    const old = Array.from({ length: 120 }, (_, index) =>
      aCase({ reference: `OLD-${String(index).padStart(3, '0')}`, openedAt: at(index - 500) }),
    );
    const released = aCase({
      reference: 'REL-001',
      openedAt: at(-600),
      released: { by: ELENA, at: at(10) },
    });
    const fresh = aCase({ reference: 'NEW-001', openedAt: at(12) });
    const claimed = aCase({
      reference: 'HAS-001',
      openedAt: at(-600),
      state: 'claimed',
      claim: { by: ELENA, at: at(0) },
    });
    await db
      .insertInto('cases')
      .values([...old, released, fresh, claimed].map(toRow))
      .execute();
    // Raised by the release before, which does not know since when.
    await db.updateTable('cases').set({ unclaimed_since: null }).where('reference', '=', 'OLD-000').execute();
    const queries = new CaseQueries({ db, ...rest });
    const overdue = async (overdueUntil: string) => {
      const page = { skip: 0, take: 200, filter: 'overdue', overdueUntil } as const;
      const { cases, counts } = await queries.queue('esneft', ELENA.id, page);
      expect(cases).toHaveLength(counts.overdue);
      return cases.map((it) => it.reference);
    };
    expect(await overdue(at(9))).toEqual(old.map((it) => it.reference));
    expect(await overdue(at(10))).toHaveLength(121);
    const since = await queries.unclaimed('esneft', at(9), at(12));
    expect(since.map((it) => it.reference)).toEqual(['REL-001', 'NEW-001']);
    expect(await queries.unclaimed('yas', at(-900), at(12))).toEqual([]);
  });
});
