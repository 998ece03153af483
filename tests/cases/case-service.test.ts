import { beforeEach, describe, expect, it } from 'vitest';
import { CaseBusyError, CaseService } from '../../src/cases/case-service.ts';
import { AMARA, at, changed, ELENA, FEMI } from '../shared/a-case.ts';
import { MemoryCaseStore } from '../support/memory-case-store.ts';
import { chloe, gives, report, signInName } from './a-report.ts';

let store: MemoryCaseStore;
let caseService: CaseService;
let dispatched: number;
let dice: number[];

beforeEach(() => {
  store = new MemoryCaseStore();
  dispatched = 0;
  dice = [];
  let count = 0;
  const random = (below: number) => (dice.shift() ?? count++) % below;
  const dispatchSoon = () => {
    dispatched += 1;
  };
  caseService = new CaseService({ store, now: () => at(0), random, dispatchSoon, signInName });
});

const claims = () => store.changes.filter(({ events }) => events[0]?.type === 'claim').length;

describe('raising', () => {
  it('opens a case and says that something is owed', async () => {
    const { case: it, joined } = await caseService.raise(report());
    expect(joined).toBe(false);
    expect(it).toMatchObject({ state: 'open', version: 1, requesters: [{ person: AMARA }] });
    expect(await caseService.find(it.reference)).toEqual(it);
    expect(dispatched).toBe(1);
  });

  it('once for the same press, however often and however much at once', async () => {
    const raised = await Promise.all([
      caseService.raise(report()),
      caseService.raise(report()),
      caseService.raise(report()),
    ]);
    raised.push(await caseService.raise(report()));
    expect(store.cases.size).toBe(1);
    expect(new Set(raised.map((one) => one.case.reference)).size).toBe(1);
    expect(raised.map((one) => one.joined)).toEqual([false, false, false, false]);
    expect(store.changes).toHaveLength(1);
  });

  it('once for the same press without a username too', async () => {
    const unknown = report({ details: {} });
    const [first, second] = await Promise.all([caseService.raise(unknown), caseService.raise(unknown)]);
    expect(second?.case.reference).toBe(first?.case.reference);
    expect(store.cases.size).toBe(1);
  });

  it('joins the active case of the account, also when both arrive at once', async () => {
    const [one, two] = await Promise.all([
      caseService.raise(report()),
      caseService.raise(report({ key: 'press-2', requester: chloe })),
    ]);
    expect(store.cases.size).toBe(1);
    // Neither is told of the other: they share no chat.
    expect([one?.joined, two?.joined]).toEqual([false, false]);
    expect([...store.cases.values()][0]?.requesters).toHaveLength(2);
  });

  it('tells a repeat of either press what was true of the first', async () => {
    await caseService.raise(report());
    const second = report({ key: 'press-2', ...gives('amara@gmail.com') });
    expect(await caseService.raise(second)).toMatchObject({ joined: true, added: ['email'] });
    expect(await caseService.raise(report())).toMatchObject({ joined: false, added: [] });
    expect(await caseService.raise(second)).toMatchObject({ joined: true, added: ['email'] });
    expect(store.changes).toHaveLength(2);
  });

  it('keeps accounts of different Trusts, and people without a username, apart', async () => {
    await caseService.raise(report());
    await caseService.raise(report({ key: 'press-2', trust: 'yas' }));
    await caseService.raise(report({ key: 'press-3', details: {} }));
    await caseService.raise(report({ key: 'press-4', details: {} }));
    expect(store.cases.size).toBe(4);
  });

  it('opens a new case once the old one is closed', async () => {
    const first = await caseService.raise(report());
    await caseService.act(first.case.reference, { type: 'withdraw' }, AMARA);
    const second = await caseService.raise(report({ key: 'press-2' }));
    expect(second.joined).toBe(false);
    expect(second.case.reference).not.toBe(first.case.reference);
  });

  it('takes another reference when one is taken', async () => {
    dice = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
    const first = await caseService.raise(report());
    const second = await caseService.raise(
      report({ key: 'press-2', details: { esrUsername: '432HUGHESB01' } }),
    );
    expect([first.case.reference, second.case.reference]).toEqual(['CCC-CCC', 'DDD-DDD']);
  });

  it('gives up with an error that says nothing was lost, and owes nothing, when it can never save', async () => {
    store.save = async () => 'conflict';
    await expect(caseService.raise(report())).rejects.toThrow(CaseBusyError);
    expect(dispatched).toBe(0);
  });
});

describe('acting', () => {
  it('has one winner of ten claims at once, and tells the other nine who', async () => {
    const { case: it } = await caseService.raise(report());
    const people = Array.from({ length: 10 }, (_, index) => ({ id: `aad-${index}`, name: `P${index}` }));
    const results = await Promise.all(
      people.map((person) => caseService.act(it.reference, { type: 'claim' }, person, `press-${person.id}`)),
    );
    const refused = results.filter((result) => result !== undefined && 'refused' in result);
    const winner = (await caseService.find(it.reference))?.claim?.by;
    expect(refused).toHaveLength(9);
    for (const one of refused) expect(one).toMatchObject({ refused: 'claimed-by-another', by: winner });
    expect(claims()).toBe(1);
  });

  it('has one effect for the same press twice at once, and shows both the result', async () => {
    const { case: it } = await caseService.raise(report());
    const press = () => caseService.act(it.reference, { type: 'claim' }, ELENA, 'claim-1');
    const results = await Promise.all([press(), press()]);
    results.push(await press());
    for (const result of results) expect(result).toMatchObject({ case: { claim: { by: ELENA } } });
    expect(claims()).toBe(1);
  });

  it('decides anew when somebody else was first', async () => {
    const { case: it } = await caseService.raise(report());
    store.beforeSave = () => {
      store.beforeSave = () => undefined;
      store.cases.set(it.reference, changed(it, { type: 'claim' }, FEMI, 1).case);
    };
    expect(await caseService.act(it.reference, { type: 'claim' }, ELENA, 'claim-1')).toMatchObject({
      refused: 'claimed-by-another',
      by: FEMI,
    });
  });

  it('knows no case that was never raised', async () => {
    expect(await caseService.act('K7M-4PT', { type: 'claim' }, ELENA)).toBeUndefined();
  });

  it('owes nothing for a refusal', async () => {
    const { case: it } = await caseService.raise(report());
    await caseService.act(it.reference, { type: 'confirm' }, AMARA);
    expect(dispatched).toBe(1);
  });
});
