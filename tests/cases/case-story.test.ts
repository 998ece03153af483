import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case, CaseAction, Requester } from '../../src/cases/case.ts';
import { transition } from '../../src/cases/transitions.ts';
import { AMARA, aCase, aCaseThatIs, at, CHLOE, changed, ELENA, FEMI, RESOLVE } from '../support/a-case.ts';

const trainer: Requester = { kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(5) };
const dev = { id: 'aad-dev', name: 'Dev Patel' };
const join = (requester: Requester, more: Partial<Extract<CaseAction, { type: 'join' }>> = {}) =>
  ({ type: 'join', requester, details: {}, trail: [], ...more }) as const;

describe('reopening', () => {
  it('gives a case back to the colleague who had it, and tells them why', () => {
    const { case: it, messages } = changed(
      aCaseThatIs('closed'),
      { type: 'reopen', why: 'Locked again' },
      AMARA,
      9,
    );
    expect(it).toMatchObject({ state: 'claimed', claim: { by: ELENA }, reopened: { why: 'Locked again' } });
    expect(it.resolution).toBeUndefined();
    expect(it.closedAs).toBeUndefined();
    expect(messages).toEqual([
      { message: 'reopened', to: 'team', mention: ELENA, data: { why: 'Locked again' } },
    ]);
  });

  it('leaves it open to all when nobody had it', () => {
    const closed = changed(aCase(), { type: 'withdraw' }, AMARA, 1).case;
    const { case: reopened, messages } = changed(closed, { type: 'reopen', why: '' }, AMARA, 2);
    expect([reopened.state, reopened.claim]).toEqual(['open', undefined]);
    expect(messages).toMatchObject([{ message: 'reopened', to: 'team', mention: undefined }]);
  });
});

describe('a question', () => {
  const asked = aCaseThatIs('waiting');

  it('reaches every requester, by name where the chat has several people', () => {
    const both = changed(aCaseThatIs('claimed'), join(trainer), CHLOE, 5).case;
    const { messages } = changed(both, { type: 'ask', question: 'Which ward?' }, ELENA, 6);
    const data = { text: 'Which ward?', by: ELENA.name };
    expect(messages).toEqual([
      { message: 'question', to: { chat: 'chat-amara' }, mention: undefined, data },
      { message: 'question', to: { chat: 'chat-escalation' }, mention: CHLOE, data },
    ]);
  });

  it('can be answered once', () => {
    const answered = changed(asked, { type: 'answer', text: 'Ward 4' }, AMARA, 5).case;
    expect(answered.question?.answer).toEqual({ text: 'Ward 4', by: AMARA, at: at(5) });
    expect(transition(answered, { type: 'answer', text: 'Ward 5' }, { by: AMARA, at: at(6) })).toMatchObject({
      refused: 'nothing-asked',
    });
  });

  it('can still be answered after the colleague who asked gave the case back', () => {
    const released = changed(asked, { type: 'release' }, ELENA, 5).case;
    const { case: answered, messages } = changed(released, { type: 'answer', text: 'Ward 4' }, AMARA, 6);
    expect(answered).toMatchObject({ state: 'open', question: { answer: { text: 'Ward 4' } } });
    expect(messages).toEqual([
      { message: 'answered', to: 'team', mention: undefined, data: { text: 'Ward 4' } },
    ]);
  });
});

describe('a second report of the same account', () => {
  it('joins: nothing known is overwritten, what is new is added, all others are told', () => {
    const details = { correctEmail: 'other@nhs.net', name: 'A. Okafor', esrNumber: undefined };
    const { case: it, messages } = changed(aCaseThatIs('claimed'), join(trainer, { details }), CHLOE, 5);
    expect(it.requesters.map((one) => one.person)).toEqual([AMARA, CHLOE]);
    expect(it.details).toEqual({
      esrUsername: '432OKAFORA01',
      correctEmail: 'amara.okafor@nhs.net',
      name: 'A. Okafor',
    });
    expect(messages).toEqual([
      { message: 'joined', to: { chat: 'chat-amara' } },
      { message: 'joined', to: 'team', mention: ELENA },
    ]);
  });

  it('tells each chat once, although two trainers in it had reported', () => {
    const first = aCase({ requesters: [trainer, { ...trainer, person: dev }] });
    const staff: Requester = { kind: 'staff', person: AMARA, chat: 'chat-amara', at: at(6) };
    const { messages } = changed(first, join(staff), AMARA, 6);
    expect(messages.map((message) => message.to)).toEqual([{ chat: 'chat-escalation' }, 'team']);
  });

  it('by the same person in the same chat adds no requester and tells no other', () => {
    const { case: it, messages } = changed(aCase(), join(aCase().requesters[0]), AMARA, 5);
    expect(it.requesters).toHaveLength(1);
    expect(messages.map((message) => message.to)).toEqual(['team']);
  });

  it('of a resolved case takes the resolution back: it is not solved', () => {
    const { case: it } = changed(aCaseThatIs('resolved'), join(trainer), CHLOE, 5);
    expect(it).toMatchObject({ state: 'claimed', resolution: undefined, claim: { by: ELENA } });
  });
});

