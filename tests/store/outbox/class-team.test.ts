import { beforeEach, expect, it } from 'vitest';
import type { Case, CaseAction, Change, Requester } from '../../../src/cases/case.ts';
import { CaseQueries } from '../../../src/store/cases/case-queries.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { type Delivery, DeliveryStore } from '../../../src/store/outbox/delivery-store.ts';
import { redrawClassesBehind } from '../../../src/store/outbox/redraw.ts';
import { SurfaceStore } from '../../../src/store/outbox/team-outbox.ts';
import { AMARA, aCase, at, CHLOE, changed, ELENA } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { linkTeam } from '../../support/link-team.ts';

const CLASS = 'class-1';
const REFERENCES = ['AAA-AAA', 'BBB-BBB', 'CCC-CCC'] as const;
const TRAINER: Requester = { kind: 'trainer', person: CHLOE, chat: 'trainers', at: at(0), batch: CLASS };

onEveryDatabase('the ESR Team’s card of a class', (databases) => {
  let database: Database;
  let store: DeliveryStore;
  let cases: SqlCaseStore;
  let surfaces: SurfaceStore;
  beforeEach(async () => {
    database = await databases.open();
    store = new DeliveryStore(database);
    cases = new SqlCaseStore(database);
    surfaces = new SurfaceStore(database);
  });

  const save = async (change: Change) => {
    expect(await cases.save(change)).toBe('saved');
    return change.case;
  };
  const raiseOne = (reference: string, position: number, of: number, over: Partial<Case> = {}) => {
    const batch = { id: CLASS, position, of };
    const details = { esrUsername: `432LEARNER${reference.slice(0, 3)}`, name: `Jo ${reference}` };
    const it = aCase({ reference, details, requesters: [TRAINER], batch, ...over });
    return save({ case: it, batch, events: [{ type: 'raise', at: at(0), by: CHLOE }], messages: [] });
  };
  const raiseClass = async () => {
    const raised: Case[] = [];
    for (const [index, reference] of REFERENCES.entries()) raised.push(await raiseOne(reference, index, 3));
    return raised as [Case, Case, Case];
  };
  const act = async (it: Case, action: CaseAction, minute: number, by = ELENA) =>
    save(changed(it, action, by, minute));
  /** Delivers what is due, and says what went where; without the trainers' chat and other requesters'. */
  const deliver = async (minute: number, version?: number) => {
    const sent: string[] = [];
    for (;;) {
      const due = await store.lock(at(minute), at(minute + 1), 20);
      if (due.length === 0) return sent.filter((one) => one.includes('team')).sort();
      for (const one of due) {
        sent.push(`${one.activityId === undefined ? 'post' : 'update'} ${one.name} in ${one.chat}`);
        await store.delivered(one, one.activityId ?? `${one.id}-${one.chat}`, version ?? 99, at(minute));
      }
    }
  };
  const toTrainers = async (minute: number) => {
    const due = await store.lock(at(minute), at(minute + 1), 20);
    for (const one of due) await store.delivered(one, one.activityId ?? `${one.id}`, 99, at(minute));
    return due.map(({ name }) => name).sort();
  };
  const rows = async (name: string) =>
    database.db.selectFrom('outbox').selectAll().where('name', '=', name).execute();
  const whereabouts = () =>
    Promise.all(REFERENCES.map((one) => new CaseQueries(database).whereaboutsOf(one)));
  const takeTeamCard = async (minute: number): Promise<Delivery> => {
    const due = await store.lock(at(minute), at(minute + 1), 20);
    const its = due.find(({ name }) => name === 'class-team');
    if (its === undefined) throw new Error('The card is not due');
    for (const one of due) if (one !== its) await store.delivered(one, `${one.id}`, 99, at(minute));
    return its;
  };

  it('is one message in place of a handoff card each, and follows every change', async () => {
    await linkTeam(database, 'esneft', 'team');
    const [first] = await raiseClass();
    expect(await deliver(1)).toEqual(['post class-team in team']);
    await act(first, { type: 'claim' }, 2);
    expect(await deliver(3)).toEqual(['update class-team in team']);
    expect(await rows('handoff')).toEqual([]);
  });

  it('is not for one learner', async () => {
    await linkTeam(database, 'esneft', 'team');
    await raiseOne('AAA-AAA', 0, 1);
    expect(await deliver(1)).toEqual(['post handoff in team']);
  });

  it('leaves the handoff card of a case that was there before, which stays current', async () => {
    await linkTeam(database, 'esneft', 'team');
    const alone = aCase({ reference: 'AAA-AAA', requesters: [{ ...TRAINER, batch: undefined }] });
    await save({ case: alone, events: [{ type: 'raise', at: at(0), by: CHLOE }], messages: [] });
    expect(await deliver(0)).toEqual(['post handoff in team']);
    const joined = changed(alone, { type: 'claim' }, CHLOE, 1);
    const it1 = await save({ ...joined, batch: { id: CLASS, position: 0, of: 2 } });
    await raiseOne('BBB-BBB', 1, 2);
    expect(await deliver(2)).toEqual(['post class-team in team', 'update handoff in team']);
    await act(it1, { type: 'release' }, 3, CHLOE);
    expect(await deliver(4)).toEqual(['update class-team in team', 'update handoff in team']);
  });

  it('has a handoff card beside it once somebody asks for one, and both stay current', async () => {
    await linkTeam(database, 'esneft', 'team');
    const [first, second] = await raiseClass();
    await deliver(1);
    expect(await surfaces.showAnew(first.reference, 'esneft', at(2))).toBeUndefined();
    expect(await whereabouts()).toEqual(['there', 'there', 'there']);
    expect(await deliver(2, 1)).toEqual(['post handoff in team']);
    const claimed = await act(first, { type: 'claim' }, 3);
    await act(second, { type: 'claim' }, 3);
    expect(await deliver(4)).toEqual(['update class-team in team', 'update handoff in team']);
    expect((await rows('handoff')).map((row) => row.reference)).toEqual([claimed.reference]);
    const old = await surfaces.showAnew(first.reference, 'esneft', at(5));
    expect(old).toBeDefined();
    expect(await deliver(5)).toEqual(['post handoff in team']);
  });

  it('and a change at the moment when somebody asks never leave a card behind', async () => {
    await linkTeam(database, 'esneft', 'team');
    for (let round = 0; round < 8; round += 1) {
      const it1 = await raiseOne(`DD${round}-DDD`, round, 8);
      const claimed = changed(it1, { type: 'claim' }, ELENA, 1);
      await Promise.all([cases.save(claimed), surfaces.showAnew(it1.reference, 'esneft', at(1))]);
      const [card] = (await rows('handoff')).filter((row) => row.reference === it1.reference);
      expect(card).toMatchObject({ wanted_version: 2, state: 'pending', conversation_id: 'team' });
    }
  });

  it('loses a learner whose trainer took the report back to a card of its own', async () => {
    await linkTeam(database, 'esneft', 'team');
    const own: Requester = { kind: 'staff', person: AMARA, chat: 'chat-amara', at: at(0) };
    const [first] = [await raiseOne('AAA-AAA', 0, 2, { requesters: [TRAINER, own] })];
    await raiseOne('BBB-BBB', 1, 2);
    expect(await deliver(1)).toEqual(['post class-team in team']);
    const left = transitioned(first);
    await save(left);
    expect(await deliver(4)).toContain('post handoff in team');
  });
  const transitioned = (it: Case): Change => {
    const change = changed(it, { type: 'claim' }, ELENA, 3);
    const [, own] = it.requesters;
    if (own === undefined) throw new Error('nobody else reported it');
    return { ...change, case: { ...change.case, requesters: [own], batch: undefined } };
  };

  it('waits for the team’s first chat, and goes on in the next one', async () => {
    await raiseClass();
    expect(await deliver(1)).toEqual([]);
    await linkTeam(database, 'esneft', 'team-1', 'esr-team', at(2));
    expect(await deliver(2)).toEqual(['post class-team in team-1']);
    await linkTeam(database, 'esneft', 'team-2', 'esr-team', at(3));
    expect(await deliver(3)).toEqual(['post class-team in team-2']);
    await linkTeam(database, 'esneft', 'team-2', 'esr-team', at(4));
    expect(await deliver(4)).toEqual([]);
  });

  it('never goes to a chat that became another Trust’s or the trainers’', async () => {
    await linkTeam(database, 'esneft', 'team-1');
    const [first] = await raiseClass();
    await deliver(1);
    await linkTeam(database, 'south-tees', 'team-1', 'esr-team', at(2));
    await act(first, { type: 'claim' }, 3);
    expect(await deliver(4)).toEqual([]);
    await linkTeam(database, 'esneft', 'team-2', 'esr-team', at(5));
    expect(await deliver(5)).toEqual(['post class-team in team-2']);
  });

  it('of a finished class stays behind, until a learner’s case is opened again', async () => {
    await linkTeam(database, 'esneft', 'team-1');
    const closed: Case[] = [];
    for (const it1 of await raiseClass()) closed.push(await act(it1, { type: 'withdraw' }, 1, CHLOE));
    await deliver(2);
    await linkTeam(database, 'esneft', 'team-2', 'esr-team', at(3));
    expect(await deliver(3)).toEqual([]);
    const [first] = closed;
    if (first !== undefined) await act(first, { type: 'reopen', why: '' }, 4, CHLOE);
    expect(await deliver(5)).toContain('post class-team in team-2');
    expect(await rows('handoff')).toEqual([]);
  });

  it('tells the trainers’ card when it has arrived, and not before', async () => {
    await linkTeam(database, 'esneft', 'team');
    await raiseClass();
    const card = await takeTeamCard(1);
    expect(await whereabouts()).toEqual(['on-its-way', 'on-its-way', 'on-its-way']);
    expect(await toTrainers(2)).not.toContain('class');
    await store.delivered(card, 'activity', 99, at(1));
    expect(await whereabouts()).toEqual(['there', 'there', 'there']);
    expect(await toTrainers(3)).toContain('class');
  });

  it('that cannot be delivered is checked on for each learner, and told of once for all of them', async () => {
    await linkTeam(database, 'esneft', 'team');
    await raiseClass();
    const card = await takeTeamCard(1);
    await store.retry(card, at(50), 'busy');
    const timers = await database.db.selectFrom('timers').select('reference').execute();
    expect(timers.map((row) => row.reference).sort()).toEqual([...REFERENCES]);
    expect((await store.undelivered('BBB-BBB')).map(({ name }) => name)).toEqual(['undelivered']);
    const [again] = await store.lock(at(50), at(51), 20);
    if (again === undefined) throw new Error('It is not tried again');
    expect(await store.stop(again, 'failed', 'gone', at(50))).toBe(true);
    const [first, ...others] = REFERENCES;
    expect(await rows('undelivered')).toMatchObject([
      { reference: first, payload: JSON.stringify({ also: others.join(',') }) },
    ]);
    expect(await whereabouts()).toEqual(['undelivered', 'undelivered', 'undelivered']);
    expect(await store.counts()).toMatchObject({ failed: 1 });
    await linkTeam(database, 'esneft', 'team-2', 'esr-team', at(51));
    expect(await deliver(52)).toEqual(['post class-team in team-2']);
    expect(await whereabouts()).toEqual(['there', 'there', 'there']);
    expect(await store.undelivered('BBB-BBB')).toEqual([]);
  });

  it('that a killed process was sending is sent by the next one, once', async () => {
    await linkTeam(database, 'esneft', 'team');
    await raiseClass();
    const lost = await takeTeamCard(1);
    expect(await deliver(3)).toEqual(['post class-team in team']);
    await store.delivered(lost, 'late', 99, at(3));
    expect((await rows('class-team')).map((row) => row.activity_id)).not.toContain('late');
  });

  it('catches up with what an older release changed', async () => {
    await linkTeam(database, 'esneft', 'team');
    await raiseClass();
    await deliver(1, 3);
    await database.db.updateTable('classes').set({ version: 4 }).where('id', '=', CLASS).execute();
    expect(await deliver(2)).toEqual([]);
    await redrawClassesBehind(database.db, at(3));
    expect(await deliver(3)).toEqual(['update class-team in team']);
    await redrawClassesBehind(database.db, at(4));
    expect(await deliver(4)).toEqual([]);
  });

  it('is not made for a class that an older release raised', async () => {
    await linkTeam(database, 'esneft', 'team');
    const [first] = await raiseClass();
    await database.db.deleteFrom('outbox').where('name', '=', 'class-team').execute();
    const { reference, trust } = first;
    const common = { kind: 'card' as const, trust, role: 'esr-team', conversation_id: 'team' };
    await database.db
      .insertInto('outbox')
      .values({
        ...common,
        name: 'handoff',
        reference,
        key: `${reference}:handoff`,
        state: 'pending',
        run_at: at(0),
        created_at: at(0),
      })
      .execute();
    await deliver(1);
    await act(first, { type: 'claim' }, 2);
    expect(await deliver(3)).toEqual(['update handoff in team']);
  });
});
