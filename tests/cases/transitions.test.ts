import { describe, expect, it } from 'vitest';
import type { Case, CaseAction, CaseState, Person } from '../../src/cases/case.ts';
import { transition } from '../../src/cases/transitions.ts';
import { AMARA, aCaseThatIs, at, CHLOE, ELENA, FEMI, RESOLVE } from '../shared/a-case.ts';

const STATES: readonly CaseState[] = ['open', 'claimed', 'waiting', 'resolved', 'closed'];

const ACTIONS: { readonly [type in CaseAction['type']]: CaseAction } = {
  claim: { type: 'claim' },
  release: { type: 'release' },
  assign: { type: 'assign', to: FEMI },
  ask: { type: 'ask', question: 'Which site?' },
  answer: { type: 'answer', text: 'Ipswich' },
  add: { type: 'add', text: 'It says locked' },
  resolve: RESOLVE,
  confirm: { type: 'confirm' },
  reopen: { type: 'reopen', why: 'Same message as before' },
  withdraw: { type: 'withdraw' },
  'close-silent': { type: 'close-silent' },
  note: { type: 'note', text: 'The record has two usernames' },
  ticket: { type: 'ticket', ticket: { number: 'INC0012345' } },
  join: {
    type: 'join',
    requester: {
      kind: 'trainer',
      person: CHLOE,
      chat: 'chat-escalation',
      at: at(9),
      given: {
        problem: 'other',
        details: { correctEmail: 'other@nhs.net', name: 'Amara Okafor' },
        trail: [],
      },
    },
  },
  'take-over': { type: 'take-over', of: 'chloe' },
  'same-username': { type: 'same-username', other: 'CCC-CCC', news: 'opened' },
};

/** By action, for each state in the order above: the next state, or why it is refused. Elena has claimed the case. */
const BY_ELENA: { readonly [type in CaseAction['type']]: readonly string[] } = {
  claim: ['claimed', 'already-yours', 'already-yours', 'already-resolved', 'already-closed'],
  release: ['not-claimed', 'open', 'open', 'already-resolved', 'already-closed'],
  assign: ['claimed', 'claimed', 'waiting', 'already-resolved', 'already-closed'],
  ask: ['waiting', 'waiting', 'waiting', 'already-resolved', 'already-closed'],
  answer: ['open', 'claimed', 'claimed', 'resolved', 'already-closed'],
  add: ['open', 'claimed', 'waiting', 'resolved', 'already-closed'],
  resolve: ['resolved', 'resolved', 'resolved', 'already-resolved', 'already-closed'],
  confirm: ['not-resolved', 'not-resolved', 'not-resolved', 'closed', 'already-closed'],
  reopen: ['not-resolved', 'not-resolved', 'not-resolved', 'claimed', 'claimed'],
  withdraw: [...Array(4).fill('already-withdrawn'), 'already-closed'],
  'close-silent': ['not-resolved', 'not-resolved', 'not-resolved', 'closed', 'already-closed'],
  note: ['open', 'claimed', 'waiting', 'resolved', 'already-closed'],
  ticket: ['open', 'claimed', 'waiting', 'resolved', 'closed'],
  join: ['open', 'claimed', 'waiting', 'claimed', 'already-closed'],
  'take-over': [...Array(4).fill('already-yours'), 'already-closed'],
  'same-username': ['open', 'claimed', 'waiting', 'resolved', 'already-closed'],
};

const another = ['claimed-by-another', 'claimed-by-another'];
const settled = ['already-resolved', 'already-closed'];

/** A colleague who has not claimed it cannot work it, but can be given it or take it over. */
const BY_FEMI = {
  ...BY_ELENA,
  claim: ['claimed', ...another, ...settled],
  release: ['not-claimed', ...another, ...settled],
  ask: ['waiting', ...another, ...settled],
  resolve: ['resolved', ...another, ...settled],
};

const outcome = (it: Case, action: CaseAction, by: Person) => {
  const result = transition(it, action, { by, at: at(10) });
  return 'refused' in result ? result.refused : result.case.state;
};

