import { describe, expect, it } from 'vitest';
import type { CaseAction } from '../../src/cases/case.ts';
import { caseRoleOf, mayDo, PERMISSIONS } from '../../src/cases/permissions.ts';
import { AMARA, aCase, at, CHLOE, ELENA } from '../shared/a-case.ts';

const ALLOWED: { readonly [type in CaseAction['type']]: readonly (keyof typeof PERMISSIONS)[] } = {
  claim: ['esr-team', 'service-desk'],
  release: ['esr-team'],
  assign: ['esr-team', 'service-desk'],
  ask: ['esr-team', 'service-desk'],
  resolve: ['esr-team', 'service-desk'],
  reopen: ['esr-team', 'requester'],
  answer: ['requester'],
  add: ['requester'],
  confirm: ['requester'],
  withdraw: ['requester'],
  'close-silent': ['service-desk'],
  note: ['service-desk'],
  ticket: ['service-desk'],
  join: [],
  'take-over': ['requester'],
  'same-username': [],
};

describe('who may do what', () => {
  it.each(Object.entries(ALLOWED))('%s: %j', (type, who) => {
    const all = Object.keys(PERMISSIONS) as (keyof typeof PERMISSIONS)[];
    expect(all.filter((one) => mayDo(one, type as CaseAction['type']))).toEqual(who);
    expect(mayDo(undefined, type as CaseAction['type'])).toBe(false);
  });
});

describe('where somebody stands towards a case', () => {
  const it1 = aCase({
    requesters: [
      { kind: 'staff', person: AMARA, chat: 'chat-amara', at: at(0) },
      { kind: 'trainer', person: CHLOE, chat: 'chat-escalation', at: at(1) },
    ],
  });
  const from = (personId: string, chat: string, teamOf?: string) =>
    caseRoleOf(it1, { personId, chat, teamOf });

  it('is the ESR Team in the chat linked to the same Trust, whoever they are', () => {
    expect(from(ELENA.id, 'chat-team', 'esneft')).toBe('esr-team');
    expect(from(AMARA.id, 'chat-team', 'esneft')).toBe('esr-team');
  });

  it('is nothing in the ESR Team chat of another Trust', () => {
    expect(from(ELENA.id, 'chat-team', 'south-tees')).toBeUndefined();
  });

  it('is requester in the chat where they raised it', () => {
    expect(from(AMARA.id, 'chat-amara')).toBe('requester');
  });

  it('is requester for every trainer of the escalation chat, since a class has several', () => {
    expect(from('aad-dev', 'chat-escalation')).toBe('requester');
  });

  it('is nothing for a stranger who gets hold of a card, in any chat', () => {
    expect(from(ELENA.id, 'chat-elena')).toBeUndefined();
    expect(from(AMARA.id, 'chat-elsewhere')).toBeUndefined();
    expect(from(ELENA.id, 'chat-amara')).toBeUndefined();
    expect(from(CHLOE.id, 'chat-chloe')).toBeUndefined();
  });
});
