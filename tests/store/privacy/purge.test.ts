import { beforeEach, expect, it } from 'vitest';
import type { Case, Change } from '../../../src/cases/case.ts';
import { transition } from '../../../src/cases/transitions.ts';
import { SqlClassStore } from '../../../src/store/cases/class-store.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import { ChatStore } from '../../../src/store/chats/chat-store.ts';
import { StateStore } from '../../../src/store/chats/state-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { Purge } from '../../../src/store/privacy/purge.ts';
import { ReportQueries } from '../../../src/store/reports/report-queries.ts';
import { aCaseThatIs, at, CHLOE, ELENA } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

/** In everything personal of the case below, and nowhere else. */
const MARK = /mark/i;
const MARKED = { id: 'mark-id', name: 'Mark Person' };
const later = (days: number, minutes = 0) => at(days * 24 * 60 + minutes);

function marked(overrides: Partial<Case> = {}): Case {
  return {
    ...aCaseThatIs('closed'),
    version: 1,
    requesters: [{ kind: 'staff', person: MARKED, chat: 'chat-mark', at: at(0) }],
    details: {
      esrUsername: '432MARK01',
      correctEmail: 'mark@nhs.net',
      smartcardNumber: 'mark-1',
      esrNumber: 'mark-2',
      name: 'Mark',
      learnerType: 'volunteer',
      words: 'mark said',
    },
    trail: [
      {
        branch: 'incorrect-details',
        step: 'first-time',
        answer: 'mark',
        shown: 'Mark?',
        answered: 'mark',
        at: at(0),
      },
    ],
    claim: { by: MARKED, at: at(1) },
    question: {
      text: 'Mark?',
      by: MARKED,
      at: at(1),
      answer: { text: 'mark', by: MARKED, at: at(2) },
    },
    resolution: { outcome: 'password-reset-sent', note: 'told mark', by: MARKED, at: at(3) },
    reopened: { why: 'mark again', at: at(3) },
    closedBy: MARKED,
    ...overrides,
  };
}

const saved = (it: Case, batch?: Change['batch']): Change => ({
  case: it,
  events: [
    { type: 'raise', at: at(0), by: MARKED, key: `mark-key-${it.reference}`, data: { text: 'mark' } },
    { type: 'claim', at: at(1), by: MARKED },
    { type: 'resolve', at: at(3), by: MARKED },
  ],
  messages: [
    { message: 'answered', to: { chat: 'chat-mark' }, mention: MARKED, data: { text: 'mark answered' } },
  ],
  batch,
});

