import type { IsoInstant } from '../time/clock.ts';
import { type ActedFrom, type Case, type CaseAction, isActive, type Person, type Requester } from './case.ts';
import { givenBy } from './given.ts';
import { withoutMoved } from './joining.ts';
import { caseRoleOf } from './permissions.ts';
import { isSameSide, type Reporter, sideIn } from './sharing.ts';

/** Whether a closed case was reopened. */
export const isReturning = (before: Case, after: Case) => !isActive(before) && isActive(after);

/** The actions that change what the cards of other cases with this username say of this one. */
export const SHOWN_BESIDE: ReadonlySet<CaseAction['type']> = new Set([
  'reopen',
  'resolve',
  'confirm',
  'withdraw',
  'close-silent',
]);

/**
 * Whether another case continues instead of reopening this one: for the ESR Team, if one of its people has another; for a
 * requester, only one they can act on from here. Cases of others stay private.
 */
export const blocksReopening = (
  it: Case,
  other: Case,
  by: Person | undefined,
  from: ActedFrom | undefined,
) =>
  from?.as === 'requester'
    ? caseRoleOf(other, { personId: by?.id ?? '', chat: from.chat }) !== undefined
    : it.requesters.some((one) => other.requesters.some((another) => isSameSide(one, another)));

/** The reports of this person's side in a case, with what each gave. */
export const reportsOf = (it: Case, by: Reporter): readonly Requester[] =>
  sideIn(it.requesters, by).map((one) => ({ ...one, given: givenBy(it, one) }));

/** When a requester reopens a shared case, those who have another case by now stay with that one. */
export function goneOnElsewhere(
  it: Case,
  others: readonly Case[],
  at: IsoInstant,
  from: ActedFrom | undefined,
): Case {
  if (isActive(it) || from?.as !== 'requester') return it;
  let left = it;
  for (const other of others) {
    const gone = left.requesters.filter(
      (one) => one.chat !== from.chat && other.requesters.some((theirs) => isSameSide(one, theirs)),
    );
    if (gone.length > 0) left = { ...left, ...withoutMoved(left, gone, other.reference, at) };
  }
  return left;
}
