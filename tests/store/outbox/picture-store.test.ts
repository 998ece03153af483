import { beforeEach, expect, it } from 'vitest';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { PictureStore } from '../../../src/store/outbox/picture-store.ts';
import { AMARA, aCase, at, changed } from '../../shared/a-case.ts';
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

  it('goes with its row, whoever deletes that', async () => {
    await add();
    await database.db.deleteFrom('outbox').execute();
    expect(await kept()).toEqual([]);
  });
});
