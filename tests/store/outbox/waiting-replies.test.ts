import { beforeEach, expect, it } from 'vitest';
import { commonConfig } from '../../../src/config/config.ts';
import { subjectOf } from '../../../src/privacy/subject.ts';
import type { Database } from '../../../src/store/database.ts';
import { DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { HELD } from '../../../src/store/outbox/held-deliveries.ts';
import { erase } from '../../../src/store/privacy/erase.ts';
import { Purge } from '../../../src/store/privacy/purge.ts';
import { at } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

onEveryDatabase('replies that wait', (databases) => {
  let database: Database;
  let store: DeliveryStore;
  beforeEach(async () => {
    database = await databases.open();
    store = new DeliveryStore(database, { chat: [], tenant: [] });
  });

  const add = (text: string, minute = 0, lockUntil?: string) =>
    store.addReply({ chat: 'chat', activity: JSON.stringify({ text }) }, at(minute), lockUntil);
  /** What is due at this minute, taken for one more. */
  const lease = (minute: number) => store.lock(at(minute), at(minute + 1), 20);
  const texts = async (minute: number) =>
    (await lease(minute)).map(({ data }) => (JSON.parse(data.activity ?? '') as { text: string }).text);
  const left = () => database.db.selectFrom('outbox').selectAll().execute();

  it('go out one after the other, and leave nothing behind', async () => {
    await add('one');
    await add('two');
    const [one, ...more] = await lease(0);
    expect(more).toEqual([]);
    expect(await lease(0)).toEqual([]);
    if (one !== undefined) await store.delivered(one, 'a1', 0, at(0));
    expect(await texts(0)).toEqual(['two']);
    expect(await left()).toHaveLength(1);
  });

  it('wait behind one that is refused, however long, also those that are said later', async () => {
    await add('one');
    await add('two');
    const [one] = await lease(0);
    if (one !== undefined) await store.retry(one, at(5), '503');
    await add('three', 1);
    expect(await lease(4)).toEqual([]);
    expect(await texts(5)).toEqual(['one']);
  });

  it('wait behind none that is held: why it is, is said meanwhile', async () => {
    await add('about a case');
    const [held] = await lease(0);
    if (held !== undefined) await store.retry(held, at(30), HELD, 'held');
    expect(await store.resume({ id: 'chat', kind: 'personal' }, at(1))).toEqual({ due: 0, replies: false });
    await add('People from elsewhere are here', 1);
    expect(await texts(1)).toEqual(['People from elsewhere are here']);
    await store.release('chat', at(2));
    expect(await texts(2)).toEqual(['about a case']);
  });

  it('are left to the turn that tries to send them, until its lease ends', async () => {
    const mine = await add('one', 0, at(1));
    await add('two');
    expect(await lease(0)).toEqual([]);
    expect(await store.resume({ id: 'chat', kind: 'personal' }, at(0))).toMatchObject({ replies: true });
    expect(await lease(0)).toEqual([]);
    // Its process died.
    expect(await texts(1)).toEqual(['one']);
    // What it may still say of it counts no more.
    await store.delivered(mine, 'a1', 0, at(1));
    expect(await left()).toHaveLength(2);
  });

  it('do not hold up another chat, nor a thread beside theirs', async () => {
    await add('one', 0, at(9));
    await store.addReply({ chat: 'other', activity: '{"text":"other"}' }, at(0));
    expect(await store.resume({ id: 'other', kind: 'personal' }, at(0))).toMatchObject({ replies: true });
    expect(await store.resume({ id: 'nobody', kind: 'personal' }, at(0))).toEqual({ due: 0, replies: false });
    expect(await texts(0)).toEqual(['other']);
  });

  it('go out as soon as somebody is there again', async () => {
    await add('one');
    const [one] = await lease(0);
    if (one !== undefined) await store.retry(one, at(50), '503');
    expect(await store.resume({ id: 'chat', kind: 'personal' }, at(2))).toEqual({ due: 1, replies: true });
    expect(await texts(2)).toEqual(['one']);
  });

  it('are gone when they are given up', async () => {
    await add('one');
    const [one] = await lease(0);
    if (one !== undefined) expect(await store.stop(one, 'failed', '400', at(0))).toBe(false);
    expect(await left()).toEqual([]);
  });

  it('are purged with the conversation that they are from', async () => {
    await add('one');
    const [one] = await lease(0);
    if (one !== undefined) await store.stop(one, 'paused', '403', at(0));
    const purge = new Purge(database, commonConfig({}));
    await purge.run(at(60));
    expect(await left()).toHaveLength(1);
    await purge.run(at(25 * 60));
    expect(await left()).toEqual([]);
  });

  it('are erased where they name somebody', async () => {
    await add('Amara: amara.okafor@nhs.net');
    await add('Somebody else');
    const subject = subjectOf('amara.okafor@nhs.net');
    if (subject === undefined) throw new TypeError('no subject');
    await erase(database, subject, at(1));
    expect((await left()).map(({ payload }) => payload).join()).not.toContain('amara');
    expect(await texts(1)).toEqual(['Somebody else']);
  });
});
