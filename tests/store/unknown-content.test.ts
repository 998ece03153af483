import { sql } from 'kysely';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Case, Change } from '../../src/cases/case.ts';
import { CaseService } from '../../src/cases/case-service.ts';
import { subjectOf } from '../../src/privacy/subject.ts';
import { CaseQueries } from '../../src/store/cases/case-queries.ts';
import { SqlClassStore } from '../../src/store/cases/class-store.ts';
import { SqlCaseStore } from '../../src/store/cases/sql-case-store.ts';
import { StateStore } from '../../src/store/chats/state-store.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { DeliveryStore } from '../../src/store/outbox/delivery-store.ts';
import { TimerStore } from '../../src/store/outbox/timer-store.ts';
import { erase } from '../../src/store/privacy/erase.ts';
import { Purge } from '../../src/store/privacy/purge.ts';
import { findHeld } from '../../src/store/privacy/subject-store.ts';
import { auditTrail } from '../../src/store/reports/audit.ts';
import { ReportQueries } from '../../src/store/reports/report-queries.ts';
import { AMARA, aCase, aCaseThatIs, at, CHLOE, changed, ELENA, FEMI, RESOLVE } from '../support/a-case.ts';
import { onEveryDatabase } from '../support/databases.ts';

const EMAIL = 'zyx.mark@nhs.net';
const USERNAME = '432ZYXMARK01';
const later = (days: number) => at(days * 24 * 60);

/** As a version with other content keeps it. */
const NEXT: Partial<Case> = {
  problem: 'smartcard-pin-blocked',
  details: { esrUsername: USERNAME, correctEmail: EMAIL, learnerType: 'agency' },
  trail: [
    {
      branch: 'smartcard-pin-blocked',
      step: 'new',
      answer: 'x',
      shown: 'Blocked?',
      answered: 'x',
      at: at(0),
    },
  ],
};
const resolved = (it: Case): Case => ({
  ...it,
  resolution: { outcome: 'card-unblocked', by: ELENA, at: at(3) },
});

/** The same, with what its requester gave kept apart. */
const REPORTED: Partial<Case> = {
  ...NEXT,
  requesters: [
    {
      kind: 'staff',
      person: AMARA,
      chat: 'chat-amara',
      at: at(0),
      given: {
        problem: 'smartcard-pin-blocked',
        details: { esrUsername: USERNAME, correctEmail: EMAIL },
        trail: [],
        replaced: { email: 'zyx.old@nhs.net', at: at(0) },
      },
    },
  ],
};

const saved = (it: Case, more: Partial<Change> = {}): Change => ({
  case: { ...it, version: 1 },
  events: [{ type: 'raise', at: at(0), by: AMARA }],
  messages: [],
  ...more,
});

/** What may become of a row's JSON: no JSON, another kind of JSON, half of it, fields of another kind. */
const DAMAGED = [
  `no JSON at all, ${EMAIL}`,
  '',
  'null',
  '[]',
  `"${EMAIL}"`,
  `{"reference":"K7M-4PT","details":{"correctEmail":"${EMAIL}"`,
  `{"requesters":{},"details":"${EMAIL}","trail":7,"claim":[]}`,
];
const DAMAGED_REPORTS = [
  `no JSON at all, ${EMAIL}`,
  '',
  'null',
  '[]',
  `"${EMAIL}"`,
  `{"given":[{"person":"aad-amara","chat":"chat-amara","details":{"correctEmail":"${EMAIL}"`,
  `{"given":{},"withdrawn":"${EMAIL}"}`,
  `{"given":[7,null,{"person":"aad-amara","chat":"chat-amara","details":"${EMAIL}"}],"withdrawn":[{}]}`,
];
/** Which of a case's two texts is damaged, and how. */
const EITHER = [
  ...DAMAGED.map((body) => ({ body })),
  ...DAMAGED_REPORTS.map((reports) => ({ reports })),
  { body: '{', reports: '{' },
];

