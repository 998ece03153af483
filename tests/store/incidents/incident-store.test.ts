import { beforeEach, expect, it } from 'vitest';
import { subjectOf } from '../../../src/privacy/subject.ts';
import { toRow } from '../../../src/store/cases/case-row.ts';
import type { Database } from '../../../src/store/database.ts';
import { IncidentStore } from '../../../src/store/incidents/incident-store.ts';
import { NoticeStore } from '../../../src/store/notices/notice-store.ts';
import { PlannedNotices } from '../../../src/store/notices/planned-notices.ts';
import { enqueueMessage } from '../../../src/store/outbox/enqueue.ts';
import { erase } from '../../../src/store/privacy/erase.ts';
import { Purge } from '../../../src/store/privacy/purge.ts';
import { aCase, at, ELENA } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { linkTeam } from '../../support/link-team.ts';

const REPORT = { trust: 'esneft', problem: 'down' };

onEveryDatabase('the incident store', (databases) => {
  let database: Database;
  let minute: number;
  let looks: number;
  /** It goes on between two looks at it, as a real one does. */
  const clock = () => new Date(Date.parse(at(minute)) + ++looks).toISOString();
  let notices: NoticeStore;
  let store: IncidentStore;
  const linked = {
    trust: 'esneft',
    role: 'esr-team',
    conversation_id: 'team',
    linked_by: '',
    linked_at: at(0),
  };
  beforeEach(async () => {
    database = await databases.open();
    minute = 0;
    looks = 0;
    notices = new NoticeStore(database, clock);
    store = new IncidentStore(database, notices, clock);
    await database.db.insertInto('linked_chats').values(linked).execute();
  });
  const report = async (chats: readonly number[], by = store, of = database) => {
    for (const chat of chats)
      await of.db.transaction().execute((tx) => by.report(tx, REPORT, `chat-${chat}`));
  };
  const people = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index);
  const rows = () => database.db.selectFrom('incidents').selectAll().orderBy('id').execute();
  const cards = () => database.db.selectFrom('outbox').selectAll().where('name', '=', 'incident').execute();
  const find = async () => {
    const found = await store.find('esneft', (await rows()).at(-1)?.id ?? 0);
    if (found === undefined) throw new TypeError('no incident');
    return found;
  };

  it('raises one incident when two processes see it at once', async () => {
    // SQLite is for one process.
    const other = databases.kind === 'postgres' ? await databases.openAgain() : database;
    const theirs = new IncidentStore(other, notices, clock);
    await report(people(6));
    await report(people(6, 7), theirs, other);
    const looked = await Promise.all([store.look(REPORT), theirs.look(REPORT)]);
    expect(looked).toContain(true);
    expect(await rows()).toMatchObject([{ people: 12, ended_at: null }]);
    expect(await cards()).toHaveLength(1);
  });

  it('goes on after a restart, and is its own Trust’s', async () => {
    await report(people(12));
    await store.look(REPORT);
    const restarted = new IncidentStore(database, notices, clock);
    await report([13], restarted);
    await restarted.look(REPORT);
    expect(await rows()).toMatchObject([{ people: 13 }]);
    const { id } = await find();
    expect(await store.find('yas', id)).toBeUndefined();
    expect(await store.look({ ...REPORT, trust: 'yas' })).toBe(false);
  });

  it('raises none where no team would see it', async () => {
    await database.db
      .updateTable('linked_chats')
      .set({ unlinked_at: at(0) })
      .execute();
    await report(people(20));
    expect(await store.look(REPORT)).toBe(false);
    expect(await rows()).toEqual([]);
  });

  it('loses nothing where two officers end it, set a notice and end one at the same instant', async () => {
    const other = databases.kind === 'postgres' ? await databases.openAgain() : database;
    const theirNotices = new NoticeStore(other, clock);
    for (let round = 0; round < 5; round += 1) {
      await report(people(12));
      await store.look(REPORT);
      const it = await find();
      await Promise.all([
        store.setNotice(it, 'ESR is down', ELENA),
        theirNotices.put('esneft', 'ESR is slow', undefined, ELENA),
      ]);
      await store.setNotice(it, 'ESR is down', ELENA);
      await Promise.all([store.tell(await find(), ELENA), theirNotices.end('esneft')]);
      expect(await theirNotices.current('esneft')).toBeUndefined();
      expect(await find()).toMatchObject({ ended: { as: 'over' } });
      minute += 24 * 60;
    }
  });

  it('sends its card, and no old reminder, to the chat that is linked instead', async () => {
    await report(people(12));
    await store.look(REPORT);
    const reminder = { name: 'idle', trust: 'esneft', to: 'team', key: 'idle' } as const;
    await database.db.transaction().execute((tx) => enqueueMessage(tx, reminder, at(0)));
    await linkTeam(database, 'esneft', 'team-2');
    const outbox = () =>
      database.db.selectFrom('outbox').select(['name', 'conversation_id', 'state']).execute();
    expect(await outbox()).toEqual([{ name: 'incident', conversation_id: 'team-2', state: 'pending' }]);
    await store.dismiss(await find(), ELENA);
    await linkTeam(database, 'esneft', 'team-3');
    expect(await outbox()).toMatchObject([{ name: 'incident', conversation_id: null }]);
  });

  it('tells once, and not whoever said that it is solved or reported it anew', async () => {
    await report(people(12));
    await store.look(REPORT);
    await database.db.transaction().execute((tx) => store.forget(tx, 'chat-2', REPORT));
    const it = await find();
    expect(await Promise.all([store.tell(it, ELENA), store.tell(it, ELENA)])).toEqual(
      expect.arrayContaining([true, false]),
    );
    const told = await database.db
      .selectFrom('outbox')
      .select('conversation_id')
      .where('name', '=', 'incident-over')
      .execute();
    expect(told.map((row) => row.conversation_id).sort()).toEqual(
      people(12)
        .filter((one) => one !== 2)
        .map((one) => `chat-${one}`)
        .sort(),
    );
    minute = 5;
    await report([3]);
    const over = await find();
    const toTell = await Promise.all([1, 2, 3].map((one) => store.isToTell(over, `chat-${one}`)));
    expect(toTell).toEqual([true, false, false]);
  });

  it('is one card for an outage that spreads, and tells each person once, about a problem of theirs', async () => {
    const login = { trust: 'esneft', problem: 'smartcard-login' };
    const reportLogin = async (chats: readonly number[]) => {
      for (const chat of chats)
        await database.db.transaction().execute((tx) => store.report(tx, login, `chat-${chat}`));
    };
    await report(people(12));
    await store.look(REPORT);
    minute = 30;
    await reportLogin(people(10, 10));
    expect(await store.look(login)).toBe(true);
    expect(await cards()).toHaveLength(1);
    const [first] = await rows();
    const whole = await store.find('esneft', first?.id ?? 0);
    expect(whole).toMatchObject({ people: 12, spread: [{ problem: 'smartcard-login', people: 10 }] });
    minute = 40;
    await reportLogin([30]);
    expect(await store.look(login)).toBe(true);
    expect((await store.find('esneft', first?.id ?? 0))?.spread).toMatchObject([{ people: 11 }]);
    // People still report what it spread to: it is not over though the first problem is quiet.
    minute = 5 * 60;
    await reportLogin([31]);
    minute = 8 * 60;
    await reportLogin([32]);
    await store.look(login);
    minute = 8 * 60 + 30;
    await report([40]);
    await store.look(REPORT);
    expect(await rows()).toHaveLength(2);
    if (whole === undefined) throw new TypeError('no incident');
    await store.tell(whole, ELENA);
    expect((await rows()).map((row) => row.ended_as)).toEqual(['over', 'over']);
    const told = await database.db
      .selectFrom('outbox')
      .select(['conversation_id as chat', 'payload'])
      .where('name', '=', 'incident-over')
      .execute();
    expect(told.map(({ chat }) => chat).sort()).toEqual(
      [...people(19), 30, 31, 32, 40].map((one) => `chat-${one}`).sort(),
    );
    const part = (await rows())[1]?.id;
    expect(told.filter(({ payload }) => payload?.includes(`"${part}"`))).toHaveLength(13);
    const second = await store.find('esneft', Number(part));
    expect(second && (await store.isToTell(second, 'chat-30'))).toBe(true);
  });

  it('is a card of its own when nobody has reported the other one for an hour, or it is over', async () => {
    await report(people(12));
    await store.look(REPORT);
    minute = 61;
    const login = { trust: 'esneft', problem: 'smartcard-login' };
    for (const chat of people(10))
      await database.db.transaction().execute((tx) => store.report(tx, login, `chat-${chat}`));
    await store.look(login);
    expect(await cards()).toHaveLength(2);
  });

  it('forgets the name of who ended it on its card too, once that person is erased', async () => {
    await report(people(12));
    await store.look(REPORT);
    const id = '00000000-0000-4000-8000-00000000e1e4';
    await store.dismiss(await find(), { ...ELENA, id });
    const before = await find();
    await database.db.insertInto('cases').values(toRow(aCase())).execute();
    const claimed = { reference: 'K7M-4PT', version: 1, type: 'claim', at: at(0) };
    await database.db
      .insertInto('case_events')
      .values({ ...claimed, by_id: id, by_name: ELENA.name })
      .execute();
    const elena = subjectOf(id);
    if (elena === undefined) throw new TypeError('nobody');
    await erase(database, elena, at(5));
    const after = await find();
    expect(after.ended?.by).not.toBe(ELENA.name);
    expect((await cards())[0]).toMatchObject({ wanted_version: before.version + 1, state: 'pending' });
  });

  it('forgets who reported it after a day, unless it goes on; then counts and names go too', async () => {
    await report(people(12));
    await store.look(REPORT);
    minute = 20 * 60;
    await report([20]);
    await store.look(REPORT);
    const kept = async (hours: number) => {
      await new Purge(database, { purgeAfterDays: 30 }).run(at(hours * 60));
      const reports = await database.db.selectFrom('problem_reports').select('at').execute();
      return reports.length;
    };
    expect(await kept(25)).toBe(1);
    expect(await kept(50)).toBe(0);
    await kept(32 * 24);
    expect([await rows(), await cards()]).toEqual([[], []]);
    await kept(70 * 24);
    expect(await database.db.selectFrom('problem_hours').selectAll().execute()).toEqual([]);
  });

  it('starts a planned notice once, at its time, in the place of the one that runs', async () => {
    const planned = new PlannedNotices(database, notices, clock);
    const text = 'ESR is being updated';
    const plan = await planned.plan('esneft', { text, from: at(60), until: at(120) }, ELENA);
    const running = () =>
      database.db.selectFrom('notices').select('text').where('ended_at', 'is', null).execute();
    await planned.start('esneft', plan?.id ?? 0);
    expect(await running()).toEqual([]);
    minute = 60;
    await Promise.all([planned.start('esneft', plan?.id ?? 0), planned.start('esneft', plan?.id ?? 0)]);
    expect(await running()).toEqual([{ text }]);
    expect(await planned.of('esneft')).toEqual([]);
    const late = await planned.plan('esneft', { text: 'Missed', from: at(70), until: at(80) }, ELENA);
    expect(await planned.remove('yas', late?.id ?? 0)).toBe(false);
    minute = 90;
    await planned.start('esneft', late?.id ?? 0);
    expect(await running()).toEqual([{ text }]);
    const told = await database.db
      .selectFrom('outbox')
      .select('payload')
      .where('name', '=', 'notice-started')
      .execute();
    expect(told.map((row) => JSON.parse(row.payload ?? '{}').missed)).toEqual([undefined, 'yes']);
  });
});
