import pino from 'pino';
import { beforeEach, expect, it } from 'vitest';
import { AnsweredActivities } from '../../src/bot/answered-activities.ts';
import { StateStore } from '../../src/store/chats/state-store.ts';
import type { Database } from '../../src/store/database.ts';
import { Purge } from '../../src/store/privacy/purge.ts';
import { at } from '../shared/a-case.ts';
import { onEveryDatabase } from '../support/databases.ts';

onEveryDatabase('which activities were answered', (databases) => {
  let database: Database;
  let now = at(0);
  beforeEach(async () => {
    now = at(0);
    database = await databases.open();
  });

  /** As another process has it. */
  const another = (states: Pick<StateStore, 'readAtOnce' | 'write' | 'delete'> = stateStore()) =>
    new AnsweredActivities(states, pino({ level: 'silent' }), () => now, true);
  const stateStore = () => new StateStore(database, () => at(0));
  const answer = async () => 'answered';
  const keys = async () =>
    (await database.db.selectFrom('dialog_state').select('key').execute()).map(({ key }) => key);

  it('is known to every process', async () => {
    expect(await another().once('chat', '1', answer)).toBe('answered');
    expect(await another().once('chat', '1', answer)).toBeUndefined();
    expect(await another().once('chat', '2', answer)).toBe('answered');
    expect(await another().once('other', '1', answer)).toBe('answered');
  });

  it('is not one whose answer failed', async () => {
    const broken = another().once('chat', '1', () => Promise.reject(new Error('Teams is away')));
    await expect(broken).rejects.toThrow('Teams is away');
    expect(await another().once('chat', '1', answer)).toBe('answered');
  });

  it('is looked at again by a process that was overtaken between its look and its turn', async () => {
    const states = stateStore();
    let isFirst = true;
    const overtaken = another({
      readAtOnce: async (key) => {
        const found = await states.readAtOnce(key);
        if (isFirst) {
          isFirst = false;
          expect(await another().once('chat', '1', answer)).toBe('answered');
        }
        return found;
      },
      write: (items) => states.write(items),
      delete: (gone) => states.delete(gone),
    });
    expect(await overtaken.once('chat', '1', answer)).toBeUndefined();
    expect(await keys()).toEqual(['answered/chat']);
  });

  it('is answered by one of the processes that get it at the same time, and by another where that one fails', async () => {
    let said = 0;
    const slowly = Promise.withResolvers<string>();
    const says = () => {
      said += 1;
      return slowly.promise;
    };
    const all = [1, 2, 3].map(() => another().once('chat', '1', says));
    await expect.poll(() => said).toBe(1);
    slowly.resolve('answered');
    expect((await Promise.all(all)).filter((one) => one !== undefined)).toEqual(['answered']);
    expect(said).toBe(1);

    const { promise, reject } = Promise.withResolvers<string>();
    const failing = another().once('chat', '2', () => promise);
    await expect.poll(keys).toContain('answered/chat/2');
    const next = another().once('chat', '2', answer);
    reject(new Error('Teams is away'));
    await expect(failing).rejects.toThrow('Teams is away');
    expect(await next).toBe('answered');
    expect(await keys()).toEqual(['answered/chat']);
  });

  it('is answered by another where the process that began with it died', async () => {
    void another().once('chat', '1', () => new Promise<never>(() => undefined));
    await expect.poll(keys).toContain('answered/chat/1');
    now = at(1);
    expect(await another().once('chat', '1', answer)).toBe('answered');
  });

  it('is marked for each, however many processes answer in a chat at once', async () => {
    const ids = ['1', '2', '3', '4'];
    await Promise.all(ids.map((id) => another().once('chat', id, answer)));
    expect(await Promise.all(ids.map((id) => another().once('chat', id, answer)))).toEqual(
      ids.map(() => undefined),
    );
  });

  it('does not turn an answer into a failure when it can’t be marked', async () => {
    const states = {
      readAtOnce: async () => undefined,
      write: () => Promise.reject(new Error('the database is away')),
      delete: async () => undefined,
    };
    expect(await another(states).once('chat', '1', answer)).toBe('answered');
  });

  it('counts as none where the row can’t be read, and where the activity has no id', async () => {
    await stateStore().write({ 'answered/chat': { what: 'of a version to come' } as object });
    expect(await another().once('chat', '1', answer)).toBe('answered');
    expect(await another().once('chat', undefined, answer)).toBe('answered');
    expect(await another().once('chat', undefined, answer)).toBe('answered');
  });

  it('is known as long as Teams may send one again, however much was said since', async () => {
    const answered = another();
    for (let id = 1; id <= 60; id += 1) await answered.once('chat', `${id}`, answer);
    now = at(59);
    expect(await answered.once('chat', '1', answer)).toBeUndefined();
    now = at(61);
    await answered.once('chat', '61', answer);
    const [row] = await database.db.selectFrom('dialog_state').selectAll().execute();
    expect(JSON.parse(row?.body ?? '')).toMatchObject({ ids: ['61'] });
  });

  it('is known of those that the release before marked, which wrote no times', async () => {
    await stateStore().write({ 'answered/chat': { ids: ['1', '2'] } as object });
    const answered = another();
    await answered.once('chat', '3', answer);
    expect(await answered.once('chat', '1', answer)).toBeUndefined();
  });

  it('is kept for a day', async () => {
    await another().once('chat', '1', answer);
    const purge = new Purge(database, { purgeAfterDays: 90 });
    await purge.run(at(23 * 60));
    expect(await keys()).toEqual(['answered/chat']);
    expect(await purge.run(at(25 * 60))).toMatchObject({ drafts: 0 });
    expect(await keys()).toEqual([]);
  });
});
