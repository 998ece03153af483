import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case, CaseAction, Given, Requester } from '../../src/cases/case.ts';
import { transition } from '../../src/cases/transitions.ts';
import { AMARA, aCase, aCaseThatIs, at, CHLOE, changed, ELENA, FEMI, RESOLVE } from '../shared/a-case.ts';

const trainer: Requester = { kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(5) };
const dev = { id: 'aad-dev', name: 'Dev Patel' };
const join = (requester: Requester, given: Partial<Given> = {}) =>
  ({
    type: 'join',
    requester: { ...requester, given: { problem: 'other', details: {}, trail: [], ...given } },
  }) as const;

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
      {
        message: 'reopened',
        to: 'team',
        mention: ELENA,
        data: { why: 'Locked again', as: 'requester', by: AMARA.name },
      },
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
    const data = { text: 'Which ward?', by: ELENA.name, at: at(6) };
    expect(messages).toEqual([
      { message: 'question', to: { chat: 'chat-amara' }, mention: undefined, data },
      { message: 'question', to: { chat: 'chat-escalation' }, mention: CHLOE, data },
    ]);
  });

  it('is answered once; what the same person says after that is added', () => {
    const answered = changed(asked, { type: 'answer', text: 'Ward 4' }, AMARA, 5).case;
    expect(answered.question?.answer).toEqual({ text: 'Ward 4', by: AMARA, at: at(5) });
    expect(transition(answered, { type: 'answer', text: 'Ward 4' }, { by: AMARA, at: at(6) })).toMatchObject({
      refused: 'nothing-asked',
    });
    const more = changed(answered, { type: 'answer', text: 'Ward 5' }, AMARA, 6);
    expect(more.case.question?.answer?.text).toBe('Ward 4');
    expect(more.case.details.words).toContain('Ward 5');
    expect(more.messages).toMatchObject([{ message: 'added', to: 'team', data: { text: 'Ward 5' } }]);
  });

  it('can be answered late: once it is resolved, the answer is added to the case', () => {
    const resolved = changed(asked, RESOLVE, ELENA, 5).case;
    const { case: it, messages } = changed(resolved, { type: 'answer', text: 'Ward 4' }, AMARA, 6);
    expect(it).toMatchObject({ state: 'resolved', details: { words: expect.stringContaining('Ward 4') } });
    expect(messages).toMatchObject([{ message: 'added', to: 'team' }]);
  });

  it('is added to, where somebody says "still not working" of a case that is open again already', () => {
    const { case: it, messages } = changed(asked, { type: 'reopen', why: 'It is locked' }, AMARA, 5);
    expect(it).toMatchObject({
      state: 'waiting',
      details: { words: expect.stringContaining('It is locked') },
    });
    expect(messages).toMatchObject([{ message: 'added', to: 'team', data: { text: 'It is locked' } }]);
    expect(transition(asked, { type: 'reopen', why: ' ' }, { by: AMARA, at: at(5) })).toMatchObject({
      refused: 'not-resolved',
    });
  });

  it('can still be answered after the colleague who asked gave the case back', () => {
    const released = changed(asked, { type: 'release' }, ELENA, 5).case;
    const { case: answered, messages } = changed(released, { type: 'answer', text: 'Ward 4' }, AMARA, 6);
    expect(answered).toMatchObject({ state: 'open', question: { answer: { text: 'Ward 4' } } });
    expect(messages).toEqual([
      { message: 'answered', to: 'team', mention: undefined, data: { text: 'Ward 4', by: AMARA.name } },
    ]);
  });
});

describe('an officer who opens a case again', () => {
  it('is named, and everyone who was asked whether it works is told', () => {
    const from = { chat: 'chat-team', as: 'esr-team' } as const;
    const result = transition(
      aCaseThatIs('resolved'),
      { type: 'reopen', why: '' },
      { by: FEMI, at: at(9), from },
    );
    if ('refused' in result) throw new Error(result.refused);
    expect(result.case.reopened).toEqual({ why: '', at: at(9), by: FEMI, as: 'esr-team' });
    expect(result.messages).toMatchObject([
      { message: 'reopened', to: 'team', mention: ELENA, data: { by: FEMI.name, as: 'esr-team' } },
      { message: 'looking-again', to: { chat: 'chat-amara' }, data: { by: FEMI.name } },
    ]);
  });
});

describe('who is told', () => {
  it('is nobody but the ESR Team, when the only requester withdraws it', () => {
    const { messages } = changed(aCase(), { type: 'withdraw' }, AMARA, 6);
    expect(messages.map((message) => message.to)).toEqual(['team']);
  });

  it('is the colleague who is given a case, but not one who takes it', () => {
    const given = changed(aCaseThatIs('claimed'), { type: 'assign', to: FEMI }, ELENA, 6);
    expect(given.messages).toEqual([
      { message: 'assigned', to: 'team', mention: FEMI, data: { by: ELENA.name } },
    ]);
    expect(given.case.claim).toEqual({ by: FEMI, at: at(6), from: ELENA });
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
        data: { outcome: 'password-reset-sent', note: 'Try at 2', at: at(6) },
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
      ['whoever gave it back does not have it', it.released === undefined || it.claim === undefined],
      [
        'a report is in it or taken back',
        !it.withdrawn?.some((gone) =>
          it.requesters.some((one) => one.person.id === gone.person.id && one.chat === gone.chat),
        ),
      ],
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
          const keys = result.messages.map((one) =>
            JSON.stringify([one.message, one.to, one.to === 'team' ? '' : one.mention?.id]),
          );
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
