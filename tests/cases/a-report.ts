import type { CaseReport } from '../../src/cases/case-report.ts';
import { AMARA, CHLOE } from '../shared/a-case.ts';

/** Amara's report of her own account, with what is different. */
export const report = (overrides: Partial<CaseReport> = {}): CaseReport => ({
  trust: 'esneft',
  problem: 'incorrect-details',
  requester: { kind: 'staff', person: AMARA, chat: 'chat-amara' },
  details: { esrUsername: '432OKAFORA01', correctEmail: 'amara.okafor@nhs.net' },
  trail: [],
  key: 'press-1',
  ...overrides,
});

export const gives = (correctEmail: string | undefined) => ({
  details: { esrUsername: '432OKAFORA01', correctEmail },
});

export const chloe = { kind: 'trainer', person: CHLOE, chat: 'chat-escalation' } as const;

export const ben = {
  kind: 'staff',
  person: { id: 'aad-ben', name: 'Ben Hughes' },
  chat: 'chat-ben',
} as const;
/** What Amara signs in to Teams with, as Teams says it. */
export const signInName = async (_: string, person: string) =>
  person === AMARA.id ? 'amara.okafor@nhs.net' : undefined;
export const DEV = { id: 'aad-dev', name: 'Dev Patel' };
export const dev = { kind: 'trainer', person: DEV, chat: 'chat-escalation' } as const;
