import { beforeEach, expect, it } from 'vitest';
import { DEFAULT_RULES, followUps } from '../../../src/cases/follow-ups.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { TimerStore } from '../../../src/store/outbox/timer-store.ts';
import { AMARA, aCase, at, changed, ELENA } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { linkTeam } from '../../support/link-team.ts';

onEveryDatabase('the timer store', (databases) => {
  let database: Database;
  let minute: number;
  let store: TimerStore;
  beforeEach(async () => {
    database = await databases.open();
    minute = 0;
    store = new TimerStore(database, () => at(minute));
    await linkTeam(database, 'esneft', 'chat-team');
  });

  const timer = (dueIn: number, key = 'one') => ({
    name: 'check-back',
    trust: 'esneft' as const,
    runAt: at(dueIn),
    key,
    data: { chat: 'chat-amara' },
  });
  const note = { name: 'unclaimed', trust: 'esneft', to: 'team', key: 'note' } as const;
  const leaseAt = (when: number) => {
    minute = when;
    return store.lock(at(when + 1), 20);
  };
  const rows = () => database.db.selectFrom('outbox').selectAll().execute();

  it('gives a timer when it is due, once, with what was set', async () => {
    await store.set(timer(5));
    expect(await leaseAt(4)).toEqual([]);
    expect(await leaseAt(5)).toMatchObject([
      { name: 'check-back', runAt: at(5), data: { chat: 'chat-amara' } },
    ]);
    expect(await leaseAt(5)).toEqual([]);
  });

  it('gives it again when its worker has died', async () => {
    await store.set(timer(5));
    await leaseAt(5);
    expect(await leaseAt(6)).toHaveLength(1);
  });

  it('takes away a timer as it was, and not one that was set again since', async () => {
    await store.set(timer(5));
    const dueAt = await store.dueAt('one');
    await store.set(timer(9));
    expect(await store.remove('one', dueAt)).toBe(false);
    expect(await store.dueAt('one')).toBe(at(9));
    expect(await store.remove('one', at(9))).toBe(true);
    expect(await store.dueAt('one')).toBeUndefined();
  });

  it('moves a timer that is set again, also while somebody has it', async () => {
    await store.set(timer(5));
    const [taken] = await leaseAt(5);
    await store.set(timer(9));
    if (taken === undefined) throw new Error('no timer');
    await store.finish(taken, { messages: [note] });
    expect(await leaseAt(8)).toEqual([]);
    expect(await leaseAt(9)).toHaveLength(1);
    expect(await rows()).toEqual([]);
  });

  it('keeps what is there when it only ensures', async () => {
    await store.set(timer(5));
    await store.ensure(timer(9));
    expect(await store.nextRunAt()).toBe(at(5));
  });

  it('ends a timer together with the messages and timers it brought about', async () => {
    await store.set(timer(5));
    const [taken] = await leaseAt(5);
    if (taken === undefined) throw new Error('no timer');
    await store.finish(taken, { messages: [note], timers: [timer(50, 'two')] });
    await store.finish(taken, { messages: [{ ...note, key: 'again' }] });
    expect((await rows()).map(({ key, conversation_id }) => [key, conversation_id])).toEqual([
      ['note', 'chat-team'],
    ]);
    const timers = await database.db.selectFrom('timers').select('key').execute();
    expect(timers).toEqual([{ key: 'two' }]);
  });

  it('never gives one timer to two workers', async () => {
    for (let number = 0; number < 10; number += 1) await store.set(timer(1, `key ${number}`));
    minute = 1;
    const taken = await Promise.all([store.lock(at(2), 5), store.lock(at(2), 5), store.lock(at(2), 5)]);
    const keys = taken.flat().map((one) => one.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is nothing that the outbox sends or counts', async () => {
    await store.set(timer(1));
    const deliveries = new DeliveryStore(database);
    expect(await deliveries.lock(at(5), at(6), 20)).toEqual([]);
    expect(await deliveries.nextRunAt()).toBeUndefined();
    expect(await deliveries.counts()).toEqual({});
  });

  it('is set in the transaction of the change that owes it, or not at all', async () => {
    const cases = new SqlCaseStore(database);
    const it1 = aCase();
    const raise = { case: it1, events: [{ type: 'raise' as const, at: at(0), by: AMARA }], messages: [] };
    await cases.save({ ...raise, timers: followUps(raise, DEFAULT_RULES) });
    expect(await store.nextRunAt()).toBe(at(30));
    const ask = changed(it1, { type: 'ask', question: 'Which ward?' }, ELENA, 1);
    await cases.save(ask);
    const late = changed(it1, { type: 'resolve', outcome: 'username-sent' }, ELENA, 2);
    expect(await cases.save({ ...late, timers: followUps(late, DEFAULT_RULES) })).toBe('conflict');
    const names = (await database.db.selectFrom('timers').select('name').execute()).map((row) => row.name);
    expect(names).toEqual(['remind-unclaimed']);
  });
});
