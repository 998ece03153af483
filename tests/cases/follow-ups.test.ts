import { describe, expect, it } from 'vitest';
import type { CaseAction, Change } from '../../src/cases/case.ts';
import { DEFAULT_RULES, followUps } from '../../src/cases/follow-ups.ts';
import { AMARA, aCase, aCaseThatIs, at, CHLOE, changed, ELENA, RESOLVE } from '../shared/a-case.ts';

const names = (change: Change) => followUps(change, DEFAULT_RULES).map((timer) => timer.name);
const RAISE: Change = { case: aCase(), events: [{ type: 'raise', at: at(0), by: AMARA }], messages: [] };

describe('what is looked at again', () => {
  it('is an unclaimed case, when it was raised or given back', () => {
    expect(names(RAISE)).toEqual(['remind-unclaimed']);
    expect(names(changed(aCaseThatIs('claimed'), { type: 'release' }, ELENA, 5))).toEqual([
      'remind-unclaimed',
    ]);
  });

  const OTHERS: readonly (readonly [
    Parameters<typeof aCaseThatIs>[0],
    CaseAction,
    typeof ELENA,
    string[],
  ])[] = [
    ['open', { type: 'claim' }, ELENA, []],
    ['open', { type: 'assign', to: ELENA }, ELENA, []],
    ['claimed', { type: 'ask', question: 'Which ward?' }, ELENA, ['remind-waiting']],
    ['waiting', { type: 'answer', text: 'Ward 7' }, AMARA, []],
    ['claimed', RESOLVE, ELENA, ['close-silent']],
    ['resolved', { type: 'confirm' }, AMARA, []],
    ['resolved', { type: 'reopen', why: '' }, AMARA, []],
    ['open', { type: 'withdraw' }, AMARA, []],
    [
      'open',
      {
        type: 'join',
        requester: {
          kind: 'trainer',
          person: CHLOE,
          chat: 'chat-escalation',
          at: at(5),
          given: { problem: 'other', details: {}, trail: [] },
        },
      },
      CHLOE,
      [],
    ],
  ];
  it.each(OTHERS)('after a case that is %s: %j', (state, action, by, expected) => {
    expect(names(changed(aCaseThatIs(state), action, by, 6))).toEqual(expected);
  });

  it('has one timer of each kind for a case, which a later change moves', () => {
    const [first] = followUps(RAISE, DEFAULT_RULES);
    const released = changed(aCaseThatIs('claimed'), { type: 'release' }, ELENA, 20);
    const [again] = followUps(released, DEFAULT_RULES);
    expect(again?.key).toBe(first?.key);
    expect(first?.runAt).toBe(at(30));
    expect(again?.runAt).toBe(at(50));
  });

  it('comes after two days of waiting, and after as many of silence as were set', () => {
    const ask = changed(aCaseThatIs('claimed'), { type: 'ask', question: 'Which ward?' }, ELENA, 6);
    expect(followUps(ask, DEFAULT_RULES)[0]?.runAt).toBe('2026-11-25T10:06:00.000Z');
    const resolve = changed(aCaseThatIs('claimed'), RESOLVE, ELENA, 6);
    expect(followUps(resolve, DEFAULT_RULES)[0]?.runAt).toBe('2026-11-30T10:06:00.000Z');
    const rules = { ...DEFAULT_RULES, closeAfterDays: 1 };
    expect(followUps(resolve, rules)[0]?.runAt).toBe('2026-11-24T10:06:00.000Z');
  });
});
