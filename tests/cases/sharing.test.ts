import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseReport } from '../../src/cases/case-report.ts';
import { CaseService } from '../../src/cases/case-service.ts';
import { AMARA, at, CHLOE, ELENA, FEMI } from '../shared/a-case.ts';
import { MemoryCaseStore } from '../support/memory-case-store.ts';
import { ben, chloe, DEV, dev, gives, report, signInName } from './a-report.ts';

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

describe('a second report of one ESR username', () => {
  const SHARED: readonly [string, Partial<CaseReport>, Partial<CaseReport>][] = [
    ['the same person, with another address', {}, gives('amara@gmail.com')],
    ['the same person, with none', {}, gives(undefined)],
    [
      'the same person from another chat',
      {},
      { requester: { kind: 'trainer', person: AMARA, chat: 'chat-escalation' }, ...gives('other@nhs.net') },
    ],
    [
      'two trainers of one chat, with two addresses',
      { requester: chloe },
      { requester: dev, ...gives('b@nhs.net') },
    ],
    ['a trainer and a learner who agree', {}, { requester: chloe, ...gives('Amara.Okafor@NHS.net ') }],
    ['a learner and a trainer who agree', { requester: chloe }, {}],
    [
      'trainers of two chats who agree',
      { requester: chloe },
      { requester: { ...dev, chat: 'chat-of-another-site' } },
    ],
  ];
  it.each(SHARED)('is one case for %s', async (_, first, second) => {
    const one = await caseService.raise(report(first));
    const two = await caseService.raise(report({ key: 'press-2', ...second }));
    expect(two.case.reference).toBe(one.case.reference);
    expect(store.cases.size).toBe(1);
  });

  const APART: readonly [string, Partial<CaseReport>, Partial<CaseReport>][] = [
    ['two members of staff', {}, { requester: ben, ...gives('ben@nhs.net') }],
    ['two members of staff with the same address', {}, { requester: ben }],
    ['two members of staff without any', gives(undefined), { requester: ben, ...gives(undefined) }],
    ['a trainer and a learner who do not agree', {}, { requester: chloe, ...gives('other@nhs.net') }],
    ['a trainer and staff who do not sign in with the address', { requester: chloe }, { requester: ben }],
    ['staff who do not sign in with the address, and a trainer', { requester: ben }, { requester: chloe }],
    ['a trainer and a learner without an address', {}, { requester: chloe, ...gives(undefined) }],
    [
      'trainers of two chats who do not agree',
      { requester: chloe },
      { requester: { ...dev, chat: 'chat-of-another-site' }, ...gives('b@nhs.net') },
    ],
  ];
  it.each(APART)('is a case of its own for %s, and tells neither of the other', async (_, first, second) => {
    const one = await caseService.raise(report(first));
    const two = await caseService.raise(report({ key: 'press-2', ...second }));
    expect(two).toMatchObject({ joined: false, added: [] });
    expect(two.case.reference).not.toBe(one.case.reference);
    const before = store.cases.get(one.case.reference);
    expect(before?.requesters).toEqual(one.case.requesters);
    expect(before?.details).toEqual(one.case.details);
    // The ESR Team's card of the first is shown anew, in the same transaction.
    expect(before?.version).toBe(2);
    expect(store.changes.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('is a case of its own while Teams does not say who somebody is, and stays shared once it has said so', async () => {
    const asked: string[] = [];
    let isKnown = true;
    const withTeams = () =>
      new CaseService({
        ...{ store, now: () => at(0), random: () => store.changes.length, dispatchSoon: () => undefined },
        signInName: (chat, person) => {
          asked.push(`${chat} ${person}`);
          return isKnown ? signInName(chat, person) : Promise.resolve(undefined);
        },
      });
    const trainers = await withTeams().raise(report({ requester: chloe }));
    expect(asked).toEqual([]);
    isKnown = false;
    const apart = await withTeams().raise(report({ key: 'press-2' }));
    expect(asked).toEqual([`chat-amara ${AMARA.id}`]);
    expect(apart.case.reference).not.toBe(trainers.case.reference);
    await withTeams().act(apart.case.reference, { type: 'withdraw' }, AMARA);
    isKnown = true;
    const shared = await withTeams().raise(report({ key: 'press-3' }));
    expect(shared.case.reference).toBe(trainers.case.reference);
    isKnown = false;
    const again = await withTeams().raise(report({ key: 'press-4', ...gives('AMARA.okafor@nhs.net') }));
    expect(again.case.reference).toBe(trainers.case.reference);
    const left = await withTeams().raise(report({ key: 'press-5', ...gives('b@nhs.net') }));
    expect(left.case.reference).not.toBe(trainers.case.reference);
    const back = await withTeams().raise(report({ key: 'press-6' }));
    expect(back.case.reference).toBe(left.case.reference);
  });

  it('corrects the person’s own case, though another’s has the new address already', async () => {
    const theirs = await caseService.raise(report({ requester: chloe }));
    const own = await caseService.raise(report({ key: 'press-2', ...gives('wrong@gmail.com') }));
    expect(own.case.reference).not.toBe(theirs.case.reference);
    const corrected = await caseService.raise(report({ key: 'press-3' }));
    expect(corrected.case.reference).toBe(own.case.reference);
    expect(corrected.case.details.correctEmail).toBe('amara.okafor@nhs.net');
    expect(corrected.case.requesters[0].given?.replaced?.email).toBe('wrong@gmail.com');
    expect(store.cases.get(theirs.case.reference)?.requesters).toHaveLength(1);
  });

  const LEAVES: readonly [string, Partial<CaseReport>[], CaseReport['requester'], string[], string[]][] = [
    ['a member of staff', [{ requester: chloe }], report().requester, [CHLOE.id], [AMARA.id]],
    ['a trainer', [{ requester: chloe }], chloe, [AMARA.id], [CHLOE.id]],
    [
      'a trainer of another chat',
      [{ requester: chloe }, { requester: { ...dev, chat: 'chat-x' } }],
      { ...dev, chat: 'chat-x' },
      [AMARA.id, CHLOE.id],
      [dev.person.id],
    ],
    [
      'the last trainer of a chat who agreed, with the colleague who never did',
      [{ requester: chloe }, { requester: dev, ...gives('dev@nhs.net') }],
      chloe,
      [AMARA.id],
      [CHLOE.id, dev.person.id],
    ],
  ];
  it.each(LEAVES)(
    'is split off when %s no longer gives the address that they shared it by',
    async (_, more, who, stay, go) => {
      const { case: shared } = await caseService.raise(report());
      for (const [index, one] of more.entries())
        await caseService.raise(report({ key: `more-${index}`, ...one }));
      const again = report({ key: 'again', requester: who, ...gives('evil@gmail.com') });
      const split = await caseService.raise(again);
      expect(split.joined).toBe(false);
      expect(split.case.reference).not.toBe(shared.reference);
      const before = store.cases.get(shared.reference);
      const peopleOn = (it?: { requesters: readonly { person: { id: string } }[] }) =>
        it?.requesters.map((one) => one.person.id).sort();
      expect(peopleOn(before)).toEqual([...stay].sort());
      expect(peopleOn(split.case)).toEqual([...go].sort());
      expect(before?.withdrawn?.map((one) => one.movedTo)).toEqual(go.map(() => split.case.reference));
      expect(JSON.stringify(before)).not.toContain('evil@gmail.com');
      expect(split.case.details.correctEmail).toBe('evil@gmail.com');
      // What they gave before is theirs still, as replaced.
      expect(
        split.case.requesters.find((one) => one.person.id === who.person.id)?.given?.replaced,
      ).toMatchObject({
        email: 'amara.okafor@nhs.net',
      });
      // The ESR Team is told, whoever has the case or not.
      expect(store.changes.at(-1)?.beside?.flatMap(({ messages }) => messages)).toMatchObject([
        { message: 'joined', to: 'team', data: { other: split.case.reference } },
      ]);
      // The same press again is the same case, and another report goes on with it.
      expect((await caseService.raise(again)).case.reference).toBe(split.case.reference);
      const third = await caseService.raise({ ...again, key: 'third' });
      expect(third).toMatchObject({ joined: true, case: { reference: split.case.reference } });
      expect(store.cases.size).toBe(2);
    },
  );

  it.each([
    ['none', undefined],
    ['the same in capitals', 'AMARA.OKAFOR@NHS.NET'],
  ])('stays where it is when they agree still: with %s', async (_, email) => {
    const { case: shared } = await caseService.raise(report());
    await caseService.raise(report({ key: 'press-2', requester: chloe }));
    for (const [index, requester] of [chloe, report().requester].entries()) {
      const { case: it } = await caseService.raise(
        report({ key: `again-${index}`, requester, ...gives(email) }),
      );
      expect(it.reference).toBe(shared.reference);
    }
    expect(store.cases.get(shared.reference)?.requesters).toHaveLength(2);
  });

  it('never brings a second member of staff onto a case, whoever else is on it', async () => {
    const first = await caseService.raise(report());
    await caseService.raise(report({ key: 'press-2', requester: chloe }));
    const third = await caseService.raise(report({ key: 'press-3', requester: ben }));
    expect(third.case.reference).not.toBe(first.case.reference);
    const fourth = await caseService.raise(
      report({ key: 'press-4', requester: ben, ...gives('ben@nhs.net') }),
    );
    expect(fourth).toMatchObject({ joined: true, case: { reference: third.case.reference } });
  });

  it('reaches the colleague who is about to send a reset', async () => {
    const first = await caseService.raise(report());
    await caseService.act(first.case.reference, { type: 'claim' }, ELENA);
    const second = await caseService.raise(
      report({ key: 'press-2', requester: ben, ...gives('ben@nhs.net') }),
    );
    const beside = store.changes.at(-1)?.beside ?? [];
    expect(beside.flatMap(({ messages }) => messages)).toEqual([
      { message: 'joined', to: 'team', mention: ELENA, data: { other: second.case.reference } },
    ]);
    expect(beside.flatMap(({ events }) => events)).toMatchObject([
      { type: 'same-username', data: { other: second.case.reference, news: 'opened' } },
    ]);
  });

  it('is decided anew when another comes at the same moment', async () => {
    const reports = [ben, chloe, { ...ben, person: FEMI, chat: 'chat-femi' }, { ...dev, chat: 'chat-x' }];
    await Promise.all(
      reports.map((requester, index) =>
        caseService.raise(report({ key: `press-${index}`, requester, ...gives(`${index}@nhs.net`) })),
      ),
    );
    expect(store.cases.size).toBe(4);
    // Each pair is known to one of the two: whichever was there first.
    const known = store.changes.flatMap(({ beside = [] }) => beside.map((one) => one.case.reference));
    expect(known).toHaveLength(6);
  });
});

describe('a corrected address', () => {
  const amara = report().requester;
  const amaraTrains = { kind: 'trainer', person: AMARA, chat: 'chat-escalation' } as const;
  /** Two open cases of one username, and what each has: those of Amara’s that are asked about first. */
  const MIXES: readonly [string, Partial<CaseReport>[]][] = [
    ['her own, and a trainer’s', [{ ...gives('wrong@gmail.com') }, { requester: chloe }]],
    ['a trainer’s, and her own', [{ requester: chloe }, { ...gives('wrong@gmail.com') }]],
    [
      'one that she shares, and another’s',
      [{ requester: chloe }, {}, { requester: ben, ...gives('b@nhs.net') }],
    ],
    [
      'another’s, and one that she shares',
      [{ requester: ben, ...gives('b@nhs.net') }, { requester: chloe }, {}],
    ],
    [
      'one of the trainers’ chat that she is in, and her own',
      [{ requester: chloe }, { ...gives('wrong@gmail.com') }, { requester: amaraTrains }],
    ],
    [
      'her own, and one of the trainers’ chat that she is in',
      [{ ...gives('wrong@gmail.com') }, { requester: chloe }, { requester: { ...amaraTrains, person: DEV } }],
    ],
  ];
  const NEW = ['new@nhs.net', 'amara.okafor@nhs.net', 'b@nhs.net', 'wrong@gmail.com'];
  const isOf = (requester: CaseReport['requester']) => (one: { person: { id: string }; chat: string }) =>
    one.person.id === requester.person.id && one.chat === requester.chat;

  it.each(MIXES.flatMap(([mix, reports]) => NEW.map((email) => [mix, email, reports] as const)))(
    'is in the case that was asked about, or in the one that hers moved to: %s, %s',
    async (_, email, reports) => {
      for (const [index, one] of reports.entries())
        await caseService.raise(report({ key: `press-${index}`, ...one }));
      const theirs = [amara, amaraTrains, chloe].flatMap((who) =>
        [...store.cases.values()].flatMap((it) =>
          it.requesters.some(isOf(who)) ? [[it.reference, who] as const] : [],
        ),
      );
      for (const [index, [reference, who]] of theirs.entries()) {
        // Moved by the correction before.
        if (!store.cases.get(reference)?.requesters.some(isOf(who))) continue;
        const told = await caseService.correct(reference, { correctEmail: email }, who, `own-${index}`);
        const given = store.cases.get(told?.reference ?? '')?.requesters.find(isOf(who))?.given;
        expect(given?.details.correctEmail).toBe(email);
        const asked = store.cases.get(reference);
        if (told?.reference === reference) continue;
        expect(asked?.requesters.some(isOf(who)) && asked.state !== 'closed').toBe(false);
        const gone = asked?.withdrawn?.find(isOf(who))?.movedTo ?? told?.reference;
        expect(gone).toBe(told?.reference);
      }
    },
  );

  it('opens nothing new for a case that was withdrawn meanwhile', async () => {
    const own = await caseService.raise(report());
    const find = store.find.bind(store);
    store.find = async (reference) => {
      const it = await find(reference);
      store.find = find;
      await caseService.act(own.case.reference, { type: 'withdraw' }, AMARA);
      return it;
    };
    const { reference } = own.case;
    expect(
      await caseService.correct(reference, { correctEmail: 'new@nhs.net' }, amara, 'own'),
    ).toBeUndefined();
    expect(store.cases.size).toBe(1);
  });
});