for (const [who, by, table] of [
  ['the colleague who has it', ELENA, BY_ELENA],
  ['another colleague', FEMI, BY_FEMI],
] as const) {
  describe(`what ${who} can do`, () => {
    for (const type of Object.keys(ACTIONS) as CaseAction['type'][]) {
      it(`${type}: ${table[type].join(', ')}`, () => {
        const results = STATES.map((state) => outcome(aCaseThatIs(state), ACTIONS[type], by));
        expect(results).toEqual(table[type]);
      });
    }
  });
}

describe('a refusal', () => {
  const refusal = (state: CaseState, action: CaseAction, by: Person) => {
    const it = aCaseThatIs(state);
    return [it, transition(it, action, { by, at: at(10) })] as const;
  };

  it.each([
    ['claimed-by-another', 'claimed', ACTIONS.claim, ELENA, at(1)],
    ['claimed-by-another', 'waiting', ACTIONS.resolve, ELENA, at(1)],
    ['already-resolved', 'resolved', ACTIONS.claim, ELENA, at(3)],
    ['already-resolved', 'resolved', ACTIONS.release, ELENA, at(3)],
    ['already-closed', 'closed', ACTIONS.resolve, AMARA, at(4)],
    ['already-closed', 'closed', ACTIONS.withdraw, AMARA, at(4)],
  ] as const)(
    '%s of a %s case says who and when, and changes nothing',
    (refused, state, action, by, when) => {
      const [before, result] = refusal(state, action, FEMI);
      expect(result).toEqual({ refused, by, at: when, case: before });
    },
  );

  it('names nobody for a case that closed by itself', () => {
    const closed = transition(aCaseThatIs('resolved'), ACTIONS['close-silent'], { at: at(5) });
    if ('refused' in closed) throw new Error('refused');
    expect(transition(closed.case, ACTIONS.claim, { by: FEMI, at: at(6) })).toMatchObject({
      refused: 'already-closed',
      by: undefined,
      at: at(5),
    });
  });

  it.each([
    ['reason-needed', 'claimed', { type: 'resolve', outcome: 'could-not-help', needsNote: true }],
    [
      'reason-needed',
      'claimed',
      { type: 'resolve', outcome: 'could-not-help', needsNote: true, note: ' \n ' },
    ],
    ['text-needed', 'claimed', { type: 'ask', question: '  ' }],
    ['text-needed', 'waiting', { type: 'answer', text: '\n' }],
    ['text-needed', 'open', { type: 'add', text: ' ' }],
  ] as const)('%s, of a %s case, when the words that it takes are missing', (refused, state, action) => {
    expect(refusal(state, action, ELENA)[1]).toMatchObject({ refused });
  });
});

describe('every change', () => {
  const allowed = STATES.flatMap((state, index) =>
    (Object.keys(ACTIONS) as CaseAction['type'][])
      .filter((type) => STATES.includes(BY_ELENA[type][index] as CaseState))
      .map((type) => [state, type] as const),
  );

  it.each(allowed)(
    'of a %s case by %s is one version, one event, and leaves the case before as it was',
    (...[state, type]) => {
      const before = aCaseThatIs(state);
      const copy = structuredClone(before);
      const result = transition(before, ACTIONS[type], { by: ELENA, at: at(10), key: 'press-1' });
      if ('refused' in result) throw new Error(result.refused);
      expect(before).toEqual(copy);
      expect(result.case).toMatchObject({
        version: before.version + 1,
        changedAt: at(10),
        reference: before.reference,
      });
      // An answer that nothing waits for is an addition.
      const did = type === 'answer' && state !== 'waiting' ? 'add' : type;
      expect(result.events).toMatchObject([{ type: did, at: at(10), by: ELENA, key: 'press-1' }]);
    },
  );

  it('keeps no personal words in the history, which outlives them', () => {
    const secretive = [
      ...STATES.flatMap((state) =>
        [ACTIONS.ask, ACTIONS.answer, ACTIONS.add, ACTIONS.reopen, ACTIONS.join].map((action) => ({
          state,
          action,
        })),
      ),
      {
        state: 'claimed' as const,
        action: { type: 'resolve', outcome: 'could-not-help', note: 'No record' } as const,
      },
    ];
    for (const { state, action } of secretive) {
      const result = transition(aCaseThatIs(state), action, { by: ELENA, at: at(10) });
      const data = 'refused' in result ? [] : result.events.map((event) => event.data);
      expect(JSON.stringify(data)).not.toMatch(/site|Ipswich|locked|Same message|No record|nhs\.net/);
    }
  });
});
