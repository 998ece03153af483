import { randomInt } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { CaseReport } from '../../../src/cases/case-report.ts';
import { CaseService } from '../../../src/cases/case-service.ts';
import { CaseQueries } from '../../../src/store/cases/case-queries.ts';
import { SqlClassStore } from '../../../src/store/cases/class-store.ts';
import { SqlCaseStore } from '../../../src/store/cases/sql-case-store.ts';
import type { Database } from '../../../src/store/database.ts';
import { at, CHLOE, ELENA, FEMI, RESOLVE } from '../../shared/a-case.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { linkTeam } from '../../support/link-team.ts';

onEveryDatabase('classes', (databases) => {
  let database: Database;
  let caseService: CaseService;
  let batches: SqlClassStore;
  beforeEach(async () => {
    database = await databases.open();
    batches = new SqlClassStore(database);
    caseService = new CaseService({
      store: new SqlCaseStore(database),
      now: () => at(0),
      random: (below) => randomInt(below),
      dispatchSoon: () => undefined,
    });
    await linkTeam(database, 'esneft', 'chat-esr-team');
  });

  const report = (position: number, given: Partial<CaseReport> = {}): CaseReport => ({
    trust: 'esneft',
    problem: 'account-locked',
    requester: { kind: 'trainer', person: CHLOE, chat: 'chat-escalation' },
    details: {
      esrUsername: `432PATELR${String(position).padStart(2, '0')}`,
      correctEmail: `r.patel${position}@nhs.net`,
    },
    trail: [],
    key: `class-one:${position}`,
    batch: { id: 'class-one', position, of: 6 },
    ...given,
  });
  const raiseSix = () =>
    Promise.all([6, 5, 4, 3, 2, 1].map((position) => caseService.raise(report(position))));
  const cardsNamed = (name: string) =>
    database.db.selectFrom('outbox').selectAll().where('name', '=', name).orderBy('id').execute();

  it('follow a learner whose report goes on as another case, in the same place', async () => {
    await raiseSix();
    const other = { kind: 'trainer', person: FEMI, chat: 'chat-other-trainers' } as const;
    const alone = { batch: undefined, details: report(1).details };
    await caseService.raise(report(1, { ...alone, requester: other, key: 'other' }));
    const details = { ...alone.details, correctEmail: 'right@nhs.net' };
    const moved = await caseService.raise(report(1, { ...alone, details, key: 'moved' }));
    const before = await batches.find('class-one');
    const cases = await batches.casesOf('class-one');
    expect(cases.map((it) => it.reference)[0]).toBe(moved.case.reference);
    expect(cases).toHaveLength(6);
    await caseService.act(moved.case.reference, RESOLVE, ELENA);
    expect((await batches.find('class-one'))?.version).toBe((before?.version ?? 0) + 1);
  });

  it('and a case that is withdrawn before its team has it leaves nothing for the team but its class’s card', async () => {
    const [one, alone] = [
      await caseService.raise(report(1)),
      await caseService.raise(report(2, { batch: undefined })),
    ];
    const from = { chat: 'chat-escalation', as: 'requester' } as const;
    for (const { case: it } of [one, alone])
      await caseService.act(it.reference, { type: 'withdraw' }, CHLOE, undefined, from);
    const forTeam = database.db.selectFrom('outbox').select('name').where('role', '=', 'esr-team');
    expect(await forTeam.execute()).toEqual([{ name: 'class-team' }]);
  });

  it('hold their cases in the order they were listed, whenever they came', async () => {
    await raiseSix();
    const cases = await batches.casesOf('class-one');
    expect(cases.map((it) => it.batch?.position)).toEqual([1, 2, 3, 4, 5, 6]);
    const batch = await batches.find('class-one');
    expect(batch).toMatchObject({ trust: 'esneft', chat: 'chat-escalation', by: CHLOE, version: 6 });
  });

  it('owe one card to the trainers’ chat and one to the ESR Team, and no card for a learner', async () => {
    await raiseSix();
    const cards = await cardsNamed('class');
    expect(cards).toMatchObject([
      { class_id: 'class-one', conversation_id: 'chat-escalation', wanted_version: 6 },
    ]);
    expect(await cardsNamed('class-team')).toMatchObject([{ class_id: 'class-one', wanted_version: 6 }]);
    expect(await cardsNamed('handoff')).toEqual([]);
    expect(await cardsNamed('status')).toEqual([]);
  });

  it('owe their card again with every change of a case, and never sooner because of a second one', async () => {
    const [raised] = await raiseSix();
    const before = (await cardsNamed('class'))[0]?.run_at;
    await caseService.act(raised?.case.reference ?? '', { type: 'claim' }, ELENA);
    const [card] = await cardsNamed('class');
    expect(card).toMatchObject({ wanted_version: 7, run_at: before, state: 'pending' });
  });

  it('tell the same outcome of several learners in one message, each learner once', async () => {
    const raised = await raiseSix();
    await Promise.all(raised.map(({ case: it }) => caseService.act(it.reference, RESOLVE, ELENA)));
    const news = await cardsNamed('class-resolved');
    expect(news).toHaveLength(1);
    const told = await batches.casesOfNews(news[0]?.id ?? 0);
    expect(told.map((it) => it.reference)).toEqual(raised.map(({ case: it }) => it.reference).toSorted());
    expect(await cardsNamed('resolved')).toEqual([]);
  });

  it('tell another outcome, and another note, in a message of its own', async () => {
    const raised = await raiseSix();
    const references = raised.map(({ case: it }) => it.reference);
    await caseService.act(references[0] ?? '', RESOLVE, ELENA);
    await caseService.act(references[1] ?? '', { type: 'resolve', outcome: 'record-corrected' }, ELENA);
    await caseService.act(references[2] ?? '', { ...RESOLVE, note: 'Rang her' } as typeof RESOLVE, ELENA);
    expect(await cardsNamed('class-resolved')).toHaveLength(3);
  });

  it('begin another message when the one before is being sent', async () => {
    const raised = await raiseSix();
    await caseService.act(raised[0]?.case.reference ?? '', RESOLVE, ELENA);
    await database.db
      .updateTable('outbox')
      .set({ lock_token: 'taken' })
      .where('name', '=', 'class-resolved')
      .execute();
    await caseService.act(raised[1]?.case.reference ?? '', RESOLVE, ELENA);
    expect(await cardsNamed('class-resolved')).toHaveLength(2);
  });

  it('take in a learner who has a case already, and leave that case’s own cards as they are', async () => {
    const alone = { kind: 'trainer', person: FEMI, chat: 'chat-other' } as const;
    const first = await caseService.raise(report(2, { requester: alone, batch: undefined, key: 'alone' }));
    const joined = await caseService.raise(report(2));
    // Another chat's report is nothing that this one is told of.
    expect(joined).toMatchObject({ joined: false, case: { reference: first.case.reference } });
    expect((await batches.casesOf('class-one')).map((it) => it.reference)).toEqual([first.case.reference]);
    expect(await cardsNamed('status')).toMatchObject([{ conversation_id: 'chat-other' }]);
    await caseService.act(first.case.reference, RESOLVE, ELENA);
    expect(await cardsNamed('resolved')).toMatchObject([{ conversation_id: 'chat-other' }]);
    expect(await cardsNamed('class-resolved')).toMatchObject([{ conversation_id: 'chat-escalation' }]);
  });

  it('raise nothing twice', async () => {
    await caseService.raise(report(1));
    await caseService.raise(report(1));
    expect(await batches.casesOf('class-one')).toHaveLength(1);
    expect(await batches.find('class-one')).toMatchObject({ version: 1 });
  });

  it('are found by nobody else: a person’s own open cases in one chat', async () => {
    await caseService.raise(report(1));
    const other = await caseService.raise(report(2));
    await caseService.raise(
      report(3, { requester: { kind: 'trainer', person: FEMI, chat: 'chat-escalation' } }),
    );
    await caseService.raise(report(4, { requester: { kind: 'trainer', person: CHLOE, chat: 'chat-other' } }));
    await caseService.act(other.case.reference, { type: 'withdraw' }, CHLOE);
    const mine = await new CaseQueries(database).openOf(['esneft'], CHLOE.id, 'chat-escalation');
    expect(mine.map((it) => it.batch?.position)).toEqual([1]);
  });

  it('are unknown until they are raised', async () => {
    expect(await batches.find('class-one')).toBeUndefined();
    expect(await batches.casesOf('class-one')).toEqual([]);
  });
});
