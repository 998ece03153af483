import { beforeEach, expect, it } from 'vitest';
import { StateConflictError, StateStore } from '../../../src/store/chats/state-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { BranchEndStore } from '../../../src/store/reports/branch-end-store.ts';
import { at } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

onEveryDatabase('the state store', (databases) => {
  let database: Database;
  let state: StateStore;
  beforeEach(async () => {
    database = await databases.open();
    state = new StateStore(database, () => at(0));
  });
  type Items = Parameters<StateStore['write']>[0];
  const write = (items: Record<string, { step: string; eTag?: string }>) => state.write(items as Items);
  const read = async (key: string) => (await state.read([key]))[key] as { step: string; eTag: string };

  it('gives back what was written, and an eTag to write it again', async () => {
    await state.write({ 'talk/1': { step: 'one', nested: { list: [1, 'ü', null] } } as object });
    expect(await state.read(['talk/1', 'talk/2'])).toEqual({
      'talk/1': { step: 'one', nested: { list: [1, 'ü', null] }, eTag: expect.any(String) },
    });
    expect(await state.read([])).toEqual({});
  });

  it('refuses a write that names an older version, and keeps the newer', async () => {
    await write({ 'talk/1': { step: 'one' } });
    const [mine, theirs] = [await read('talk/1'), await read('talk/1')];
    await write({ 'talk/1': { ...theirs, step: 'theirs' } });
    await expect(write({ 'talk/1': { ...mine, step: 'mine' } })).rejects.toThrow(StateConflictError);
    expect(await read('talk/1')).toMatchObject({ step: 'theirs' });
    await write({ 'talk/1': { ...(await read('talk/1')), step: 'mine after all' } });
    expect(await read('talk/1')).toMatchObject({ step: 'mine after all' });
  });

  it('lets one of several first writes through', async () => {
    const writes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => write({ 'talk/1': { step: `${index}` } })),
    );
    const failed = writes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(failed).toHaveLength(7);
    for (const reason of failed) expect(reason).toBeInstanceOf(StateConflictError);
    expect(await read('talk/1')).toMatchObject({ step: expect.stringMatching(/^\d$/) });
  });

  it('lets one of several writes of the same version through', async () => {
    await write({ 'talk/1': { step: 'one' } });
    const known = await read('talk/1');
    const writes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => write({ 'talk/1': { ...known, step: `${index}` } })),
    );
    expect(writes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('writes all of several changes, or none', async () => {
    await write({ 'talk/1': { step: 'one' }, 'talk/2': { step: 'two' } });
    const [one, two] = [await read('talk/1'), await read('talk/2')];
    await write({ 'talk/2': { ...two, step: 'newer' } });
    const changes = {
      'talk/1': { ...one, step: 'changed' },
      'talk/2': { ...two, step: 'changed' },
      'talk/3': { step: 'new' },
    };
    await expect(write(changes)).rejects.toThrow(StateConflictError);
    expect(await state.read(['talk/1', 'talk/2', 'talk/3'])).toMatchObject({
      'talk/1': { step: 'one' },
      'talk/2': { step: 'newer' },
    });
    expect(await read('talk/3')).toBeUndefined();
  });

  it('refuses to write on top of what was deleted', async () => {
    await write({ 'talk/1': { step: 'one' } });
    const known = await read('talk/1');
    await state.delete(['talk/1', 'talk/9']);
    await state.delete([]);
    expect(await read('talk/1')).toBeUndefined();
    await expect(write({ 'talk/1': { ...known, step: 'two' } })).rejects.toThrow(StateConflictError);
  });

  it.each(['', '*', 'nonsense', '1; drop table dialog_state', '-1', '1.0', '99999999999'])(
    'takes no eTag but its own: %j',
    async (eTag) => {
      await write({ 'talk/1': { step: 'one' } });
      await expect(write({ 'talk/1': { step: 'two', eTag } })).rejects.toThrow(StateConflictError);
      expect(await read('talk/1')).toMatchObject({ step: 'one' });
    },
  );

  it('writes a state and what goes with it together, or neither', async () => {
    const counted = async () =>
      (await database.db.selectFrom('branch_ends').select('count').execute()).map((row) => row.count);
    const counts = new BranchEndStore(database, () => '2026-06-01T09:00:00.000Z');
    const end = { trust: 'esneft', branch: 'reset-link', step: 'one', ended: 'solved' } as const;
    const both = (item: { step: string; eTag?: string }) =>
      state.writeTogether('talk/1', item as Items[string], (tx) => counts.branchEnded(end, tx));
    await both({ step: 'one' });
    expect(await counted()).toEqual([1]);
    const known = await read('talk/1');
    await both({ ...known, step: 'two' });
    expect(await counted()).toEqual([2]);

    await expect(both({ ...known, step: 'late' })).rejects.toThrow(StateConflictError);
    await expect(both({ step: 'as if new' })).rejects.toThrow(StateConflictError);
    const fails = state.writeTogether(
      'talk/1',
      { ...(await read('talk/1')) } as Items[string],
      async (tx) => {
        await counts.branchEnded({ ...end, trust: null as unknown as string }, tx);
      },
    );
    await expect(fails).rejects.toThrow(/null/i);
    expect(await counted()).toEqual([2]);
    expect(await read('talk/1')).toMatchObject({ step: 'two' });
  });
});
