import { beforeEach, describe, expect, it } from 'vitest';
import type { Case, Change } from '../../../src/cases/case.ts';
import { CaseService } from '../../../src/cases/case-service.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { AMARA, aCase, aCaseThatIs, at, CHLOE, changed, ELENA, FEMI, RESOLVE } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { linkTeam } from '../../support/link-team.ts';

onEveryDatabase('the case store', (databases) => {
  let database: Database;
  let store: SqlCaseStore;
  beforeEach(async () => {
    database = await databases.open();
    store = new SqlCaseStore(database);
  });

  const raised = (it: Case, key?: string): Change => ({
    case: it,
    events: [{ type: 'raise', at: at(0), by: AMARA, key, data: { problem: it.problem } }],
    messages: [],
  });
  const rows = (table: 'case_events' | 'outbox') =>
    database.db.selectFrom(table).selectAll().orderBy('id').execute();

  it('gives back what was saved, to the last field', async () => {
    const full = aCase({
      requesters: [
        ...aCase().requesters,
        { kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(1) },
      ],
      details: {
        esrUsername: '432OKAFORA01',
        correctEmail: 'a@nhs.net',
        smartcardNumber: '123',
        esrNumber: '456',
        name: "Zoë O'Hara 🙂",
        learnerType: 'volunteer',
        words: 'line one\nline "two"; drop table cases; --',
      },
      trail: [
        {
          branch: 'incorrect-details',
          step: 'ask-tries',
          answer: '2',
          shown: 'How often?',
          answered: 'Twice',
          at: at(0),
        },
      ],
      claim: { by: ELENA, at: at(1) },
      question: { text: 'Which?', by: ELENA, at: at(2), answer: { text: 'This', by: AMARA, at: at(3) } },
      resolution: { outcome: 'could-not-help', note: 'No record', by: ELENA, at: at(4) },
      reopened: { why: 'Again', at: at(5) },
      closedAs: 'working',
      closedBy: AMARA,
    });
    expect(await store.save(raised(full))).toBe('saved');
    expect(await store.find(full.reference)).toEqual(full);
  });

  it('finds nothing that is not there', async () => {
    expect(await store.find('K7M-4PT')).toBeUndefined();
    expect(await store.findByKey('nothing')).toBeUndefined();
    expect(await store.findActive('esneft', '432OKAFORA01')).toEqual([]);
    expect(await store.dataOfKey('nothing')).toBeUndefined();
  });

  it.each(['open', 'claimed', 'waiting', 'resolved', 'closed'] as const)(
    'finds a %s case as the active one of its account, unless it is closed',
    async (state) => {
      // Saved as the first version: only the state matters here.
      const it1 = { ...aCaseThatIs(state), version: 1 };
      await store.save(raised(it1));
      const found = await store.findActive('esneft', '432OKAFORA01');
      expect(found.map((one) => one.reference)).toEqual(state === 'closed' ? [] : [it1.reference]);
      expect(await store.findActive('yas', '432OKAFORA01')).toEqual([]);
    },
  );

  it('finds a case by the key of any of its events', async () => {
    await store.save(raised(aCase(), 'press-1'));
    const claim = changed(aCase(), { type: 'claim' }, ELENA, 1);
    await store.save({ ...claim, events: claim.events.map((event) => ({ ...event, key: 'press-2' })) });
    expect((await store.findByKey('press-1'))?.state).toBe('claimed');
    expect((await store.findByKey('press-2'))?.state).toBe('claimed');
  });

  it('keeps the history in order, with who and when', async () => {
    await store.save(raised(aCase(), 'press-1'));
    const claim = changed(aCase(), { type: 'claim' }, ELENA, 1);
    await store.save(claim);
    await store.save(changed(claim.case, RESOLVE, ELENA, 2));
    expect(await rows('case_events')).toMatchObject([
      { version: 1, type: 'raise', at: at(0), by_id: AMARA.id, by_name: AMARA.name, key: 'press-1' },
      { version: 2, type: 'claim', at: at(1), by_id: ELENA.id, key: null, data: null },
      { version: 3, type: 'resolve', at: at(2), data: '{"outcome":"password-reset-sent"}' },
    ]);
  });

  describe('conflicts', () => {
    const snapshot = async () => JSON.stringify([await rows('case_events'), await rows('outbox')]);

    beforeEach(async () => {
      await linkTeam(database, 'esneft', 'chat-team');
      await store.save(raised(aCase(), 'press-1'));
      await store.save(changed(aCase(), { type: 'claim' }, ELENA, 1));
    });

    const claimed = aCaseThatIs('claimed');
    const twice = changed(claimed, RESOLVE, ELENA, 2);
    const cases: [string, Change][] = [
      ['the version is not the next one', changed(aCase(), { type: 'withdraw' }, AMARA, 2)],
      ['the version skips one', { ...changed(claimed, RESOLVE, ELENA, 2), case: { ...claimed, version: 9 } }],
      ['the reference is taken', raised(aCase({ details: {} }))],
      ['the account has an active case more', { ...raised(aCase({ reference: 'CCC-CCC' })), among: [] }],
      [
        'the account has an active case fewer',
        { ...raised(aCase({ reference: 'CCC-CCC' })), among: ['K7M-4PT', 'DDD-DDD'] },
      ],
      [
        'a case beside it has changed since',
        {
          ...raised(aCase({ reference: 'CCC-CCC' })),
          beside: [changed(aCase(), { type: 'same-username', other: 'CCC-CCC', news: 'opened' }, AMARA, 2)],
        },
      ],
      ['the key was seen', { ...twice, events: twice.events.map((event) => ({ ...event, key: 'press-1' })) }],
      [
        'a second event has the key of the first',
        {
          ...twice,
          events: [...twice.events, ...twice.events].map((event) => ({ ...event, key: 'press-9' })),
        },
      ],
      ['there is no such case', { ...twice, case: { ...twice.case, reference: 'CCC-CCC' } }],
    ];

    it.each(cases)('when %s, and nothing of it is written', async (_, change) => {
      const before = await snapshot();
      const saved = await store.find('K7M-4PT');
      expect(await store.save(change)).toBe('conflict');
      expect(await snapshot()).toBe(before);
      expect(await store.find('K7M-4PT')).toEqual(saved);
      expect(await store.find('CCC-CCC')).toBeUndefined();
    });

    it('leave the store usable', async () => {
      for (const [, change] of cases) await store.save(change);
      expect(await store.save(changed(claimed, RESOLVE, ELENA, 3))).toBe('saved');
    });
  });

  it('keeps each report where the release before reads and saves the case beside it', async () => {
    const given = { problem: 'other', details: { correctEmail: 'mine@nhs.net' }, trail: [] } as const;
    const [first] = aCase().requesters;
    const taken = { kind: 'trainer', person: FEMI, chat: 'chat-x', at: at(1), by: FEMI } as const;
    const it1 = aCase({ requesters: [{ ...first, given }], withdrawn: [taken] });
    await store.save(raised(it1));
    const [row] = await database.db.selectFrom('cases').selectAll().execute();
    const body = JSON.parse(row?.body ?? '') as Case;
    // It knows no report of its own, in the case's JSON or beside it, and writes back what it read.
    expect(row?.body).not.toContain('mine@nhs.net');
    expect(Object.keys(body.requesters[0])).toEqual(Object.keys(first));
    const saved = { ...body, state: 'claimed', version: 2, claim: { by: ELENA, at: at(2) } };
    await database.db
      .updateTable('cases')
      .set({ state: 'claimed', version: 2, body: JSON.stringify(saved) })
      .execute();
    expect(await store.find(it1.reference)).toEqual({ ...it1, ...saved, requesters: it1.requesters });
  });

  it('lets one of twenty saves of the same version through', async () => {
    await store.save(raised(aCase()));
    const claim = changed(aCase(), { type: 'claim' }, ELENA, 1);
    const results = await Promise.all(Array.from({ length: 20 }, () => store.save(claim)));
    expect(results.filter((result) => result === 'saved')).toHaveLength(1);
    expect(await rows('case_events')).toHaveLength(2);
  });

  const raiseAtOnce = async (kind: 'staff' | 'trainer', chatOf: (index: number) => string) => {
    let next = 0;
    const caseService = new CaseService({
      store,
      now: () => at(0),
      random: (below) => Math.floor((next++ * 7919) / 13) % below,
      dispatchSoon: () => undefined,
    });
    const raises = Array.from({ length: 10 }, (_, index) =>
      caseService.raise({
        trust: 'esneft',
        problem: 'other',
        requester: {
          kind,
          person: { id: `p${index % 5}`, name: `P ${index % 5}` },
          chat: chatOf(index % 5),
        },
        details: { esrUsername: '432OKAFORA01' },
        trail: [],
        key: `press-${index % 5}`,
      }),
    );
    const raised = await Promise.all(raises);
    const active = await store.findActive('esneft', '432OKAFORA01');
    const references = new Set(raised.map((one) => one.case.reference));
    expect(references).toEqual(new Set(active.map((one) => one.reference)));
    return active;
  };

  it('keeps one active case of those who may share it, however many are raised at once', async () => {
    const [it1, ...others] = await raiseAtOnce('trainer', () => 'chat-escalation');
    expect(others).toEqual([]);
    expect(it1?.requesters).toHaveLength(5);
    expect(it1?.version).toBe(5);
  });

  it('keeps one active case for each of those who may not, and every case knows of every other', async () => {
    const active = await raiseAtOnce('staff', (index) => `chat-${index}`);
    expect(active.map((one) => one.requesters.length)).toEqual([1, 1, 1, 1, 1]);
    const marks = (await rows('case_events')).filter(({ type }) => type === 'same-username');
    const pairs = marks.map(({ reference, data }) => [
      reference,
      (JSON.parse(data ?? '') as { other: string }).other,
    ]);
    // Each pair once: the older case is told of the newer, whose card has all that were there before.
    expect(new Set(pairs.map((pair) => pair.sort().join())).size).toBe(10);
  });

  it('has one winner of ten claims at once', async () => {
    await store.save(raised(aCase()));
    const caseService = new CaseService({
      store,
      now: () => at(1),
      random: () => 0,
      dispatchSoon: () => undefined,
    });
    const people = Array.from({ length: 10 }, (_, index) => ({ id: `p${index}`, name: `P ${index}` }));
    const results = await Promise.all(
      people.map((person) => caseService.act('K7M-4PT', { type: 'claim' }, person, `press-${person.id}`)),
    );
    const refused = results.flatMap((one) => (one !== undefined && 'refused' in one ? [one] : []));
    const winner = (await store.find('K7M-4PT'))?.claim?.by;
    expect(refused.map((one) => one.by)).toEqual(Array.from({ length: 9 }, () => winner));
  });

  it('reads of a damaged case what its columns and its sound fields say', async () => {
    await store.save(raised(aCase()));
    await database.db.updateTable('cases').set({ body: '{"details":{"name":"Jo","words":7}}' }).execute();
    expect(await store.find('K7M-4PT')).toMatchObject({
      trust: 'esneft',
      problem: 'incorrect-details',
      state: 'open',
      details: { esrUsername: '432OKAFORA01', name: 'Jo' },
      requesters: [{ person: { id: '' }, chat: '' }],
    });
  });

  it('does not mistake a broken database for a conflict', async () => {
    const broken = await databases.open(await databases.url());
    await broken.db.schema.dropTable('case_events').execute();
    const broke = new SqlCaseStore(broken);
    await expect(broke.save(raised(aCase()))).rejects.toThrow();
    expect(await broke.find('K7M-4PT')).toBeUndefined();
  });
});
