import { beforeEach, expect, it, vi } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { CaseService } from '../../src/cases/case-service.ts';
import { CaseQueries } from '../../src/store/cases/case-queries.ts';
import { SqlClassStore } from '../../src/store/cases/class-store.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../src/store/database.ts';
import { erase } from '../../src/store/privacy/erase.ts';
import { Purge } from '../../src/store/privacy/purge.ts';
import { findHeld } from '../../src/store/privacy/subject-store.ts';
import { AMARA, aCase, aCaseThatIs, at, CHLOE, ELENA, FEMI } from '../shared/a-case.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { EITHER, EMAIL, later, REPORTED, saved, subjectAsked, USERNAME } from '../support/odd-rows.ts';
import { everythingIn } from '../support/whole-database.ts';

onEveryDatabase('a database with damaged rows', (databases) => {
  let database: Database;
  let cases: SqlCaseStore;
  const warn = vi.fn();
  beforeEach(async () => {
    warn.mockClear();
    database = await databases.open(undefined, { warn });
    cases = new SqlCaseStore(database);
  });
  const purge = (now: string) => new Purge(database, { purgeAfterDays: 30 }).run(now);
  const everything = () => everythingIn(database);

  const damage = (columns: { body?: string; reports?: string }) =>
    database.db.updateTable('cases').set(columns).where('reference', '=', 'K7M-4PT').execute();

  it.each(EITHER)(
    'with a case that is damaged (%j), shows the rest and what it can of that one',
    async (columns) => {
      const batch = { id: 'class-1', position: 1, of: 2 };
      const trainer = {
        kind: 'trainer',
        person: CHLOE,
        chat: 'chat-trainers',
        at: at(0),
        batch: batch.id,
      } as const;
      const requesters = [...(REPORTED.requesters ?? []), trainer] as unknown as Case['requesters'];
      await cases.save(saved(aCase({ ...REPORTED, requesters }), { batch }));
      await cases.save(saved(aCase({ reference: 'OLD-001', details: {} })));
      await damage(columns);
      const page = { skip: 0, take: 10, filter: 'all', overdueUntil: '' } as const;
      const { cases: queue } = await new CaseQueries(database).queue('esneft', 'me', page);
      expect(queue.map((it) => it.reference)).toEqual(['K7M-4PT', 'OLD-001']);
      // Either text alone says what was reported.
      const email = 'body' in columns && 'reports' in columns ? undefined : EMAIL;
      expect(queue[0]?.details).toMatchObject({
        esrUsername: USERNAME,
        ...(email && { correctEmail: email }),
      });
      expect(await new SqlClassStore(database).casesOf('class-1')).toHaveLength(1);
      const raisedBy = await new CaseQueries(database).openOf(['esneft'], AMARA.id, 'chat-amara');
      expect(raisedBy.map((it) => it.reference)).toEqual(
        'body' in columns ? ['OLD-001'] : ['K7M-4PT', 'OLD-001'],
      );
      // Whoever reports it again joins it; where it is not known any more who did, they have a case of their own beside it.
      const caseService = new CaseService({
        store: cases,
        now: () => at(9),
        random: () => 0,
        dispatchSoon: () => undefined,
      });
      const requester = { kind: 'staff', person: AMARA, chat: 'chat-amara' } as const;
      const report = { trust: 'esneft', problem: 'other', requester, trail: [], key: 'k' };
      const raised = await caseService.raise({ ...report, details: { esrUsername: USERNAME } });
      // Who reported it is not known any more: whoever reports it again has a case of their own beside it.
      expect(raised.joined).toBe(false);
      expect(raised.case.reference).not.toBe('K7M-4PT');
      expect(warn.mock.calls.filter(([fields]) => fields.row === 'K7M-4PT')).toHaveLength(1);
      expect(JSON.stringify(warn.mock.calls)).not.toMatch(/zyx|432/i);
      // It is sound again from here on: another process has nothing to tell.
      warn.mockClear();
      const found = await new SqlCaseStore(await databases.openAgain({ warn })).find('K7M-4PT');
      expect(found?.version).toBe(2);
      expect(warn.mock.calls.filter(([fields]) => fields.why === 'damaged')).toEqual([]);
    },
  );

  it('keeps each report that is sound beside a damaged one', async () => {
    const withdrawn = [{ kind: 'staff', person: FEMI, chat: 'chat-femi', at: at(1), by: FEMI }] as const;
    await cases.save(saved(aCase({ ...REPORTED, withdrawn })));
    const { reports } = await database.db.selectFrom('cases').select('reports').executeTakeFirstOrThrow();
    const { given } = JSON.parse(reports ?? '{}');
    await damage({
      reports: JSON.stringify({ given: [{ person: 7 }, ...given], withdrawn: [{}, ...withdrawn] }),
    });
    expect(await cases.find('K7M-4PT')).toMatchObject({
      requesters: [{ given: { details: { correctEmail: EMAIL } } }],
      withdrawn,
    });
  });

  it.each(EITHER)('purges a damaged case (%j) and its neighbours', async (columns) => {
    await cases.save(saved({ ...aCaseThatIs('closed'), ...REPORTED }));
    await cases.save(saved({ ...aCaseThatIs('closed'), reference: 'OLD-001' }));
    await damage(columns);
    expect((await purge(later(31))).cases).toBe(2);
    expect(await everything()).not.toMatch(/zyx|432|Amara/i);
    expect(await cases.find('K7M-4PT')).toMatchObject({
      problem: 'smartcard-pin-blocked',
      resolution: { outcome: 'password-reset-sent' },
      purgedAt: later(31),
    });
    expect((await purge(later(400))).history).toBe(2);
  });

  it.each(EITHER)('exports and erases what a damaged case (%j) still says of somebody', async (columns) => {
    await cases.save(saved(aCase({ ...REPORTED, claim: { by: ELENA, at: at(1) } })));
    await damage(columns);
    for (const asked of [USERNAME, EMAIL]) {
      const isKept = (await everything()).toLowerCase().includes(asked.toLowerCase());
      const { cases: theirs, namedIn } = await findHeld(database.db, subjectAsked(asked));
      expect(theirs.length + namedIn.length).toBe(isKept ? 1 : 0);
      await erase(database, subjectAsked(asked), at(9));
    }
    expect(await everything()).not.toMatch(/zyx/i);
  });
});
