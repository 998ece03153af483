import { randomInt } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { CaseService } from '../../../src/cases/case-service.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { PictureStore } from '../../../src/store/outbox/picture-store.ts';
import { signInName } from '../../cases/a-report.ts';
import { AMARA, aCase, at, CHLOE, changed } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';

onEveryDatabase('a picture on its way to an ESR Team', (databases) => {
  let database: Database;
  let cases: SqlCaseStore;
  let pictures: PictureStore;
  let outbox: DeliveryStore;
  const open = aCase();
  beforeEach(async () => {
    database = await databases.open();
    [cases, pictures, outbox] = [
      new SqlCaseStore(database),
      new PictureStore(database),
      new DeliveryStore(database, { chat: [], tenant: [] }),
    ];
    const chat = { bot_id: 'b', bot_name: 'B', service_url: 'https://x.example/', updated_at: at(0) };
    await database.db
      .insertInto('chats')
      .values({ ...chat, conversation_id: 'team', kind: 'groupChat', tenant_id: 't', person_id: null })
      .execute();
    await database.db
      .insertInto('linked_chats')
      .values({
        trust: 'esneft',
        role: 'esr-team',
        conversation_id: 'team',
        linked_by: 'x',
        linked_at: at(0),
        unlinked_at: null,
      })
      .execute();
    await cases.save({ case: open, events: [{ type: 'raise', at: at(0), by: AMARA }], messages: [] });
    await database.db.deleteFrom('outbox').execute();
  });
  const png = new Uint8Array([0, 255, 128, 10]);
  const add = (key = 'one') =>
    pictures.add(
      { reference: open.reference, trust: 'esneft', from: AMARA, chat: 'chat-amara', key, png },
      at(1),
    );
  const close = () => cases.save(changed(open, { type: 'withdraw' }, AMARA, 2));
  const lock = async () => {
    const [delivery] = (await outbox.lock(at(5), at(6), 10)).filter(({ name }) => name === 'picture');
    if (delivery === undefined) throw new Error('Nothing is due');
    return delivery;
  };
  const kept = () => database.db.selectFrom('pictures').selectAll().execute();

  it('is kept as it is, once, and only until Teams has it', async () => {
    expect([await add(), await add()]).toEqual([true, true]);
    expect(await kept()).toHaveLength(1);
    const delivery = await lock();
    expect(await pictures.find(delivery.id)).toBe(Buffer.from(png).toString('base64'));
    await outbox.delivered(delivery, 'activity', 0, at(5));
    expect(await kept()).toEqual([]);
  });

  it('is not taken for a case that is closed, and goes when it closes', async () => {
    await add();
    await close();
    expect(await kept()).toEqual([]);
    expect(await add('two')).toBe(false);
    expect(
      await database.db.selectFrom('outbox').select('id').where('name', '=', 'picture').execute(),
    ).toEqual([]);
  });

  it('is deleted in Teams where its case closes while it is being sent', async () => {
    await add();
    const delivery = await lock();
    await close();
    await outbox.delivered(delivery, 'activity', 0, at(5));
    expect(await lock()).toMatchObject({ activityId: 'activity', chat: 'team', data: {} });
  });

  describe('of a case that two sides share', () => {
    let service: CaseService;
    let shared: string;
    beforeEach(async () => {
      await close();
      service = new CaseService({
        store: cases,
        now: () => at(10),
        random: randomInt,
        dispatchSoon: () => undefined,
        signInName,
      });
      await report('trainer', 'amara.okafor@nhs.net');
      shared = await report('staff', 'amara.okafor@nhs.net');
    });
    const report = async (kind: 'staff' | 'trainer', correctEmail: string) => {
      const requester =
        kind === 'staff'
          ? { kind, person: AMARA, chat: 'chat-amara' }
          : { kind, person: CHLOE, chat: 'chat-trainers' };
      const details = { esrUsername: '432OKAFORA01', correctEmail };
      const key = crypto.randomUUID();
      const given = { trust: 'esneft', problem: 'other', requester, details, trail: [], key };
      return (await service.raise(given)).case.reference;
    };
    const send = (reference: string, key = 'one') =>
      pictures.add({ reference, trust: 'esneft', from: AMARA, chat: 'chat-amara', key, png }, at(11));
    /** The messages with pictures, and what is to be done with each. */
    const rows = () =>
      database.db
        .selectFrom('outbox')
        .select(['reference', 'activity_id', 'payload'])
        .where('name', '=', 'picture')
        .execute();
    const inTeams = async () => {
      const [row] = await database.db
        .selectFrom('outbox')
        .selectAll()
        .where('name', '=', 'picture')
        .execute();
      await database.db
        .updateTable('outbox')
        .set({ state: 'delivered', activity_id: 'activity', shown_version: 1 })
        .where('id', '=', row?.id ?? 0)
        .execute();
    };
    const told = () =>
      database.db.selectFrom('outbox').selectAll().where('name', '=', 'picture-not-shown').execute();

    it('goes when its sender’s report goes on as another case, and they are told', async () => {
      expect(await send(shared)).toBe(true);
      const own = await report('staff', 'amara@gmail.com');
      expect(own).not.toBe(shared);
      expect([await kept(), await rows()]).toEqual([[], []]);
      expect(await told()).toMatchObject([{ reference: own, conversation_id: 'chat-amara' }]);
    });

    it('is deleted in Teams when its sender’s report goes on as another case, and they are told once', async () => {
      await send(shared);
      await inTeams();
      const own = await report('staff', 'amara@gmail.com');
      expect(await rows()).toMatchObject([{ activity_id: 'activity', payload: null }]);
      await service.act(own, { type: 'withdraw' }, AMARA, undefined, { chat: 'chat-amara', as: 'requester' });
      await service.act(shared, { type: 'claim' }, CHLOE);
      expect(await told()).toHaveLength(1);
    });

    it('stays when it is another’s report that goes on as another case, or is withdrawn', async () => {
      await send(shared);
      const other = await report('trainer', 'chloe@nhs.net');
      expect(other).not.toBe(shared);
      expect(await rows()).toMatchObject([{ reference: shared }]);
      expect(await kept()).toHaveLength(1);
      await report('trainer', 'amara.okafor@nhs.net');
      await service.act(shared, { type: 'withdraw' }, CHLOE, undefined, {
        chat: 'chat-trainers',
        as: 'requester',
      });
      expect(await kept()).toHaveLength(1);
      expect(await told()).toEqual([]);
    });

    it('goes with its sender’s report, while the case goes on', async () => {
      await send(shared);
      await inTeams();
      await service.act(shared, { type: 'withdraw' }, AMARA, undefined, {
        chat: 'chat-amara',
        as: 'requester',
      });
      expect((await cases.find(shared))?.state).toBe('open');
      expect(await rows()).toMatchObject([{ activity_id: 'activity', payload: null }]);
      expect(await told()).toEqual([]);
      expect(await send(shared, 'two')).toBe(false);
    });

    it('goes under the case that its sender’s report went on as while they were asked', async () => {
      const own = await report('staff', 'amara@gmail.com');
      expect(await send(shared)).toBe(true);
      expect(await rows()).toMatchObject([{ reference: own }]);
    });

    it('is not taken from somebody without a report in the case', async () => {
      const stranger = { id: 'aad-stranger', name: 'Stranger' };
      const picture = { reference: shared, trust: 'esneft', chat: 'chat-x', key: 'x', png };
      expect(await pictures.add({ ...picture, from: stranger }, at(11))).toBe(false);
      expect(await pictures.add({ ...picture, from: CHLOE }, at(11))).toBe(false);
    });
  });

  it('goes with its row, whoever deletes that', async () => {
    await add();
    await database.db.deleteFrom('outbox').execute();
    expect(await kept()).toEqual([]);
  });
});
