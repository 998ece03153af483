import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

describe('stopping', () => {
  it('waits for what is being sent, and sends nothing more', async () => {
    it1.teams.faults.add({ effect: { delayMs: 100 } });
    const first = await it1.enqueue(team(), 'first');
    const second = await it1.enqueue(team(), 'second');
    it1.dispatcher.start();
    await eventually(async () => expect((await it1.row(first)).lock_token).not.toBeNull());
    await it1.dispatcher.stop();
    expect(await it1.row(first)).toMatchObject({ state: 'delivered', lock_token: null });
    expect(await it1.row(second)).toMatchObject({ state: 'pending', attempts: 0 });
    it1.dispatcher.pollSoon();
    it1.advance(100);
    expect(await it1.row(second)).toMatchObject({ state: 'pending', attempts: 0 });
    expect(it1.texts(team())).toEqual(['first']);
  });

  it('in the middle of looking leaves nothing taken that is not sent', async () => {
    const ids = [
      await it1.enqueue(team(), 'a'),
      await it1.enqueue(amara(), 'b'),
      await it1.enqueue(ben(), 'c'),
    ];
    it1.dispatcher.start();
    await it1.dispatcher.stop();
    for (const id of ids) expect((await it1.row(id)).lock_token).toBeNull();
    const sent = it1.teams.calls.length;
    expect(sent).toBe(it1.texts(team()).length + it1.texts(amara()).length + it1.texts(ben()).length);
  });

  it('before it was started is no harm', async () => {
    await it1.dispatcher.stop();
    await it1.enqueue(team(), 'a');
    expect(it1.teams.calls).toEqual([]);
  });
});

describe('draining', () => {
  it('ends when the last delivery of a chat was sent, not when it was taken', async () => {
    it1.teams.faults.add({ effect: { delayMs: 50 } });
    it1.dispatcher.start();
    for (const text of ['a', 'b', 'c']) await it1.enqueue(team(), text);
    await it1.dispatcher.drain();
    expect(it1.texts(team())).toEqual(['a', 'b', 'c']);
  });
});

describe('two deliverers on one database', () => {
  it('send everything once, and each chat’s in order, while a third of the calls fail', async () => {
    it1.teams.faults.add({ rate: 0.3, seed: 11, effect: { status: 503 } });
    const chats = [team(), amara(), ben(), it1.teams.cast.chats.escalation];
    const ids: number[] = [];
    for (let index = 0; index < 40; index += 1) {
      ids.push(await it1.enqueue(chats[index % 4] ?? team(), `${String(index).padStart(2, '0')}`, 'card'));
    }
    it1.dispatcher.start();
    it1.another().start();
    await eventually(async () => {
      it1.advance(1);
      expect(await it1.store.counts()).toEqual({ delivered: ids.length });
    });
    const shown = chats.flatMap((chat) => it1.texts(chat));
    expect(shown.sort()).toEqual(ids.map((_, index) => `${String(index).padStart(2, '0')} v1`));
  });
});
