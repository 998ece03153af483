import { beforeEach, describe, expect, it } from 'vitest';
import { CaseBusyError, Desk, type Report } from '../../src/cases/desk.ts';
import { AMARA, at, CHLOE, changed, ELENA, FEMI, RESOLVE } from '../support/a-case.ts';
import { MemoryCaseStore } from '../support/memory-case-store.ts';

let store: MemoryCaseStore;
let desk: Desk;
let owed: number;
let dice: number[];

beforeEach(() => {
  store = new MemoryCaseStore();
  owed = 0;
  dice = [];
  let count = 0;
  const random = (below: number) => (dice.shift() ?? count++) % below;
  const noteOwed = () => {
    owed += 1;
  };
  desk = new Desk({ store, now: () => at(0), random, owed: noteOwed });
});

const report = (overrides: Partial<Report> = {}): Report => ({
  trust: 'esneft',
  problem: 'incorrect-details',
  requester: { kind: 'staff', person: AMARA, chat: 'chat-amara' },
  details: { esrUsername: '432OKAFORA01' },
  trail: [],
  key: 'press-1',
  ...overrides,
});
const chloe = { kind: 'trainer', person: CHLOE, chat: 'chat-escalation' } as const;
const claims = () => store.changes.filter(({ events }) => events[0]?.type === 'claim').length;

describe('raising', () => {
  it('opens a case and says that something is owed', async () => {
    const { case: it, joined } = await desk.raise(report());
    expect(joined).toBe(false);
    expect(it).toMatchObject({ state: 'open', version: 1, requesters: [{ person: AMARA }] });
    expect(await desk.find(it.reference)).toEqual(it);
    expect(owed).toBe(1);
  });

  it('once for the same press, however often and however much at once', async () => {
    const raised = await Promise.all([desk.raise(report()), desk.raise(report()), desk.raise(report())]);
    raised.push(await desk.raise(report()));
    expect(store.cases.size).toBe(1);
    expect(new Set(raised.map((one) => one.case.reference)).size).toBe(1);
    expect(raised.map((one) => one.joined)).toEqual([false, false, false, false]);
    expect(store.changes).toHaveLength(1);
  });

  it('once for the same press without a username too', async () => {
    const unknown = report({ details: {} });
    const [first, second] = await Promise.all([desk.raise(unknown), desk.raise(unknown)]);
    expect(second?.case.reference).toBe(first?.case.reference);
    expect(store.cases.size).toBe(1);
  });

  it('joins the active case of the account, also when both arrive at once', async () => {
    const [one, two] = await Promise.all([
      desk.raise(report()),
      desk.raise(report({ key: 'press-2', requester: chloe })),
    ]);
    expect(store.cases.size).toBe(1);
    expect([one?.joined, two?.joined].sort()).toEqual([false, true]);
    expect([...store.cases.values()][0]?.requesters).toHaveLength(2);
  });

  it('tells a repeat of either press what was true of the first', async () => {
    await desk.raise(report());
    const second = report({ key: 'press-2', requester: chloe });
    await desk.raise(second);
    expect((await desk.raise(report())).joined).toBe(false);
    expect((await desk.raise(second)).joined).toBe(true);
    expect(store.changes).toHaveLength(2);
  });

  it('keeps accounts of different Trusts, and people without a username, apart', async () => {
    await desk.raise(report());
    await desk.raise(report({ key: 'press-2', trust: 'yas' }));
    await desk.raise(report({ key: 'press-3', details: {} }));
    await desk.raise(report({ key: 'press-4', details: {} }));
    expect(store.cases.size).toBe(4);
  });

  it('opens a new case once the old one is closed', async () => {
    const first = await desk.raise(report());
    await desk.act(first.case.reference, { type: 'withdraw' }, AMARA);
    const second = await desk.raise(report({ key: 'press-2' }));
    expect(second.joined).toBe(false);
    expect(second.case.reference).not.toBe(first.case.reference);
  });

  it('takes another reference when one is taken', async () => {
    dice = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
    const first = await desk.raise(report());
    const second = await desk.raise(report({ key: 'press-2', details: { esrUsername: '432HUGHESB01' } }));
    expect([first.case.reference, second.case.reference]).toEqual(['CCC-CCC', 'DDD-DDD']);
  });

  it('gives up with an error that says nothing was lost, and owes nothing, when it can never save', async () => {
    store.save = async () => 'conflict';
    await expect(desk.raise(report())).rejects.toThrow(CaseBusyError);
    expect(owed).toBe(0);
  });
});

describe('acting', () => {
  it('has one winner of ten claims at once, and tells the other nine who', async () => {
    const { case: it } = await desk.raise(report());
    const people = Array.from({ length: 10 }, (_, index) => ({ id: `aad-${index}`, name: `P${index}` }));
    const results = await Promise.all(
      people.map((person) => desk.act(it.reference, { type: 'claim' }, person, `press-${person.id}`)),
    );
    const refused = results.filter((result) => result !== undefined && 'refused' in result);
    const winner = (await desk.find(it.reference))?.claim?.by;
    expect(refused).toHaveLength(9);
    for (const one of refused) expect(one).toMatchObject({ refused: 'claimed-by-another', by: winner });
    expect(claims()).toBe(1);
  });

  it('has one effect for the same press twice at once, and shows both the result', async () => {
    const { case: it } = await desk.raise(report());
    const press = () => desk.act(it.reference, { type: 'claim' }, ELENA, 'claim-1');
    const results = await Promise.all([press(), press()]);
    results.push(await press());
    for (const result of results) expect(result).toMatchObject({ case: { claim: { by: ELENA } } });
    expect(claims()).toBe(1);
  });

  it('decides anew when somebody else was first', async () => {
    const { case: it } = await desk.raise(report());
    store.beforeSave = () => {
      store.beforeSave = () => undefined;
      store.cases.set(it.reference, changed(it, { type: 'claim' }, FEMI, 1).case);
    };
    expect(await desk.act(it.reference, { type: 'claim' }, ELENA, 'claim-1')).toMatchObject({
      refused: 'claimed-by-another',
      by: FEMI,
    });
  });

  it('knows no case that was never raised', async () => {
    expect(await desk.act('K7M-4PT', { type: 'claim' }, ELENA)).toBeUndefined();
  });

  it('owes nothing for a refusal', async () => {
    const { case: it } = await desk.raise(report());
    await desk.act(it.reference, { type: 'confirm' }, AMARA);
    expect(owed).toBe(1);
  });
});

describe('reopening a closed case', () => {
  it('is refused, with the reference, while the account has a newer one', async () => {
    const first = await desk.raise(report());
    await desk.act(first.case.reference, { type: 'withdraw' }, AMARA);
    const second = await desk.raise(report({ key: 'press-2' }));
    const result = await desk.act(first.case.reference, { type: 'reopen', why: '' }, AMARA, 'press-3');
    expect(result).toMatchObject({ refused: 'open-elsewhere', elsewhere: second.case.reference });
    expect((await desk.find(first.case.reference))?.state).toBe('closed');
  });

  it('is done when the newer one is closed too, or when it is only resolved itself', async () => {
    const first = await desk.raise(report());
    await desk.act(first.case.reference, RESOLVE, ELENA);
    expect(await desk.act(first.case.reference, { type: 'reopen', why: '' }, AMARA)).toMatchObject({
      case: { state: 'claimed' },
    });
    await desk.act(first.case.reference, { type: 'withdraw' }, AMARA);
    expect(await desk.act(first.case.reference, { type: 'reopen', why: '' }, AMARA)).toMatchObject({
      case: { state: 'claimed' },
    });
  });
});
