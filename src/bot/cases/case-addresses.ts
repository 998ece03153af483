import { type CardData, words } from '../../cards/render.ts';
import type { Case, CaseDetails, Person, Requester } from '../../cases/case.ts';
import { addressesOf, alsoGiven, peopleOf, sameAddress } from '../../cases/given.ts';
import { speakTime } from '../../time/speak-time.ts';
import { FACTS, TEAM_TEXTS } from '../esr-team/texts.ts';
import { stateForTeam } from './case-words.ts';
import { CASE_TEXTS, LABELS } from './texts.ts';

/** Values to copy into ESR, one per line: the leading address, then every other that was given. */
export function copied(
  it: Case,
  details: CaseDetails,
  requesters: readonly Requester[],
  email: string,
  now: string,
): CardData[] {
  const { correctEmail, smartcardNumber } = details;
  const addresses = addressesOf(it, requesters);
  const first = addresses.find((one) => sameAddress(one.email) === sameAddress(correctEmail ?? ''));
  const others = addresses.filter((one) => one !== first);
  return [
    line(LABELS.esrUsername, details.esrUsername ?? LABELS.notKnown),
    ...lines(email, correctEmail, first?.replaced, now),
    ...others.flatMap((other) => lines(FACTS.alsoGivenBy(names(other.by)), other.email, other.replaced, now)),
    ...lines(LABELS.smartcardNumber, smartcardNumber, undefined, now),
    ...alsoGiven(it, 'smartcardNumber', smartcardNumber, requesters).map((other) =>
      line(FACTS.smartcardAlsoBy(names(other.by)), other.value),
    ),
  ];
}

/** What a requester gave, for their status card. A trainer's card shows the learner's name elsewhere. */
export function ownDetails(
  it: Case,
  details: CaseDetails,
  requesters: readonly Requester[],
  trainer: boolean,
  now: string,
): CardData[] {
  const { esrUsername, name, esrNumber } = details;
  const lines = copied(it, details, requesters, LABELS.correctEmail, now);
  return [
    ...(trainer || name === undefined ? [] : [line(LABELS.name, name)]),
    ...(esrUsername === undefined ? lines.slice(1) : lines),
    ...(esrNumber === undefined ? [] : [line(LABELS.esrNumber, esrNumber)]),
  ];
}

const line = (label: string, value: string, was = '', until = ''): CardData => ({
  label,
  value,
  was,
  until: words(until),
});

function lines(
  label: string,
  value: string | undefined,
  replaced: { email: string; at: string } | undefined,
  now: string,
): CardData[] {
  if (value === undefined) return [];
  if (replaced === undefined) return [line(label, value)];
  return [line(label, value, replaced.email, CASE_TEXTS.replaced(speakTime(replaced.at, now)))];
}

/** Names, with commas between them. */
export const names = (people: readonly Person[]) => people.map((one) => one.name).join(', ');

/** More would push what matters off the card. */
const MOST_SHOWN = 6;

/** The warning that one ESR username came with several addresses: who gave which, in which case. Empty if there is none. */
export function disputed(
  it: Case,
  others: readonly Case[],
): { readonly title: string; readonly rows: CardData[] } {
  const addresses = addressesOf(it);
  if (it.state === 'closed' || (others.length === 0 && !isDisputedWithin(it))) return { title: '', rows: [] };
  const people = new Set([it, ...others].flatMap((one) => peopleOf(one).map((person) => person.id)));
  const rows = [
    ...addresses.map((one) => row(names(one.by), one.email, it, '')),
    ...(addresses.length === 0 ? [row(it.requesters[0].person.name, undefined, it, '')] : []),
    ...others.flatMap((other) => {
      const theirs = addressesOf(other);
      const state = stateForTeam(other)[0];
      if (theirs.length === 0) return [row(names(peopleOf(other)), undefined, other, state)];
      return theirs.map((one) => row(names(one.by), one.email, other, state));
    }),
  ];
  return {
    title: people.size === 1 ? TEAM_TEXTS.severalCases : TEAM_TEXTS.severalPeople(spelled(people.size)),
    rows: rows.slice(0, MOST_SHOWN),
  };
}

/** Whether people who share a case gave different addresses. */
function isDisputedWithin(it: Case): boolean {
  const addresses = addressesOf(it);
  return addresses.length > 1 && new Set(addresses.flatMap(({ by }) => by.map((one) => one.id))).size > 1;
}

const row = (name: string, email: string | undefined, { reference }: Case, state: string): CardData => ({
  name,
  email: email ?? LABELS.noEmail,
  about: words(state === '' ? TEAM_TEXTS.thisCase(reference) : `${reference}, ${state.toLowerCase()}`),
});

const SPELLED = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'];
const spelled = (count: number) => SPELLED[count] ?? String(count);

/** The other addresses of this ESR username in one line, for a list of cases. Empty if there are none. */
export function besideAddress(it: Case, others: readonly Case[]): string {
  const [first, ...more] = addressesOf(it);
  const was = first?.replaced === undefined ? [] : [TEAM_TEXTS.wasAddress(first.replaced.email)];
  const also = more.map((one) => TEAM_TEXTS.alsoAddress(one.email, names(one.by)));
  const theirs = (it.state === 'closed' ? [] : others).map((other) => {
    const email = addressesOf(other)[0]?.email ?? TEAM_TEXTS.noEmailInLine;
    return TEAM_TEXTS.theirAddress(names(peopleOf(other)), email, other.reference);
  });
  const { title } = disputed(it, others);
  const beside = [...was, ...also, ...theirs].join('; ');
  // After the title it starts a new sentence.
  return title === '' ? beside : `${title}. ${beside.charAt(0).toUpperCase()}${beside.slice(1)}`.trim();
}
