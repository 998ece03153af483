import type { Case, CaseDetails, Given, Person, Requester } from './case.ts';

/** Characters of a person's own words that fit on a card; the newest are kept. */
export const MOST_WORDS = 1500;
/** Characters of one message of theirs that a case takes. */
export const LONGEST_SAID = 1000;

/**
 * What this requester gave. Where a case did not keep that for each requester, its own details are the first one's, if all are
 * in one chat. Undefined otherwise: they may be another's.
 */
export function givenBy(it: Case, requester: Requester): Given | undefined {
  if (requester.given !== undefined) return requester.given;
  const [first] = it.requesters;
  const isAllTheirs = it.requesters.every((one) => one.given === undefined && one.chat === first.chat);
  if (!isAllTheirs || requester !== first) return undefined;
  const { problem, details, trail } = it;
  return { problem, details, trail };
}

/** Who reported it from this chat; trainers in one chat may be several, who see each other's details. */
export const requestersIn = (it: Case, chat: string): readonly Requester[] =>
  it.requesters.filter((one) => one.chat === chat);

/** What the requesters in this chat gave, combined: the first leads. */
export function givenIn(it: Case, chat: string): Given | undefined {
  const given = requestersIn(it, chat).flatMap((one) => givenBy(it, one) ?? []);
  const [first] = given;
  if (first === undefined) return undefined;
  return { ...first, details: detailsOf(given), trail: trailOf(given) };
}

/** The details of several reports combined: the first leads, the others fill its gaps. */
export function detailsOf(given: readonly Given[]): CaseDetails {
  return Object.assign({}, ...given.map(({ details }) => definedOnly(details)).reverse()) as CaseDetails;
}

export const trailOf = (given: readonly Given[]) => given.flatMap(({ trail }) => trail);

/** An address that requesters gave, and the one that it replaced. */
export interface GivenAddress {
  readonly email: string;
  readonly by: readonly Person[];
  readonly replaced?: Given['replaced'];
}

/** The addresses that these requesters gave, each once: the leading one first. */
export function addressesOf(it: Case, requesters: readonly Requester[] = it.requesters): GivenAddress[] {
  const found = new Map<string, GivenAddress>();
  for (const one of requesters) {
    const given = givenBy(it, one);
    const email = given?.details.correctEmail;
    if (email === undefined) continue;
    const before = found.get(sameAddress(email));
    found.set(sameAddress(email), {
      email: before?.email ?? email,
      by: [...(before?.by ?? []), one.person],
      replaced: before?.replaced ?? given?.replaced,
    });
  }
  return [...found.values()];
}

/** The address that these requesters gave, where they agree on it. */
export function onlyAddress(it: Case, requesters?: readonly Requester[]): string | undefined {
  const [first, ...others] = addressesOf(it, requesters);
  return others.length === 0 ? first?.email : undefined;
}

/** Other values of one detail than the `leading` one: each once, with who gave it. */
export function alsoGiven(
  it: Case,
  key: Exclude<keyof CaseDetails, 'correctEmail' | 'words'>,
  leading: string | undefined,
  requesters: readonly Requester[] = it.requesters,
): readonly { readonly value: string; readonly by: readonly Person[] }[] {
  const given = requesters.flatMap((one) => {
    const value = givenBy(it, one)?.details[key];
    const isOther = value !== undefined && sameText(value) !== sameText(leading ?? '');
    return isOther ? [{ value, by: one.person }] : [];
  });
  return [...Map.groupBy(given, ({ value }) => sameText(value)).values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [{ value: first.value, by: [first, ...more].map(({ by }) => by) }],
  );
}

const sameText = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** An address for comparison, ignoring case. */
export const sameAddress = (email: string): string => email.trim().toLowerCase();

/** The people who reported it, each once. */
export const peopleOf = ({ requesters }: Case): readonly Person[] => [
  ...new Map(requesters.map(({ person }) => [person.id, person])).values(),
];

/** Appends words; the oldest are dropped where there is no room. */
export const wordsWith = (before: string | undefined, more: string): string =>
  [before, more]
    .filter((said) => said !== undefined && said !== '')
    .join('\n')
    .slice(-MOST_WORDS);

export const definedOnly = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<T>;