describe('who is told', () => {
  it('is everyone else who reported it, when one of them withdraws it', () => {
    const both = changed(aCaseThatIs('claimed'), join(trainer), CHLOE, 5).case;
    const { case: it, messages } = changed(both, { type: 'withdraw' }, CHLOE, 6);
    expect(it).toMatchObject({ state: 'closed', closedAs: 'withdrawn', closedBy: CHLOE });
    expect(messages).toEqual([
      { message: 'withdrawn', to: 'team', mention: ELENA },
      { message: 'withdrawn', to: { chat: 'chat-amara' }, data: { by: CHLOE.name } },
    ]);
  });

  it('is nobody but the ESR Team, when the only requester withdraws it', () => {
    const { messages } = changed(aCase(), { type: 'withdraw' }, AMARA, 6);
    expect(messages.map((message) => message.to)).toEqual(['team']);
  });

  it('is the colleague who is given a case, but not one who takes it', () => {
    const given = changed(aCaseThatIs('claimed'), { type: 'assign', to: FEMI }, ELENA, 6);
    expect(given.messages).toEqual([{ message: 'assigned', to: 'team', mention: FEMI }]);
    const taken = changed(aCaseThatIs('claimed'), { type: 'assign', to: FEMI }, FEMI, 6);
    expect(taken.messages).toEqual([]);
    expect(taken.case.claim).toEqual({ by: FEMI, at: at(6) });
  });

  it('is each requester, with the outcome and the note, when it is resolved', () => {
    const { messages } = changed(
      aCaseThatIs('claimed'),
      { ...RESOLVE, note: 'Try at 2' } as CaseAction,
      ELENA,
      6,
    );
    expect(messages).toEqual([
      {
        message: 'resolved',
        to: { chat: 'chat-amara' },
        mention: undefined,
        data: { outcome: 'password-reset-sent', note: 'Try at 2' },
      },
    ]);
  });
});

describe('any story of a case', () => {
  const person = fc.constantFrom(AMARA, CHLOE, ELENA, FEMI);
  const action: fc.Arbitrary<CaseAction> = fc.oneof(
    fc.constantFrom<CaseAction>(
      { type: 'claim' },
      { type: 'release' },
      { type: 'ask', question: 'Which?' },
      { type: 'answer', text: 'This' },
      { type: 'add', text: 'And this' },
      RESOLVE,
      { type: 'confirm' },
      { type: 'reopen', why: '' },
      { type: 'withdraw' },
      { type: 'close-silent' },
      join(trainer),
      join({ ...trainer, person: dev }),
    ),
    person.map((to): CaseAction => ({ type: 'assign', to })),
  );

  /** What must be so in each state, whatever happened. */
  function contradictions(it: Case): string[] {
    const rules: [string, boolean][] = [
      ['an open case is claimed by nobody', it.state !== 'open' || it.claim === undefined],
      [
        'a case being worked has somebody',
        !/claimed|waiting|resolved/.test(it.state) || it.claim !== undefined,
      ],
      ['a waiting case has a question', it.state !== 'waiting' || it.question !== undefined],
      ['and no answer yet', it.state !== 'waiting' || it.question?.answer === undefined],
      ['a resolved case says how', it.state !== 'resolved' || it.resolution !== undefined],
      ['a case that is not done has no outcome', !/open|claimed|waiting/.test(it.state) || !it.resolution],
      ['a closed case says how, no other does', (it.state === 'closed') === (it.closedAs !== undefined)],
      ['nobody closed what is not closed', it.state === 'closed' || it.closedBy === undefined],
    ];
    return rules.flatMap(([rule, holds]) => (holds ? [] : [rule]));
  }

  it('never contradicts itself, and owes each chat a message of a kind at most once a change', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(action, person), { maxLength: 25 }), (steps) => {
        let it = aCase();
        for (const [index, [step, by]] of steps.entries()) {
          const result = transition(it, step, { by, at: at(index) });
          if ('refused' in result) {
            expect(result.case).toBe(it);
            continue;
          }
          it = result.case;
          expect(contradictions(it)).toEqual([]);
          const owed = result.messages.map((one) =>
            JSON.stringify([one.message, one.to, one.to === 'team' ? '' : one.mention?.id]),
          );
          expect(new Set(owed).size).toBe(owed.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
