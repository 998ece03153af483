import { beforeEach, expect, it } from 'vitest';
import type { Database } from '../../../src/store/database.ts';
import { NoticeStore } from '../../../src/store/notices/notice-store.ts';
import { Purge } from '../../../src/store/privacy/purge.ts';
import { at, ELENA } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

onEveryDatabase('the notice store', (databases) => {
  let database: Database;
  let minute: number;
  let store: NoticeStore;
  beforeEach(async () => {
    database = await databases.open();
    minute = 0;
    store = new NoticeStore(database, () => at(minute));
  });
  const put = (text: string, until?: number) =>
    store.put('esneft', text, until === undefined ? undefined : at(until), ELENA);
  const told = async () => {
    const rows = await database.db
      .selectFrom('outbox')
      .select('conversation_id')
      .where('name', '=', 'notice-over')
      .where('kind', '=', 'message')
      .execute();
    return rows.map((row) => row.conversation_id).sort();
  };

  it('has one notice a Trust, until its time', async () => {
    await put('ESR is down', 60);
    expect(await store.current('esneft')).toMatchObject({
      text: 'ESR is down',
      until: at(60),
      setBy: ELENA.name,
    });
    expect(await store.current('yas')).toBeUndefined();
    minute = 60;
    expect(await store.current('esneft')).toBeUndefined();
  });

  it('keeps who asked when the notice is changed, and tells each of them once', async () => {
    const { id } = await put('ESR is down', 60);
    await store.listen(id, 'chat-amara');
    await store.listen(id, 'chat-amara');
    const changed = await put('ESR is still down', 120);
    expect(changed.id).toBe(id);
    await store.listen(changed.id, 'chat-ben');
    minute = 60;
    await store.endIfOver('esneft');
    expect(await told()).toEqual([]);
    expect(await store.end('esneft')).toBe(true);
    expect(await store.end('esneft')).toBe(false);
    expect(await told()).toEqual(['chat-amara', 'chat-ben']);
  });

  it('does not promise to tell about one that is over', async () => {
    const { id } = await put('ESR is down');
    await store.end('esneft');
    expect(await store.listen(id, 'chat-amara')).toBe(false);
    expect(await store.listen(999, 'chat-amara')).toBe(false);
  });

  it('is another notice when one is set after the last has run out, and tells those who asked about the last', async () => {
    const first = await put('ESR is down', 10);
    await store.listen(first.id, 'chat-amara');
    minute = 11;
    const second = await put('ESR is slow', 60);
    expect(second.id).not.toBe(first.id);
    expect(await told()).toEqual(['chat-amara']);
  });

  it('forgets its words and who set it 30 days after it ended, and keeps one that still goes on', async () => {
    const { id } = await put('ESR is down');
    await store.listen(id, 'chat-amara');
    await store.end('esneft');
    await put('ESR is slow');
    const kept = async (days: number) => {
      await new Purge(database, { purgeAfterDays: 30 }).run(at(days * 24 * 60));
      const rows = await database.db.selectFrom('notices').select(['text', 'set_by']).execute();
      return JSON.stringify(rows);
    };
    expect(await kept(29)).toContain('ESR is down');
    const left = await kept(30);
    expect(left).not.toContain('ESR is down');
    expect(left).toContain('ESR is slow');
    expect(await told()).toEqual(['chat-amara']);
  });

  it('knows which chats want to hear that it is over', async () => {
    const { id } = await put('ESR is down');
    await store.listen(id, 'chat-amara');
    expect(await store.isListening(id, 'chat-amara')).toBe(true);
    expect(await store.isListening(id, 'chat-ben')).toBe(false);
  });
});
