import { beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../src/cases/case.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { type Delivery, DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { AMARA, aCase, at, CHLOE, changed, ELENA, RESOLVE } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { linkTeam } from '../../support/link-team.ts';

onEveryDatabase('the delivery store', (databases) => {
  let database: Database;
  let store: DeliveryStore;
  let cases: SqlCaseStore;
  beforeEach(async () => {
    database = await databases.open();
    store = new DeliveryStore(database);
    cases = new SqlCaseStore(database);
    await linkTeam(database, 'esneft', 'chat-team');
  });

  const raise = (overrides: Parameters<typeof aCase>[0] = {}) => {
    const it = aCase(overrides);
    return cases.save({ case: it, events: [{ type: 'raise', at: at(0), by: AMARA }], messages: [] });
  };
  const save = async (change: Change) => {
    expect(await cases.save(change)).toBe('saved');
    return change.case;
  };
  /** Everything due at this minute, leased for one more. */
  const lease = (minute: number, limit = 20) => store.lock(at(minute), at(minute + 1), limit);
  const only = async (minute: number, chat: string): Promise<Delivery> => {
    const found = (await lease(minute)).find((one) => one.chat === chat);
    if (found === undefined) throw new Error(`Nothing was due in ${chat}`);
    return found;
  };
  const summary = (deliveries: readonly Delivery[]) =>
    deliveries.map((one) => `${one.name} to ${one.chat}`).sort();
  const row = (id: number) =>
    database.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  describe('leasing', () => {
    it('gives each delivery to one worker, once, with all that it needs', async () => {
      await raise();
      const [handoff, status] = (await lease(0)).sort((a, b) => a.id - b.id);
      expect(handoff).toMatchObject({
        kind: 'card',
        name: 'handoff',
        chat: 'chat-team',
        reference: 'K7M-4PT',
        trust: 'esneft',
        attempts: 1,
        activityId: undefined,
        mention: undefined,
        data: {},
      });
      expect(status).toMatchObject({ name: 'status', chat: 'chat-amara' });
      expect(await lease(0)).toEqual([]);
    });

    it('gives nothing to two of ten workers, however many ask at once', async () => {
      for (let index = 0; index < 12; index += 1) {
        await raise({
          reference: `CCC-CC${index}`,
          details: {},
          requesters: [{ kind: 'staff', person: AMARA, chat: `chat-${index}`, at: at(0) }],
        });
      }
      const taken = (await Promise.all(Array.from({ length: 10 }, () => lease(0, 4)))).flat();
      // Twelve people's chats and one of the team.
      expect(taken.map((one) => one.chat).sort()).toEqual([...new Set(taken.map((one) => one.chat))].sort());
      taken.push(...(await lease(0)));
      expect(new Set(taken.map((one) => one.id)).size).toBe(taken.length);
      expect(taken).toHaveLength(13);
    });

    it('takes a chat’s deliveries one at a time, in the order they became owed', async () => {
      await raise();
      await raise({ reference: 'DDD-DDD', details: {} });
      const seen: (string | undefined)[] = [];
      for (let minute = 1; minute < 4; minute += 1) {
        const team = (await lease(minute)).filter((one) => one.chat === 'chat-team');
        for (const one of team) {
          seen.push(one.reference);
          await store.delivered(one, 'a1', 1, at(minute));
        }
      }
      expect(seen).toEqual(['K7M-4PT', 'DDD-DDD']);
    });

    it('takes no more than it is asked for', async () => {
      await raise();
      expect(await lease(0, 1)).toHaveLength(1);
      expect(await lease(0, 1)).toHaveLength(1);
      expect(await lease(0, 1)).toHaveLength(0);
    });

    it('leaves what is due later', async () => {
      await raise();
      const status = await only(0, 'chat-amara');
      await store.retry(status, at(5), '503');
      expect(summary(await lease(4))).toEqual(['handoff to chat-team']);
      expect(summary(await lease(5))).toContain('status to chat-amara');
    });

    it('ends: what a worker that died had taken is due again, and its late word counts no more', async () => {
      await raise();
      const dead = await only(0, 'chat-team');
      expect(await lease(0)).toEqual([]);
      const again = await only(1, 'chat-team');
      expect(again).toMatchObject({ id: dead.id, attempts: 2 });
      await store.delivered(dead, 'late', 1, at(1));
      await store.stop(dead, 'failed', 'late', at(9));
      await store.retry(dead, at(9), 'late');
      expect(await row(dead.id)).toMatchObject({
        state: 'pending',
        activity_id: null,
        lock_token: again.lockToken,
      });
      await store.delivered(again, 'a1', 1, at(1));
      expect(await row(dead.id)).toMatchObject({ state: 'delivered', activity_id: 'a1', run_at: null });
    });

    it('is given back at once by a process that knows it is alone', async () => {
      await raise();
      await lease(0);
      await store.releaseLocks(at(0));
      expect(await lease(0)).toHaveLength(2);
    });
  });

  describe('a card', () => {
    it('that changed while it was being sent is due again at once, and only once', async () => {
      await raise();
      const sending = await only(0, 'chat-team');
      const claimed = await save(changed(aCase(), { type: 'claim' }, ELENA, 0));
      expect(summary(await lease(0))).not.toContain('handoff to chat-team');
      await save(changed(claimed, RESOLVE, ELENA, 0));
      await store.delivered(sending, 'a1', 1, at(0));
      const again = await only(0, 'chat-team');
      expect(again).toMatchObject({ id: sending.id, activityId: 'a1', attempts: 1 });
      await store.delivered(again, 'a1', 3, at(0));
      expect(await lease(9)).not.toContainEqual(expect.objectContaining({ name: 'handoff' }));
    });

    it('that changes many times before it is sent is sent once', async () => {
      await raise();
      const claimed = await save(changed(aCase(), { type: 'claim' }, ELENA, 0));
      await save(changed(claimed, { type: 'release' }, ELENA, 0));
      expect(summary(await lease(0))).toEqual(['handoff to chat-team', 'status to chat-amara']);
      const rows = await database.db.selectFrom('outbox').selectAll().execute();
      expect(rows.map((one) => one.wanted_version)).toEqual([3, 3]);
    });

    it('whose message is gone forgets it, and is posted anew', async () => {
      await raise();
      const first = await only(0, 'chat-team');
      await store.delivered(first, 'a1', 1, at(0));
      await save(changed(aCase(), { type: 'claim' }, ELENA, 1));
      const second = await only(1, 'chat-team');
      expect(second.activityId).toBe('a1');
      await store.retry(second, at(1), '404', 'anew');
      expect((await only(1, 'chat-team')).activityId).toBeUndefined();
    });

    it('that had failed or was paused is tried again when its case changes', async () => {
      await raise();
      const [one, other] = await lease(0);
      if (one === undefined || other === undefined) throw new Error('two were due');
      await store.stop(one, 'failed', '404', at(9));
      await store.stop(other, 'paused', '403', at(9));
      expect(await lease(1)).toEqual([]);
      await save(changed(aCase(), { type: 'claim' }, ELENA, 2));
      expect(await lease(2)).toHaveLength(2);
    });

    it('is owed once to a chat from which two people reported', async () => {
      const trainer = { kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(0) } as const;
      const second = { ...trainer, person: AMARA };
      await raise({ requesters: [trainer, second] });
      expect(summary(await lease(0))).toEqual(['handoff to chat-team', 'status to chat-escalation']);
    });
  });

  describe('a message', () => {
    it('carries its words and who is mentioned, and is sent once', async () => {
      const trainer = { kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(0) } as const;
      await raise({ requesters: [trainer] });
      const claimed = await save(changed(aCase({ requesters: [trainer] }), { type: 'claim' }, ELENA, 0));
      await save(changed(claimed, { type: 'ask', question: 'Which "ward"?' }, ELENA, 0));
      await store.delivered(await only(0, 'chat-escalation'), 'a1', 3, at(0));
      const message = await only(0, 'chat-escalation');
      expect(message).toMatchObject({
        kind: 'message',
        name: 'question',
        mention: CHLOE,
        data: { text: 'Which "ward"?', by: 'Elena Rossi' },
      });
      await store.delivered(message, 'a2', 3, at(0));
      expect((await lease(9)).map((one) => one.chat)).not.toContain('chat-escalation');
    });
  });

  describe('pausing', () => {
    it('holds what is owed to a chat until the bot is in it again', async () => {
      await raise();
      await store.stop(await only(0, 'chat-amara'), 'paused', '403', at(9));
      expect(summary(await lease(9))).not.toContain('status to chat-amara');
      expect(await store.resume({ id: 'chat-ben', kind: 'personal' }, at(9))).toMatchObject({ due: 0 });
      expect(await store.resume({ id: 'chat-amara', kind: 'personal' }, at(9))).toMatchObject({ due: 1 });
      expect(await only(9, 'chat-amara')).toMatchObject({ attempts: 1 });
      expect(await store.resume({ id: 'chat-amara', kind: 'personal' }, at(9))).toMatchObject({ due: 0 });
    });

    it('ends for a channel’s threads with the channel, and for no other channel', async () => {
      const thread = '19:a_b@thread.tacv2;messageid=1';
      await raise({ requesters: [{ kind: 'trainer', person: CHLOE, chat: thread, at: at(0) }] });
      await store.stop(await only(0, thread), 'paused', '403', at(9));
      expect(await store.resume({ id: '19:a', kind: 'channel' }, at(1))).toMatchObject({ due: 0 });
      expect(await store.resume({ id: '19:aXb@thread.tacv2', kind: 'channel' }, at(1))).toMatchObject({
        due: 0,
      });
      expect(await store.resume({ id: '19:a_b@thread.tacv2', kind: 'channel' }, at(1))).toMatchObject({
        due: 1,
      });
    });

    it('does not bring back what failed for good', async () => {
      await raise();
      await store.stop(await only(0, 'chat-amara'), 'failed', '404', at(9));
      expect(await store.resume({ id: 'chat-amara', kind: 'personal' }, at(1))).toMatchObject({ due: 0 });
    });
  });

  it('lets a whole chat rest when Teams asks for it, and no other', async () => {
    await raise();
    await raise({ reference: 'DDD-DDD', details: {} });
    const first = await only(0, 'chat-team');
    await store.retry(first, at(5), '429');
    await store.pauseUntil('chat-team', at(5));
    expect((await lease(4)).map((one) => one.chat)).not.toContain('chat-team');
    expect((await only(5, 'chat-team')).id).toBe(first.id);
  });

  it('knows when the next is due, and how many are in which state', async () => {
    expect(await store.nextRunAt()).toBeUndefined();
    await raise({ trust: 'yas', details: {} });
    // Nobody's team chat is linked for that Trust: its handoff card waits, and keeps no timer busy.
    expect(await store.counts()).toEqual({ pending: 2 });
    const status = await only(0, 'chat-amara');
    expect(await store.nextRunAt()).toBe(at(1));
    await store.retry(status, at(7), '503');
    expect(await store.nextRunAt()).toBe(at(7));
    await store.stop(await only(7, 'chat-amara'), 'failed', '404', at(9));
    expect(await store.nextRunAt()).toBeUndefined();
    expect(await store.counts()).toEqual({ pending: 1, failed: 1 });
  });
});