onEveryDatabase('the purge', (databases) => {
  let database: Database;
  let cases: SqlCaseStore;
  const purge = (now: string, purgeAfterDays = 30) => new Purge(database, { purgeAfterDays }).run(now);
  beforeEach(async () => {
    database = await databases.open();
    cases = new SqlCaseStore(database);
  });

  /** All that is in the database, as text. */
  async function everything(): Promise<string> {
    const tables = await database.db.introspection.getTables();
    const rows = await Promise.all(
      tables.map((table) =>
        database.db
          .selectFrom(table.name as 'cases')
          .selectAll()
          .execute(),
      ),
    );
    return JSON.stringify(rows);
  }

  it('takes everything about people from a case that closed long enough ago, and not a minute earlier', async () => {
    await cases.save(saved(marked()));
    expect((await purge(later(30, 3))).cases).toBe(0);
    expect(await everything()).toMatch(MARK);
    expect((await purge(later(30, 4))).cases).toBe(1);
    expect(await everything()).not.toMatch(MARK);
    expect((await purge(later(30, 5))).cases).toBe(0);
  });

  it('keeps for as many days as it is told', async () => {
    await cases.save(saved(marked()));
    expect((await purge(later(7), 7)).cases).toBe(0);
    expect((await purge(later(7, 4), 7)).cases).toBe(1);
  });

  it('leaves a case that is not closed, however old', async () => {
    const open = marked({ state: 'resolved' });
    await cases.save(saved(open));
    await purge(later(300));
    expect(await cases.find(open.reference)).toEqual(open);
  });

  it('leaves what reports count, in a case that can still be read and not be opened again', async () => {
    await cases.save(saved(marked()));
    const figures = () =>
      new ReportQueries(database).figures('esneft', later(-1), {
        now: later(0),
        hours: { start: '08:00', end: '17:00' },
      });
    const before = await figures();
    await purge(later(31));
    expect(await figures()).toEqual(before);
    const left = await cases.find('K7M-4PT');
    expect(left).toMatchObject({
      state: 'closed',
      problem: 'incorrect-details',
      details: { learnerType: 'volunteer' },
      resolution: { outcome: 'password-reset-sent' },
      purgedAt: later(31),
    });
    expect(
      left && transition(left, { type: 'reopen', why: 'still' }, { by: ELENA, at: later(32) }),
    ).toMatchObject({ refused: 'already-closed' });
  });

  it('draws no card again: nothing is owed about the case any more', async () => {
    await cases.save(saved(marked()));
    await purge(later(31));
    expect(await new DeliveryStore(database).lock(later(31), later(31, 1), 10)).toEqual([]);
    expect(await new DeliveryStore(database).counts()).toEqual({});
  });

  it('goes through more cases than it takes at once', async () => {
    for (let count = 0; count < 203; count += 1) {
      await cases.save(saved(marked({ reference: `M${count}` })));
    }
    expect(await purge(later(31))).toMatchObject({ cases: 203, more: false });
  });

  it('takes the trainer from a class once its last case is without people, and not before', async () => {
    const place = (position: number) => ({ id: 'class-1', position, of: 2 });
    const requesters: Case['requesters'] = [
      { kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(0), batch: 'class-1' },
    ];
    const first = marked({ reference: 'M1', requesters });
    const second = marked({ reference: 'M2', requesters, changedAt: later(10) });
    await cases.save(saved(first, place(1)));
    await cases.save(saved(second, place(2)));
    const classes = new SqlClassStore(database);
    await purge(later(31));
    expect((await classes.find('class-1'))?.by).toEqual(CHLOE);
    await purge(later(41));
    expect((await classes.find('class-1'))?.by).toEqual({ id: '', name: '' });
    expect(await everything()).not.toContain(CHLOE.name);
  });

  it('takes what is left of a case after a year, with its history and its class', async () => {
    await cases.save(saved(marked(), { id: 'class-1', position: 1, of: 1 }));
    await purge(later(364));
    expect(await cases.find('K7M-4PT')).toBeDefined();
    expect(await purge(later(366))).toMatchObject({ history: 1 });
    for (const table of ['cases', 'case_events', 'classes', 'class_cases', 'outbox'] as const) {
      expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });

  it('forgets a conversation after a day without a word, up to its organisation', async () => {
    const states = new StateStore(database, () => at(0));
    const conversation = {
      trust: 'yas',
      branch: 'account-locked',
      entered: { learnerType: 'volunteer', correctEmail: 'mark@nhs.net' },
      trail: [{ answered: 'mark' }],
      facts: { name: 'mark' },
      dialogs: { dialogStack: [{ id: 'mark' }] },
      seen: ['mark'],
    };
    const draft: object = { rows: ['mark'] };
    await states.write({ 'talk/one': conversation, 'learners/one': draft });
    await new StateStore(database, () => at(1)).write({ 'talk/two': conversation });
    expect(await purge(later(1))).toMatchObject({ conversations: 1, drafts: 1 });
    const left = await states.read(['talk/one', 'talk/two', 'learners/one']);
    expect(left['talk/one']).toMatchObject({ trust: 'yas', entered: { learnerType: 'volunteer' } });
    expect(JSON.stringify(left['talk/one'])).not.toMatch(MARK);
    expect(left['talk/two']).toMatchObject(conversation);
    expect(left['learners/one']).toBeUndefined();
    expect(await purge(later(1))).toMatchObject({ conversations: 0 });
  });

  it('leaves a conversation that is to be asked again later', async () => {
    const states = new StateStore(database, () => at(0));
    const asked: object = { checkBack: later(2), trail: ['mark'] };
    await states.write({ 'talk/one': asked });
    expect(await purge(later(1, 5))).toMatchObject({ conversations: 0 });
    expect(await purge(later(2, 5))).toMatchObject({ conversations: 1 });
  });

  it('takes link codes a day after they ended, and messages about no case with the cases', async () => {
    const chats = new ChatStore(database, () => at(0));
    await chats.addCode('ABC', { trust: 'esneft', role: 'esr-team' }, later(1));
    await database.db
      .insertInto('outbox')
      .values({
        ...{ kind: 'message', name: 'notice-over', trust: 'esneft', key: 'n', state: 'delivered' },
        ...{ created_at: at(0), payload: '{"text":"mark"}', conversation_id: 'chat-mark' },
      })
      .execute();
    expect(await purge(later(2, -1))).toMatchObject({ codes: 0, messages: 0 });
    expect(await purge(later(2))).toMatchObject({ codes: 1, messages: 0 });
    expect(await purge(later(30))).toMatchObject({ messages: 1 });
    expect(await everything()).not.toMatch(MARK);
  });
});
