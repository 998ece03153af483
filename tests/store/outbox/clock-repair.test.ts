import { beforeEach, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../src/cases/follow-ups.ts';
import { clockRules } from '../../../src/outbox/clock-rules.ts';
import { TEAMS_SEND_LIMITS } from '../../../src/outbox/send-limits.ts';
import type { Database } from '../../../src/store/database.ts';
import { ClockRepair } from '../../../src/store/outbox/clock-repair.ts';
import { DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { TimerStore } from '../../../src/store/outbox/timer-store.ts';
import { onEveryDatabase } from '../../support/databases.ts';

const NOW = '2026-11-23T10:00:00.000Z';
const after = (ms: number) => new Date(Date.parse(NOW) + ms).toISOString();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

onEveryDatabase('after a clock that was ahead', (databases) => {
  let database: Database;
  let store: DeliveryStore;
  beforeEach(async () => {
    database = await databases.open();
    store = new DeliveryStore(database);
    const bot = { bot_id: 'b', bot_name: 'B', service_url: 'https://x.example/', updated_at: NOW };
    await database.db
      .insertInto('chats')
      .values({ ...bot, conversation_id: 'chat', kind: 'personal', tenant_id: 't', person_id: null })
      .execute();
  });
  const repair = (wentBack = false, now = NOW) =>
    new ClockRepair(database, clockRules(DEFAULT_RULES, TEAMS_SEND_LIMITS)).run(now, wentBack);
  let key = 0;
  const addDelivery = async (row: object) => {
    const all = { kind: 'message', name: 'x', trust: 'esneft', state: 'pending', conversation_id: 'chat' };
    key += 1;
    await database.db
      .insertInto('outbox')
      .values({ ...all, key: String(key), run_at: NOW, created_at: NOW, ...row } as never)
      .execute();
  };
  const due = async (table: 'outbox' | 'timers' = 'outbox') =>
    (await database.db.selectFrom(table).select('run_at').orderBy('id').execute()).map((row) => row.run_at);

  it.each([10 * 1000, HOUR, DAY, 365 * DAY])('a pace taken %d ms ahead is forgotten', async (ahead) => {
    await addDelivery({ run_at: after(ahead) });
    expect(await store.lock(after(ahead), after(ahead + MINUTE), 1)).toHaveLength(1);
    await addDelivery({ conversation_id: 'other' });
    await database.db.deleteFrom('outbox').where('lock_token', 'is not', null).execute();
    await addDelivery({});
    expect((await repair()).sendLimits).toBe(2);
    expect(await store.lock(NOW, after(MINUTE), 10)).toHaveLength(2);
  });

  it('a pace and a rest that are as they should be are kept', async () => {
    await addDelivery({});
    await store.lock(NOW, after(MINUTE), 1);
    await store.pauseUntil('chat', after(HOUR));
    expect((await repair()).sendLimits).toBe(0);
    await store.pauseUntil('chat', after(2 * HOUR));
    expect((await repair()).sendLimits).toBe(1);
  });

  it('what was never tried is due now, what was tried after the longest wait of its own', async () => {
    await addDelivery({ run_at: after(DAY) });
    await addDelivery({ run_at: after(DAY), attempts: 3 });
    await addDelivery({ run_at: after(3 * MINUTE), attempts: 3 });
    await addDelivery({ run_at: after(59 * MINUTE), attempts: 60 });
    await addDelivery({ run_at: after(2000) });
    expect((await repair()).deliveries).toBe(2);
    expect(await due()).toEqual([NOW, NOW, after(3 * MINUTE), after(59 * MINUTE), after(2000)]);
  });

  it('what waits because Teams asked for it waits on', async () => {
    await addDelivery({ run_at: after(30 * MINUTE), attempts: 1 });
    await store.pauseUntil('chat', after(30 * MINUTE));
    expect((await repair()).deliveries).toBe(0);
  });

  it('a lease ends when it would have, had it begun now, and its worker may still finish', async () => {
    await addDelivery({ run_at: after(DAY) });
    const [it] = await store.lock(after(DAY), after(DAY + MINUTE), 1);
    await repair(true);
    expect(await due()).toEqual([after(MINUTE)]);
    if (it !== undefined) await store.delivered(it, 'activity', 0, NOW);
    expect(await due()).toEqual([null]);
  });

  it.each([
    ['close-silent', 7 * DAY],
    ['remind-waiting', 2 * DAY],
    ['remind-unclaimed', 30 * MINUTE],
    ['undelivered', HOUR],
    ['self-test-chat', HOUR],
    ['self-test', 21 * HOUR],
    ['purge', 16.5 * HOUR],
    ['morning-summary', 22.5 * HOUR],
  ])('the timer %s comes no later than one that is set now', async (name, latest) => {
    const timers = new TimerStore(database, () => NOW);
    await timers.set({ name, trust: 'esneft', runAt: after(latest), key: 'right' });
    await timers.set({ name, trust: 'esneft', runAt: after(latest + HOUR), key: 'wrong' });
    expect((await repair()).timers).toBe(1);
    expect(await due('timers')).toEqual([after(latest), after(latest)]);
  });

  it.each(['check-back', 'notice-over', 'of another version'])(
    'the timer %s stays when somebody set it to',
    async (name) => {
      const timers = new TimerStore(database, () => NOW);
      await timers.set({ name, trust: 'esneft', runAt: after(300 * DAY), key: 'x' });
      expect((await repair()).timers).toBe(0);
    },
  );

  it('a timer that was being done keeps its lease, cut to its length', async () => {
    const timers = new TimerStore(database, () => after(DAY));
    await timers.set({ name: 'notice-over', trust: 'esneft', runAt: after(DAY), key: 'x' });
    await timers.lock(after(DAY + 2 * MINUTE), 1);
    await repair();
    const locks = await database.db.selectFrom('timers').select('locked_until').execute();
    expect(locks).toEqual([{ locked_until: after(2 * MINUTE) }]);
  });
});