onEveryDatabase('a database that another version wrote', (databases) => {
  let url: string;
  let database: Database;
  let cases: SqlCaseStore;
  const warn = vi.fn();
  beforeEach(async () => {
    warn.mockClear();
    url = await databases.url();
    database = await openDatabase(url, undefined, { warn });
    cases = new SqlCaseStore(database);
    return () => database.close();
  });
  const subject = (text: string) => subjectOf(text) as NonNullable<ReturnType<typeof subjectOf>>;
  const purge = (now: string) => new Purge(database, { purgeAfterDays: 30 }).run(now);
  const everything = async () => {
    const tables = await database.db.introspection.getTables();
    const all = tables.map((table) =>
      database.db
        .selectFrom(table.name as 'cases')
        .selectAll()
        .execute(),
    );
    return JSON.stringify(await Promise.all(all));
  };

  it('shows, works and reports a case whose problem, outcome and Trust it does not know', async () => {
    await cases.save(saved(aCase(NEXT)));
    await cases.save(saved(aCase({ reference: 'OLD-001', details: {} })));
    const page = { skip: 0, take: 10, onlyMine: false };
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
    const figures = await new ReportQueries(database).figures('esneft', later(-1));
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
    expect((await findHeld(database.db, subject(asked))).cases).toHaveLength(1);
    expect((await erase(database, subject(asked), at(9))).cases).toEqual(['K7M-4PT']);
    expect(await everything()).not.toMatch(/zyx|amara/i);
  });

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
      const page = { skip: 0, take: 10, onlyMine: false };
      const { cases: queue } = await new CaseQueries(database).queue('esneft', 'me', page);
      expect(queue.map((it) => it.reference)).toEqual(['K7M-4PT', 'OLD-001']);
      // Either text alone says what was reported.
      const email = 'body' in columns && 'reports' in columns ? undefined : EMAIL;
      expect(queue[0]?.details).toMatchObject({
        esrUsername: USERNAME,
        ...(email && { correctEmail: email }),
      });
      expect(await new SqlClassStore(database).casesOf('class-1')).toHaveLength(1);
      const raisedBy = await new SqlClassStore(database).raisedBy('esneft', AMARA.id, 'chat-amara');
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
      expect(raised.joined).toBe(!('body' in columns));
      expect(raised.case.reference === 'K7M-4PT').toBe(raised.joined);
      expect(warn.mock.calls.filter(([fields]) => fields.row === 'K7M-4PT')).toHaveLength(1);
      expect(JSON.stringify(warn.mock.calls)).not.toMatch(/zyx|432/i);
      // It is sound again from here on: another process has nothing to tell.
      warn.mockClear();
      const another = await openDatabase(url, undefined, { warn });
      const found = await new SqlCaseStore(another).find('K7M-4PT').finally(() => another.close());
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
      const { cases: theirs, namedIn } = await findHeld(database.db, subject(asked));
      expect(theirs.length + namedIn.length).toBe(isKept ? 1 : 0);
      await erase(database, subject(asked), at(9));
    }
    expect(await everything()).not.toMatch(/zyx/i);
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

  it('leases deliveries and timers with a damaged payload, and those after them', async () => {
    const row = { trust: 'north', state: 'owed', due_at: at(0), created_at: at(0) } as const;
    await database.db
      .insertInto('deliveries')
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
        { ...row, kind: 'timer', name: 'x', key: '4', payload: '[' },
        { ...row, kind: 'timer', name: 'x', key: '5', payload: '{"a":"b"}' },
      ])
      .execute();
    const due = await new DeliveryStore(database).lease(at(1), at(2), 10);
    expect(due.map(({ data }) => data)).toEqual([{}, { c: 'd' }, { a: 'b' }]);
    const timers = await new TimerStore(database, () => at(1)).lease(at(2), 10);
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
