import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '../../../src/cases/case.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { SurfaceStore } from '../../../src/store/outbox/team-outbox.ts';
import { AMARA, aCase, at, changed, ELENA } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { linkTeam } from '../../support/link-team.ts';

onEveryDatabase('what an ESR Team is owed when chats are linked', (databases) => {
  let database: Database;
  let store: DeliveryStore;
  let cases: SqlCaseStore;
  beforeEach(async () => {
    database = await databases.open();
    store = new DeliveryStore(database);
    cases = new SqlCaseStore(database);
  });

  const raise = async (overrides: Partial<Case> = {}) => {
    const it = aCase(overrides);
    await cases.save({ case: it, events: [{ type: 'raise', at: at(0), by: AMARA }], messages: [] });
    return it;
  };
  /** Delivers everything that is due, and says what went where. */
  const deliver = async (minute: number) => {
    const sent: string[] = [];
    for (;;) {
      const due = await store.lock(at(minute), at(minute + 1), 20);
      if (due.length === 0) return sent.filter((one) => !one.includes('chat-amara')).sort();
      for (const one of due) {
        sent.push(`${one.activityId === undefined ? 'post' : 'update'} ${one.name} in ${one.chat}`);
        await store.delivered(one, one.activityId ?? `activity-${one.id}-${one.chat}`, 99, at(minute));
      }
    }
  };

  it('waits for the first chat', async () => {
    await raise();
    expect(await deliver(0)).toEqual([]);
    await linkTeam(database, 'esneft', 'chat-team');
    expect(await deliver(1)).toEqual(['post handoff in chat-team']);
  });

  it('is posted anew in the next chat, with what was being sent to the old one', async () => {
    await linkTeam(database, 'esneft', 'chat-old');
    const it1 = await raise();
    expect(await deliver(0)).toEqual(['post handoff in chat-old']);
    const claimed = changed(it1, { type: 'claim' }, ELENA, 1);
    await cases.save(claimed);
    const [sending] = await store.lock(at(1), at(2), 20);
    await linkTeam(database, 'esneft', 'chat-new', 'esr-team', at(1));
    expect(await deliver(1)).toContain('post handoff in chat-new');
    if (sending !== undefined) await store.delivered(sending, 'old-activity', 2, at(1));
    await cases.save(changed(claimed.case, { type: 'release' }, ELENA, 3));
    expect(await deliver(3)).toEqual(['update handoff in chat-new']);
  });

  it('moves to the end only after a worker has sent it, who would write over what stands there then', async () => {
    const it1 = await raise();
    await deliver(0);
    await cases.save(changed(it1, { type: 'claim' }, ELENA, 1));
    const [sending] = await store.lock(at(1), at(2), 20);
    let isSent = false;
    const moved = new SurfaceStore(database)
      .showStatusAnew(it1.reference, 'chat-amara', at(1))
      .then((old) => ({ old, isSent }));
    // As long as it would take if it did not wait.
    await Promise.race([moved, setTimeout(300)]);
    if (sending === undefined) throw new Error('Nothing is being sent');
    isSent = true;
    await store.delivered(sending, sending.activityId ?? '', 2, at(1));
    expect(await moved).toEqual({ old: sending.activityId, isSent: true });
    const [anew] = await store.lock(at(1), at(2), 20);
    expect(anew).toMatchObject({ name: 'status', activityId: undefined });
  });

  it('includes messages that could not be sent to the old chat', async () => {
    await linkTeam(database, 'esneft', 'chat-old');
    const it1 = await raise();
    await deliver(0);
    await cases.save(changed(it1, { type: 'assign', to: ELENA }, AMARA, 1));
    for (let round = 0; round < 2; round += 1) {
      for (const one of await store.lock(at(1), at(2), 20)) await store.stop(one, 'paused', '403', at(9));
    }
    await linkTeam(database, 'esneft', 'chat-new', 'esr-team', at(2));
    expect(await deliver(2)).toEqual(['post assigned in chat-new', 'post handoff in chat-new']);
  });

  it('leaves closed cases alone, until one is opened again', async () => {
    await linkTeam(database, 'esneft', 'chat-old');
    const closed = changed(await raise(), { type: 'withdraw' }, AMARA, 1);
    await cases.save(closed);
    await deliver(1);
    await linkTeam(database, 'esneft', 'chat-new', 'esr-team', at(2));
    expect(await deliver(2)).toEqual([]);
    await cases.save(changed(closed.case, { type: 'reopen', why: '' }, AMARA, 3));
    expect(await deliver(3)).toEqual(['post handoff in chat-new', 'post reopened in chat-new']);
  });

  it('never reaches the chat after that became another Trust’s', async () => {
    await linkTeam(database, 'esneft', 'chat-team');
    const it1 = await raise();
    await deliver(0);
    await linkTeam(database, 'south-tees', 'chat-team', 'esr-team', at(1));
    await cases.save(changed(it1, { type: 'claim' }, ELENA, 2));
    expect(await deliver(2)).toEqual([]);
    await linkTeam(database, 'esneft', 'chat-new', 'esr-team', at(3));
    expect(await deliver(3)).toEqual(['post handoff in chat-new']);
  });

  it('never reaches the chat after that became the trainers’', async () => {
    await linkTeam(database, 'esneft', 'chat-team');
    const it1 = await raise();
    await deliver(0);
    await linkTeam(database, 'esneft', 'chat-team', 'escalation', at(1));
    await cases.save(changed(it1, { type: 'claim' }, ELENA, 2));
    expect(await deliver(2)).toEqual([]);
  });

  it('never reaches it though it waited when the chat became the trainers’, and goes to the next', async () => {
    await linkTeam(database, 'esneft', 'chat-team');
    await raise();
    await linkTeam(database, 'esneft', 'chat-team', 'escalation', at(1));
    expect(await deliver(1)).toEqual([]);
    await linkTeam(database, 'esneft', 'chat-new', 'esr-team', at(2));
    expect(await deliver(2)).toEqual(['post handoff in chat-new']);
  });

  it('stays where it is when the same chat is linked again', async () => {
    await linkTeam(database, 'esneft', 'chat-team');
    await raise();
    await deliver(0);
    await linkTeam(database, 'esneft', 'chat-team', 'esr-team', at(1));
    expect(await deliver(1)).toEqual([]);
  });

  describe('at the same moment', () => {
    it('is never left behind, whichever comes first', async () => {
      for (let round = 0; round < 10; round += 1) {
        const reference = `CCC-CC${round}`;
        const chat = `chat-${round}`;
        await Promise.all([raise({ reference, details: {} }), linkTeam(database, 'esneft', chat)]);
        const row = await database.db
          .selectFrom('outbox')
          .select('conversation_id')
          .where('key', '=', `${reference}:handoff`)
          .executeTakeFirstOrThrow();
        expect(row.conversation_id).toBe(chat);
      }
    });
  });
});
