import type { Case, CaseAction } from './case.ts';

/** As whom a person acts on a case: from the Trust's ESR Team chat, or from a chat in which it was raised. */
export type CaseRole = 'esr-team' | 'requester';

/** Who may do what. Everything that is not listed is refused, whatever a card says. */
export const PERMISSIONS: Readonly<Record<CaseRole | 'service-desk', readonly CaseAction['type'][]>> = {
  'esr-team': ['claim', 'release', 'assign', 'ask', 'resolve', 'reopen'],
  requester: ['answer', 'add', 'confirm', 'reopen', 'withdraw', 'take-over'],
  'service-desk': ['claim', 'assign', 'ask', 'note', 'resolve', 'close-silent', 'ticket'],
};

/** As whom a person may act on a case: by the chat they act in, and in a 1:1 chat by who they are. */
export function caseRoleOf(
  it: Case,
  actor: { readonly personId: string; readonly chat: string; readonly teamOf?: string | undefined },
): CaseRole | undefined {
  if (actor.teamOf === it.trust) return 'esr-team';
  const raisedHere = it.requesters.some(
    (one) => one.chat === actor.chat && (one.kind === 'trainer' || one.person.id === actor.personId),
  );
  return raisedHere ? 'requester' : undefined;
}

export const mayDo = (who: keyof typeof PERMISSIONS | undefined, action: CaseAction['type']): boolean =>
  who !== undefined && PERMISSIONS[who].includes(action);
