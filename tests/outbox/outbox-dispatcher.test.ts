import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Delivering, startDelivering } from '../support/deliveries.ts';
import { eventually } from '../support/eventually.ts';

let it1: Delivering;
beforeEach(async () => {
  it1 = await startDelivering();
});
afterEach(() => it1.close());

const amara = () => it1.teams.cast.chats.amara;
const ben = () => it1.teams.cast.chats.ben;
const team = () => it1.teams.cast.chats.esrTeam;
/** Milliseconds from now until a row is due. */
const dueIn = (row: { run_at: string | null }) => Date.parse(row.run_at ?? '') - Date.parse(it1.now());

describe('a call that fails for now', () => {
  it.each([
    ['408', { status: 408 }],
    ['412', { status: 412 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['503', { status: 503 }],
    ['504', { status: 504 }],
    ['no answer', { drop: true }],
  ])('with %s is made once, tried again after a while by us alone, and shown once', async (_, effect) => {
    it1.teams.faults.add({ times: 1, effect });
    const id = await it1.enqueue(amara(), 'news');
    it1.dispatcher.start();
    const row = await it1.settled(id);
    expect(it1.teams.calls).toHaveLength(1);
    expect(row).toMatchObject({ state: 'pending', attempts: 1, activity_id: null });
    expect(dueIn(row)).toBeGreaterThanOrEqual(500);
    expect(dueIn(row)).toBeLessThanOrEqual(1000);
    it1.advance(1);
    await eventually(async () => expect((await it1.row(id)).state).toBe('delivered'));
    expect(it1.teams.calls).toHaveLength(2);
    expect(it1.texts(amara())).toEqual(['news']);
  });

  it('waits longer each time, tells operations from the twelfth on, and is tried on', async () => {
    it1.teams.faults.add({ match: { chat: amara().id }, effect: { status: 503 } });
    const id = await it1.enqueue(amara(), 'news');
    it1.dispatcher.start();
    const errors = () => it1.log.filter((line) => line.level === 50 && line.delivery === id).length;
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 13; attempt += 1) {
      const tried = { attempts: attempt, lock_token: null, state: 'pending' };
      await eventually(async () => expect(await it1.row(id)).toMatchObject(tried));
      const row = await it1.row(id);
      expect(await it1.store.counts()).toEqual(attempt < 12 ? { pending: 1 } : { failed: 1 });
      expect(errors()).toBe(attempt < 12 ? 0 : 1);
      waits.push(dueIn(row));
      it1.advance(dueIn(row) / 1000);
    }
    expect(it1.teams.calls.length).toBeGreaterThanOrEqual(13);
    for (const [index, wait] of waits.entries()) {
      const most = Math.min(600_000, 1000 * 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(Math.floor(most / 2));
      expect(wait).toBeLessThanOrEqual(most);
    }
  });

  it('with a reply is tried each quarter of a minute: who came first is not answered last', async () => {
    it1.teams.faults.add({ effect: { status: 503 } });
    const { id } = await it1.store.addReply({ chat: amara().id, activity: '{"type":"message"}' }, it1.now());
    await it1.triedAlready(id, 20);
    it1.dispatcher.start();
    await eventually(async () => expect(await it1.row(id)).toMatchObject({ attempts: 21, lock_token: null }));
    expect(dueIn(await it1.row(id))).toBeLessThanOrEqual(15_000);
  });

  it('gets through after an outage of a day less a quarter, and ends after that', async () => {
    const out = it1.teams.faults.add({ effect: { status: 503 } });
    const [lasting, ending] = [await it1.enqueue(amara(), 'lasting'), await it1.enqueue(ben(), 'ending')];
    // As many tries as the longest waits between them leave room for in that time.
    await it1.triedAlready(lasting, (18 * 60) / 10);
    await it1.triedAlready(ending, 199);
    it1.dispatcher.start();
    const ended = { state: 'failed', run_at: null };
    await eventually(async () => expect(await it1.row(ending)).toMatchObject(ended));
    const row = await it1.settled(lasting);
    expect(row.state).toBe('pending');
    it1.teams.faults.clear(out.id);
    it1.advance(dueIn(row) / 1000);
    await eventually(() => expect(it1.texts(amara())).toEqual(['lasting']));
  });

  it('keeps to what Teams asks for, and lets the whole chat rest, but no other', async () => {
    it1.teams.faults.add({ match: { chat: team().id }, times: 1, effect: { status: 429, retryAfter: 7 } });
    const first = await it1.enqueue(team(), 'first');
    await it1.enqueue(team(), 'second');
    await it1.enqueue(amara(), 'news');
    it1.dispatcher.start();
    expect(dueIn(await it1.settled(first))).toBe(7000);
    await eventually(() => expect(it1.texts(amara())).toEqual(['news']));
    it1.advance(6);
    const third = await it1.enqueue(ben(), 'third');
    await eventually(async () => expect((await it1.row(third)).state).toBe('delivered'));
    expect(it1.texts(team())).toEqual([]);
    it1.advance(1);
    await eventually(() => expect(it1.texts(team())).toEqual(['first', 'second']));
  });
});

describe('a call that Teams did, without an answer', () => {
  const accepted = { accept: true, drop: true };

  it('shows a message twice at most: the one window in which that can happen', async () => {
    it1.teams.faults.add({ times: 1, effect: accepted });
    const id = await it1.enqueue(amara(), 'news');
    it1.dispatcher.start();
    await it1.settled(id);
    it1.advance(1);
    await eventually(async () => expect((await it1.row(id)).state).toBe('delivered'));
    expect(it1.texts(amara())).toEqual(['news', 'news']);
  });

  it('leaves a card that was brought up to date as it is', async () => {
    const id = await it1.enqueue(team(), 'handoff', 'card');
    it1.dispatcher.start();
    await eventually(async () => expect((await it1.row(id)).state).toBe('delivered'));
    it1.teams.faults.add({ match: { operation: 'update' }, times: 1, effect: accepted });
    await it1.change(id);
    await eventually(async () => expect(await it1.row(id)).toMatchObject({ attempts: 1, lock_token: null }));
    it1.advance(1);
    await eventually(async () => expect((await it1.row(id)).state).toBe('delivered'));
    expect(it1.texts(team())).toEqual(['handoff v2']);
  });
});

describe('a refusal', () => {
  it.each(['BotNotInConversationRoster', 'ConversationBlockedByUser', 'MessageWritesBlocked'])(
    'by 403 %s waits, without another call, until the bot is in the chat again',
    async (code) => {
      it1.teams.faults.add({ times: 1, effect: { status: 403, code } });
      const id = await it1.enqueue(amara(), 'news');
      it1.dispatcher.start();
      expect(await it1.settled(id)).toMatchObject({
        state: 'paused',
        run_at: null,
        last_error: `403 ${code}`,
      });
      it1.advance(100_000);
      const later = await it1.enqueue(ben(), 'later');
      await eventually(async () => expect((await it1.row(later)).state).toBe('delivered'));
      expect(it1.texts(amara())).toEqual([]);
      expect(await it1.store.resume({ id: amara().id, kind: 'personal' }, it1.now())).toMatchObject({
        due: 1,
      });
      it1.dispatcher.pollSoon();
      await eventually(() => expect(it1.texts(amara())).toEqual(['news']));
    },
  );

  it.each([
    ['403 BotDisabledByAdmin', { status: 403, code: 'BotDisabledByAdmin' }],
    ['401', { status: 401 }],
  ])('by %s is for operations: tried again later, and holds nothing else up', async (_, effect) => {
    it1.teams.faults.add({ match: { text: 'broken' }, effect });
    const id = await it1.enqueue(team(), 'broken');
    await it1.enqueue(team(), 'fine');
    it1.dispatcher.start();
    expect(await it1.settled(id)).toMatchObject({ state: 'pending', attempts: 1 });
    await eventually(() => expect(it1.texts(team())).toEqual(['fine']));
  });

  it.each([400, 413, 415, 422])(
    'by %i of what is plain already is for good, and operations are told at once',
    async (status) => {
      it1.teams.faults.add({ match: { text: 'broken' }, effect: { status } });
      const id = await it1.enqueue(team(), 'broken');
      await it1.enqueue(team(), 'fine');
      it1.dispatcher.start();
      expect(await it1.settled(id)).toMatchObject({ state: 'failed', run_at: null });
      await eventually(() => expect(it1.texts(team())).toEqual(['fine']));
      expect(it1.teams.calls).toHaveLength(2);
      expect(await it1.store.counts()).toMatchObject({ failed: 1 });
      expect(it1.log.filter((line) => line.level === 50 && line.delivery === id)).toHaveLength(1);
    },
  );

  it('by 404 for the chat is for good, after one call', async () => {
    it1.teams.faults.add({ effect: { status: 404, code: 'ConversationNotFound' } });
    const id = await it1.enqueue(amara(), 'news');
    it1.dispatcher.start();
    expect(await it1.settled(id)).toMatchObject({ state: 'failed', run_at: null });
    expect(it1.teams.calls).toHaveLength(1);
  });

  it('by 404 for a card’s message posts the card anew, once, in its newest version', async () => {
    const id = await it1.enqueue(team(), 'handoff', 'card');
    it1.dispatcher.start();
    await eventually(() => expect(it1.texts(team())).toEqual(['handoff v1']));
    await eventually(async () => expect((await it1.row(id)).state).toBe('delivered'));
    const posted = it1.teams.activities(team()).at(-1)?.id ?? '';
    it1.teams.world.record({ type: 'deleted', id: posted });
    await it1.change(id);
    await eventually(() => expect(it1.texts(team())).toEqual(['handoff v2']));
    await eventually(async () => expect((await it1.row(id)).state).toBe('delivered'));
    expect(it1.teams.calls.map((call) => `${call.method} ${call.status}`)).toEqual([
      'POST 201',
      'PUT 404',
      'POST 201',
    ]);
    expect((await it1.row(id)).activity_id).toBe(it1.teams.activities(team()).at(-1)?.id);
  });
});

describe('a card', () => {
  it('that changes while it is being sent is brought up to date once, in place', async () => {
    it1.teams.faults.add({ times: 1, effect: { delayMs: 100 } });
    const id = await it1.enqueue(team(), 'handoff', 'card');
    it1.dispatcher.start();
    await eventually(async () => expect((await it1.row(id)).lock_token).not.toBeNull());
    const bump = (version: number) =>
      it1.database.db.updateTable('outbox').set({ wanted_version: version }).where('id', '=', id).execute();
    for (const version of [2, 3, 4]) await bump(version);
    await eventually(async () => expect((await it1.row(id)).state).toBe('delivered'));
    expect(it1.texts(team())).toEqual(['handoff v4']);
    expect(it1.teams.calls.length).toBeLessThanOrEqual(2);
  });
});

describe('what the database cannot keep when Teams has answered', () => {
  /** As a read: a write would be refused. */
  const setReadOnly = (value: 'on' | 'off') => {
    const { db } = it1.database;
    const read = db.selectFrom('outbox').select('id').compile();
    return db.executeQuery({ ...read, sql: `pragma query_only = ${value}` });
  };
  /** Teams answers while nothing can be written; then it can again. */
  const answeredMeanwhile = async (effect: object, keeps: 'delivered' | 'retry') => {
    const keeping = vi.spyOn(it1.store, keeps);
    it1.teams.faults.add({ times: 1, effect: { delayMs: 100, ...effect } });
    const id = await it1.enqueue(team(), 'news');
    it1.dispatcher.start();
    await eventually(async () => expect((await it1.row(id)).lock_token).not.toBeNull());
    await setReadOnly('on');
    await eventually(() => expect(keeping.mock.settledResults[0]?.type).toBe('rejected'));
    await setReadOnly('off');
    return it1.settled(id);
  };

  it('is kept as soon as it can be, and nothing is sent again', async () => {
    const row = await answeredMeanwhile({}, 'delivered');
    expect(row).toMatchObject({ state: 'delivered', activity_id: it1.teams.activities(team()).at(-1)?.id });
    expect(it1.teams.calls).toHaveLength(1);
  });

  it('and was a refusal is tried again, and not only when the lease runs out', async () => {
    expect(await answeredMeanwhile({ status: 503 }, 'retry')).toMatchObject({
      state: 'pending',
      attempts: 1,
    });
    it1.advance(1);
    await eventually(() => expect(it1.texts(team())).toEqual(['news']));
  });

  it('ends with the bot that is stopped', async () => {
    it1.teams.faults.add({ effect: { delayMs: 50 } });
    const id = await it1.enqueue(team(), 'news');
    it1.dispatcher.start();
    await eventually(async () => expect((await it1.row(id)).lock_token).not.toBeNull());
    await setReadOnly('on');
    const keeping = vi.spyOn(it1.store, 'delivered');
    await eventually(() => expect(keeping.mock.settledResults[0]?.type).toBe('rejected'));
    await it1.dispatcher.stop();
    expect((await it1.row(id)).lock_token).not.toBeNull();
    await setReadOnly('off');
  });
});

describe('what cannot be shown', () => {
  it('because showing it breaks holds nothing else up, and ends as failed', async () => {
    const present = it1.render;
    it1.render = async (delivery) => {
      if (delivery.name !== 'broken') return present(delivery);
      throw new TypeError('a word that must not be logged');
    };
    const id = await it1.enqueue(team(), 'broken');
    await it1.enqueue(team(), 'fine');
    it1.dispatcher.start();
    await eventually(() => expect(it1.texts(team())).toEqual(['fine']));
    expect(await it1.settled(id)).toMatchObject({ state: 'pending' });
    await it1.triedAlready(id, 199);
    it1.advance(1);
    await eventually(async () => expect((await it1.row(id)).state).toBe('failed'));
    expect(JSON.stringify(it1.log)).not.toContain('must not be logged');
  });

  it('because there is nothing left of it is dropped', async () => {
    it1.render = async () => undefined;
    const id = await it1.enqueue(team(), 'gone');
    it1.dispatcher.start();
    await eventually(() => expect(it1.row(id)).rejects.toThrow());
    expect(it1.teams.calls).toEqual([]);
  });
});
