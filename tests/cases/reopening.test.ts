import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseReport } from '../../src/cases/case-report.ts';
import { CaseService } from '../../src/cases/case-service.ts';
import { AMARA, at, CHLOE, ELENA, RESOLVE } from '../shared/a-case.ts';
import { MemoryCaseStore } from '../support/memory-case-store.ts';
import { ben, chloe, dev, gives, report, signInName } from './a-report.ts';

let store: MemoryCaseStore;
let caseService: CaseService;

beforeEach(() => {
  store = new MemoryCaseStore();
  let count = 0;
  const random = (below: number) => count++ % below;
  caseService = new CaseService({
    store,
    now: () => at(0),
    random,
    dispatchSoon: () => undefined,
    signInName,
  });
});

describe('reopening a closed case', () => {
  it('is refused, with the reference, while the account has a newer one', async () => {
    const first = await caseService.raise(report());
    await caseService.act(first.case.reference, { type: 'withdraw' }, AMARA);
    const second = await caseService.raise(report({ key: 'press-2' }));
    const result = await caseService.act(first.case.reference, { type: 'reopen', why: '' }, AMARA, 'press-3');
    expect(result).toMatchObject({ refused: 'open-elsewhere', elsewhere: second.case.reference });
    expect((await caseService.find(first.case.reference))?.state).toBe('closed');
  });

  it('is done while another person has one for the same username, and marks both', async () => {
    const first = await caseService.raise(report());
    await caseService.act(first.case.reference, { type: 'withdraw' }, AMARA);
    const second = await caseService.raise(
      report({ key: 'press-2', requester: ben, ...gives('ben@nhs.net') }),
    );
    const result = await caseService.act(first.case.reference, { type: 'reopen', why: '' }, AMARA, 'press-3');
    expect(result).toMatchObject({ case: { state: 'open' } });
    expect(store.changes.at(-1)?.beside?.map((one) => one.case.reference)).toEqual([second.case.reference]);
  });

  /** Amara and Chloe share a case, which ends; then one of them reports again, with an address of their own. */
  const sharedThenAnother = async (again: CaseReport['requester']) => {
    const { case: shared } = await caseService.raise(report());
    await caseService.raise(report({ key: 'press-2', requester: chloe }));
    await caseService.act(shared.reference, RESOLVE, ELENA);
    await caseService.act(shared.reference, { type: 'confirm' }, AMARA);
    const another = await caseService.raise(
      report({ key: 'press-3', requester: again, ...gives('own@gmail.com') }),
    );
    return { shared: shared.reference, another: another.case.reference };
  };
  const amara = report().requester;
  const reopen = { type: 'reopen', why: 'Not working yet' } as const;
  const here = ({ chat }: CaseReport['requester']) => ({ chat, as: 'requester' }) as const;

  it.each([
    ['a trainer, while the learner has another', amara, chloe],
    ['a colleague of that trainer, too', amara, dev],
    ['a learner, while the trainer has another', chloe, amara],
    [
      'a trainer whose own other one is in a chat of her own',
      { ...chloe, kind: 'staff', chat: 'chat-c' },
      chloe,
    ],
  ] as const)('is done for %s: theirs is not named, and both are marked', async (_, other, presser) => {
    const { shared, another } = await sharedThenAnother(other);
    const result = await caseService.act(shared, reopen, presser.person, 'press-4', here(presser));
    expect(result).toMatchObject({ case: { state: 'claimed', reopened: { why: 'Not working yet' } } });
    const told = store.changes.at(-1)?.messages ?? [];
    expect(told[0]).toMatchObject({ message: 'reopened', to: 'team', data: { why: 'Not working yet' } });
    expect(store.changes.at(-1)?.beside?.map((one) => one.case.reference)).toEqual([another]);
  });

  it.each([
    ['the person who has the other', chloe, chloe],
    ['a colleague in the trainers’ chat that has the other', chloe, dev],
    ['the learner who has the other', amara, amara],
  ] as const)('is refused to %s: they can go on with it', async (_, other, presser) => {
    const { shared, another } = await sharedThenAnother(other);
    const result = await caseService.act(shared, reopen, presser.person, 'press-4', here(presser));
    expect(result).toMatchObject({ refused: 'open-elsewhere', elsewhere: another });
  });

  it('leaves out whoever has another by now: they are told nothing of it, and cannot act on it', async () => {
    const { shared, another } = await sharedThenAnother(amara);
    await caseService.act(shared, reopen, CHLOE, 'press-4', here(chloe));
    const it = store.cases.get(shared);
    expect(it?.requesters.map((one) => one.person)).toEqual([CHLOE]);
    expect(it?.withdrawn).toMatchObject([{ person: AMARA, movedTo: another }]);
    expect(JSON.stringify(store.changes.at(-1)?.messages)).not.toContain(amara.chat);
  });

  it('is refused to an officer while any of its people has another', async () => {
    for (const other of [amara, chloe]) {
      store = new MemoryCaseStore();
      caseService = new CaseService({
        store,
        now: () => at(0),
        random: (n) => store.changes.length % n,
        dispatchSoon: () => undefined,
        signInName,
      });
      const { shared, another } = await sharedThenAnother(other);
      const result = await caseService.act(shared, reopen, ELENA, 'press-4', {
        chat: 'chat-team',
        as: 'esr-team',
      });
      expect(result).toMatchObject({ refused: 'open-elsewhere', elsewhere: another });
    }
  });

  it('is done when the newer one is closed too, or when it is only resolved itself', async () => {
    const first = await caseService.raise(report());
    await caseService.act(first.case.reference, RESOLVE, ELENA);
    expect(await caseService.act(first.case.reference, { type: 'reopen', why: '' }, AMARA)).toMatchObject({
      case: { state: 'claimed' },
    });
    await caseService.act(first.case.reference, { type: 'withdraw' }, AMARA);
    expect(await caseService.act(first.case.reference, { type: 'reopen', why: '' }, AMARA)).toMatchObject({
      case: { state: 'claimed' },
    });
  });
});
