import { beforeEach, describe, expect, it } from 'vitest';
import { ChatStore } from '../../../src/store/chats/chat-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { type Delivery, DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { at } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

onEveryDatabase('the pace of what is sent', (databases) => {
  let database: Database;
  let store: DeliveryStore;
  /** Another process. */
  let other: DeliveryStore;
  let added: number;
  beforeEach(async () => {
    database = await databases.open();
    store = new DeliveryStore(database);
    other = new DeliveryStore(database);
    added = 0;
  });

  const later = (ms: number) => new Date(Date.parse(at(0)) + ms).toISOString();
  const lease = (now: string, from = store) => from.lock(now, at(5), 20);
  const enqueue = async (chat: string, count = 1, tenant = 'tenant-a', name = 'news') => {
    await new ChatStore(database, () => at(0)).remember({
      id: chat,
      kind: 'groupChat',
      tenantId: tenant,
      serviceUrl: 'https://teams.example/',
      bot: { id: 'bot', name: 'Bot' },
    });
    for (let index = 0; index < count; index += 1) {
      added += 1;
      await database.db
        .insertInto('outbox')
        .values({
          kind: 'message',
          name,
          trust: 'esneft',
          conversation_id: chat,
          key: `${added}`,
          state: 'pending',
          run_at: at(0),
          created_at: at(0),
        })
        .execute();
    }
  };
  /** Sends at one instant, from both processes in turn, until nothing may go out. */
  const sendAll = async (now: string): Promise<Delivery[]> => {
    const sent: Delivery[] = [];
    for (let round = 0; ; round += 1) {
      const taken = await lease(now, round % 2 === 0 ? store : other);
      if (taken.length === 0) return sent;
      for (const one of taken) await store.delivered(one, 'a1', 0, now);
      sent.push(...taken);
    }
  };

  it('lets a chat have a few at once and then one after the other, from two processes together', async () => {
    await enqueue('chat-team', 9);
    expect(await sendAll(at(0))).toHaveLength(4);
    const next = await store.nextRunAt();
    if (next === undefined) throw new Error('five are still owed');
    expect(Date.parse(next)).toBeGreaterThan(Date.parse(at(0)));
    expect(await sendAll(new Date(Date.parse(next) - 1).toISOString())).toHaveLength(0);
    expect(await sendAll(next)).toHaveLength(1);
  });

  it('lets through what people wait for first, then news, and last what only sums up', async () => {
    await enqueue('chat-summary', 1, 'tenant-a', 'morning-summary');
    await enqueue('chat-news', 1, 'tenant-a', 'status');
    await enqueue('chat-reply', 1, 'tenant-a', 'reply');
    const slow = new DeliveryStore(database, { chat: [], tenant: [{ everyMs: 1000, burst: 1 }] });
    const names: string[] = [];
    for (let second = 0; second < 3; second += 1)
      names.push(...(await slow.lock(later(second * 1000), at(5), 20)).map(({ name }) => name));
    expect(names).toEqual(['reply', 'status', 'morning-summary']);
  });

  it.each([
    ['a reply that Teams refused keeps its place among those who wait', 'reply', ['chat-0', 'chat-1']],
    ['news that Teams refused go behind the others', 'status', ['chat-1', 'chat-0']],
  ])('%s', async (_, name, order) => {
    await enqueue('chat-0', 1, 'tenant-a', name);
    const [refused] = await lease(at(0));
    await enqueue('chat-1', 1, 'tenant-a', name);
    if (refused !== undefined) await store.retry(refused, at(1), '429');
    const slow = new DeliveryStore(database, { chat: [], tenant: [{ everyMs: 1000, burst: 1 }] });
    const chats: string[] = [];
    for (let second = 0; second < 2; second += 1)
      chats.push(...(await slow.lock(later(60_000 + second * 1000), at(5), 20)).map(({ chat }) => chat));
    expect(chats).toEqual(order);
  });

  it('holds no other chat up', async () => {
    await enqueue('chat-team', 9);
    await sendAll(at(0));
    await enqueue('chat-amara');
    expect(await store.nextRunAt()).toBe(at(0));
    expect((await sendAll(at(0))).map((one) => one.chat)).toEqual(['chat-amara']);
  });

  it('counts a channel’s threads together', async () => {
    await enqueue('19:a@thread;messageid=1', 3);
    await enqueue('19:a@thread;messageid=2', 3);
    await enqueue('19:a@thread', 3);
    await enqueue('19:b@thread;messageid=1', 3);
    const sent = await sendAll(at(0));
    expect(sent.filter((one) => one.chat.startsWith('19:a'))).toHaveLength(4);
    expect(sent.filter((one) => one.chat.startsWith('19:b'))).toHaveLength(3);
  });

  it('stays under a tenant’s limit however many ask at once, and holds no other tenant up', async () => {
    for (let index = 0; index < 25; index += 1) await enqueue(`chat-${index}`);
    const stores = [store, other, store, other];
    const taken = (await Promise.all(stores.map((one) => lease(at(0), one)))).flat();
    taken.push(...(await lease(at(0))));
    expect(new Set(taken.map((one) => one.id)).size).toBe(10);
    await enqueue('chat-elsewhere', 1, 'tenant-b');
    expect((await lease(at(0))).map((one) => one.chat)).toEqual(['chat-elsewhere']);
    expect(await lease(later(1000))).not.toEqual([]);
  });

  describe('while Teams asks for a pause', () => {
    it('holds what becomes owed meanwhile too, in the whole channel, and knows until when', async () => {
      await store.pauseUntil('19:a@thread;messageid=1', later(7000));
      await enqueue('19:a@thread;messageid=2');
      expect(await lease(later(6999))).toEqual([]);
      expect(await store.nextRunAt()).toBe(later(7000));
      expect(await lease(later(7000))).toHaveLength(1);
    });

    it('is not shortened by a shorter pause', async () => {
      await store.pauseUntil('chat-team', later(7000));
      await store.pauseUntil('chat-team', later(3000));
      await enqueue('chat-team');
      expect(await store.nextRunAt()).toBe(later(7000));
    });
  });

  it('is not counted against whoever asked whether the database can be written', async () => {
    await store.probe(at(0));
    expect(await database.db.selectFrom('send_limits').selectAll().execute()).toEqual([]);
  });
});
