import type { Case } from '../../cases/case.ts';
import { addressesOf, sameAddress } from '../../cases/given.ts';

/** One person whom a username or an address leads to, and the cases that are about them. */
interface Claimant {
  /** Absent if only trainers reported it: then no id is known. */
  readonly person: string | undefined;
  readonly addresses: Set<string>;
  readonly cases: string[];
}

/** A username or an address leads to several people: the request must say which. */
export class SeveralPeopleError extends Error {
  readonly code = 'SEVERAL_PEOPLE';
  constructor(asked: string, claimants: readonly Claimant[]) {
    const each = claimants.map(({ person, cases }) => {
      const listed = `${cases.length === 1 ? 'case' : 'cases'} ${cases.join(' ')}`;
      return `- ${person === undefined ? 'reported by trainers' : `Entra object id ${person}`}: ${listed}`;
    });
    super(
      [
        `${asked} leads to more than one person. Nothing was exported or erased.`,
        ...each,
        `Find out who is asking. Then write their Entra object id instead, or ${asked} and the cases that are theirs, for example: ${asked} ${claimants[0]?.cases[0]}`,
      ].join('\n'),
    );
  }
}

/**
 * The people whom these cases are about. Usernames are not verified, so each member of staff who gave it counts as one. A case
 * that only trainers reported is about whoever has the same address.
 */
export function claimantsOf(cases: readonly Case[]): readonly Claimant[] {
  const claimants: Claimant[] = [];
  const staffFirst = [...cases].sort((one, other) => Number(isTrainers(one)) - Number(isTrainers(other)));
  for (const it of staffFirst) {
    const person = it.requesters.find((one) => one.kind === 'staff' && one.person.id !== '')?.person.id;
    const given = addressesOf(it).map(({ email }) => sameAddress(email));
    const known = claimants.find((one) =>
      person === undefined ? given.some((email) => one.addresses.has(email)) : one.person === person,
    );
    if (known === undefined) {
      claimants.push({ person, addresses: new Set(given), cases: [it.reference] });
      continue;
    }
    known.cases.push(it.reference);
    for (const email of given) known.addresses.add(email);
  }
  return claimants;
}

const isTrainers = ({ requesters }: Case) => requesters.every((one) => one.kind === 'trainer');
