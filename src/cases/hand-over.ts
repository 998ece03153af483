import type { Case, Requester } from './case.ts';
import { givenBy } from './given.ts';
import { stillWithdrawn } from './joining.ts';
import { named, namedWords } from './said-words.ts';

/** The case once a colleague in their chat has taken over these reports. Words keep the name of who said them. */
export function handedOver(
  it: Case,
  theirs: readonly Requester[],
  to: Pick<Requester, 'person' | 'chat'>,
): Pick<Case, 'requesters' | 'details' | 'withdrawn'> {
  const requesters = it.requesters.map((one) => {
    const given = givenBy(it, one);
    if (!theirs.includes(one)) return { ...one, given };
    return { ...one, person: to.person, given: given && named(given, one.person) };
  }) as unknown as Case['requesters'];
  const details = { ...it.details, words: namedWords(it) };
  return { requesters, details, withdrawn: stillWithdrawn(it, to) };
}
