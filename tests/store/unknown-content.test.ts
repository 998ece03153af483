import { sql } from 'kysely';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Case } from '../../src/cases/case.ts';
import { CaseService } from '../../src/cases/case-service.ts';
import { CaseQueries } from '../../src/store/cases/case-queries.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { StateStore } from '../../src/store/chats/state-store.ts';
import type { Database } from '../../src/store/database.ts';
import { DeliveryStore } from '../../src/store/outbox/delivery-store.ts';
import { TimerStore } from '../../src/store/outbox/timer-store.ts';
import { erase } from '../../src/store/privacy/erase.ts';
import { Purge } from '../../src/store/privacy/purge.ts';
import { findHeld } from '../../src/store/privacy/subject-store.ts';
import { auditTrail } from '../../src/store/reports/audit.ts';
import { ReportQueries } from '../../src/store/reports/report-queries.ts';
import { AMARA, aCase, aCaseThatIs, at, changed, ELENA, RESOLVE } from '../shared/a-case.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { EMAIL, later, NEXT, resolved, saved, subjectAsked, USERNAME } from '../support/odd-rows.ts';
import { everythingIn } from '../support/whole-database.ts';

onEveryDatabase('a database that another version wrote', (databases) => {
  let database: Database;
  let cases: SqlCaseStore;
  const warn = vi.fn();
  beforeEach(async () => {
    warn.mockClear();
    database = await databases.open(undefined, { warn }, [
      'esneft',
      'incorrect-details',
      'password-reset-sent',
    ]);
    cases = new SqlCaseStore(database);
  });
  const purge = (now: string) => new Purge(database, { purgeAfterDays: 30 }).run(now);
  const everything = () => everythingIn(database);

  it('shows, works and reports a case whose problem, outcome and Trust it does not know', async () => {
    await cases.save(saved(aCase(NEXT)));
    await cases.save(saved(aCase({ reference: 'OLD-001', details: {} })));
    const page = { skip: 0, take: 10, filter: 'all', overdueUntil: '' } as const;
    const { cases: queue } = await new CaseQueries(database).queue('esneft', 'me', page);
    expect(queue.map((it) => it.problem)).toEqual(['smartcard-pin-blocked', 'incorrect-details']);
    const caseService = new CaseService({
      store: cases,
      now: () => at(9),
      random: () => 0,
      dispatchSoon: () => undefined,
    });
    expect(
      await caseService.act('K7M-4PT', { type: 'resolve', outcome: 'card-unblocked' }, ELENA),
    ).toMatchObject({
      case: { state: 'resolved' },
    });
    const figures = await new ReportQueries(database).figures('esneft', later(-1), {
      now: later(0),
      hours: { start: '08:00', end: '17:00' },
    });
    expect(figures.byProblem.map(({ problem }) => problem)).toContain('smartcard-pin-blocked');
    expect(figures.byOutcome.map(({ outcome }) => outcome)).toContain('card-unblocked');
  });

  it('tells operations once of each id that it does not know, and nothing about anybody', async () => {
    await cases.save(saved(aCase({ ...NEXT, trust: 'north' })));
    await cases.find('K7M-4PT');
    await cases.find('K7M-4PT');
    expect(warn.mock.calls.map(([fields]) => fields.id)).toEqual([
      'north',
      'smartcard-pin-blocked',
      'agency',
    ]);
    expect(JSON.stringify(warn.mock.calls)).not.toMatch(/zyx|432|amara/i);
  });

  it('keeps what another version keeps with a case, when this one changes it', async () => {
    const more = { ...aCase(), reports: [{ by: AMARA.id, kept: true }] } as Case;
    await cases.save(saved({ ...more, details: { ...more.details, pager: '7' } } as Case));
    const it = await cases.find('K7M-4PT');
    if (it === undefined) throw new Error('gone');
    await cases.save(changed(it, { type: 'claim' }, ELENA, 1));
    expect(await cases.find('K7M-4PT')).toMatchObject({
      reports: [{ kept: true }],
      details: { pager: '7' },
      state: 'claimed',
    });
    await cases.save(changed((await cases.find('K7M-4PT')) as Case, RESOLVE, ELENA, 2));
    await cases.save(changed((await cases.find('K7M-4PT')) as Case, { type: 'confirm' }, AMARA, 3));
    await purge(later(31));
    expect(await everything()).not.toMatch(/pager|kept|Amara/);
  });

  it('purges such a case like any other, and keeps what reports count', async () => {
    const it = resolved(aCase({ ...aCaseThatIs('closed'), ...NEXT, trust: 'north' }));
    await cases.save(saved(it));
    await cases.save(saved({ ...aCaseThatIs('closed'), reference: 'OLD-001' }));
    expect((await purge(later(31))).cases).toBe(2);
    expect(await everything()).not.toMatch(/zyx|432|Amara|Elena/i);
    expect(await cases.find('K7M-4PT')).toMatchObject({
      problem: 'smartcard-pin-blocked',
      details: { learnerType: 'agency' },
      resolution: { outcome: 'card-unblocked' },
    });
  });

  it.each([EMAIL, USERNAME])('exports and erases it for %s', async (asked) => {
    await cases.save(saved(aCase({ ...NEXT, trust: 'north' })));
    expect((await findHeld(database.db, subjectAsked(asked))).cases).toHaveLength(1);
    expect((await erase(database, subjectAsked(asked), at(9))).cases).toEqual(['K7M-4PT']);
    expect(await everything()).not.toMatch(/zyx|amara/i);
  });

  it('goes past a case that the database itself cannot change', async () => {
    for (const reference of ['M1', 'M2', 'M3'])
      await cases.save(saved({ ...aCaseThatIs('closed'), reference, details: {} }));
    const refusing =
      databases.kind === 'sqlite'
        ? [
            "create trigger no before update on cases when old.reference = 'M2' begin select raise(abort, 'no'); end",
          ]
        : [
            "create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$",
            "create trigger no before update on cases for each row when (old.reference = 'M2') execute function no()",
          ];
    for (const statement of refusing) await sql.raw(statement).execute(database.db);
    expect((await purge(later(31))).cases).toBe(2);
    expect((await cases.find('M3'))?.purgedAt).toBe(later(31));
    expect(warn.mock.calls.map(([fields]) => fields.row)).toEqual(['M2']);
  });

  it('locks deliveries and timers with a damaged payload, and those after them', async () => {
    const row = { trust: 'north', state: 'pending', run_at: at(0), created_at: at(0) } as const;
    await database.db
      .insertInto('outbox')
      .values([
        { ...row, kind: 'message', name: 'x', key: '1', conversation_id: 'a', payload: '{', mention: 'no' },
        {
          ...row,
          kind: 'message',
          name: 'x',
          key: '2',
          conversation_id: 'b',
          payload: '{"a":{"b":1},"c":"d"}',
        },
        { ...row, kind: 'message', name: 'x', key: '3', conversation_id: 'c', payload: '{"a":"b"}' },
      ])
      .execute();
    const timer = { name: 'x', trust: 'north', run_at: at(0), created_at: at(0) };
    await database.db
      .insertInto('timers')
      .values([
        { ...timer, key: '4', payload: '[' },
        { ...timer, key: '5', payload: '{"a":"b"}' },
      ])
      .execute();
    const due = await new DeliveryStore(database).lock(at(1), at(2), 10);
    expect(due.map(({ data }) => data)).toEqual([{}, { c: 'd' }, { a: 'b' }]);
    const timers = await new TimerStore(database, () => at(1)).lock(at(2), 10);
    expect(timers.map(({ data }) => data)).toEqual([undefined, { a: 'b' }]);
  });

  it('begins a conversation anew whose state is damaged, and forgets it in time', async () => {
    const states = new StateStore(database, () => at(0));
    await states.write({ 'talk/one': { trust: 'esneft' } as object });
    await database.db
      .updateTable('dialog_state')
      .set({ body: `{${EMAIL}` })
      .execute();
    expect(await states.readAtOnce('talk/one')).toEqual({ eTag: '1' });
    await purge(later(2));
    expect(await everything()).not.toContain(EMAIL);
    await states.write({ 'talk/one': { trust: 'yas', eTag: '2' } as object });
    expect(await states.readAtOnce('talk/one')).toMatchObject({ trust: 'yas' });
  });

  it('audits what it can read', async () => {
    await cases.save(saved(aCase({ ...NEXT, trust: 'north' })));
    await database.db.updateTable('case_events').set({ data: '{' }).execute();
    const range = { from: later(-1), before: later(1), firstDay: '2026-11-20', lastDay: '2026-12-20' };
    const trail = await Array.fromAsync(auditTrail(database.db, range));
    expect(trail).toMatchObject([{ trust: 'north', what: 'raise', detail: '' }]);
  });
});
