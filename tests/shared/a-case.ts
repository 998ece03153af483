import type { Case, CaseAction, CaseState, Change, Person } from '../../src/cases/case.ts';
import { transition } from '../../src/cases/transitions.ts';

export const AMARA: Person = { id: 'aad-amara', name: 'Amara Okafor' };
export const CHLOE: Person = { id: 'aad-chloe', name: 'Chloe Martin' };
export const ELENA: Person = { id: 'aad-elena', name: 'Elena Rossi' };
export const FEMI: Person = { id: 'aad-femi', name: 'Femi Adeyemi' };

/** Minutes after ten o'clock on some morning. */
export const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 10, minutes)).toISOString();

/** An open case that Amara raised in her own chat. */
export function aCase(overrides: Partial<Case> = {}): Case {
  return {
    reference: 'K7M-4PT',
    trust: 'esneft',
    problem: 'incorrect-details',
    state: 'open',
    version: 1,
    openedAt: at(0),
    changedAt: at(0),
    requesters: [{ kind: 'staff', person: AMARA, chat: 'chat-amara', at: at(0) }],
    details: { esrUsername: '432OKAFORA01', correctEmail: 'amara.okafor@nhs.net' },
    trail: [],
    ...overrides,
  };
}

/** The change an action makes; fails the test when it is refused. */
export function changed(it: Case, action: CaseAction, by: Person | undefined, minutes: number): Change {
  const result = transition(it, action, { by, at: at(minutes) });
  if ('refused' in result) throw new Error(`${action.type} was refused: ${result.refused}`);
  return result;
}

export const RESOLVE: CaseAction = { type: 'resolve', outcome: 'password-reset-sent' };

/** Amara's case in each state, on the way it gets there: claimed, asked and resolved by Elena, closed by Amara. */
export function aCaseThatIs(state: CaseState): Case {
  const open = aCase();
  if (state === 'open') return open;
  const claimed = changed(open, { type: 'claim' }, ELENA, 1).case;
  if (state === 'claimed') return claimed;
  if (state === 'waiting') return changed(claimed, { type: 'ask', question: 'Which ward?' }, ELENA, 2).case;
  const resolved = changed(claimed, RESOLVE, ELENA, 3).case;
  if (state === 'resolved') return resolved;
  return changed(resolved, { type: 'confirm' }, AMARA, 4).case;
}
