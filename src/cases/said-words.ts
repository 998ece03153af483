import type { Case, Given, Person, Requester } from './case.ts';
import { peopleOf, wordsWith } from './given.ts';
import { signed } from './signed-words.ts';

/** A person's words as a report keeps them: after their name, once several people have written in it. */
export const asSaid = ({ named }: Given, { name }: Person, text: string) =>
  named === undefined ? text : signed(name, text);

/** Whether the report has these words of this person, on a line or several of their own. */
export const hasSaid = (given: Given, who: Person, text: string) =>
  `\n${given.details.words ?? ''}\n`.includes(`\n${asSaid(given, who, text)}\n`);

/** The report once somebody else may write in it: this person's words come after their name. */
export const named = (given: Given, { name }: Person): Given =>
  given.named !== undefined || given.details.words === undefined
    ? given
    : { ...given, named: 'yes', details: { ...given.details, words: signed(name, given.details.words) } };

/** The words on a case with more added, each after a name once several people write. */
export function saidBy(it: Case, { person }: Pick<Requester, 'person'>, text: string): string {
  const people = peopleOf(it);
  const isMixed = it.requesters.some(({ given }) => given?.named !== undefined);
  const alone = people.length === 1 && people[0]?.id === person.id && !isMixed;
  if (alone) return wordsWith(it.details.words, text);
  return wordsWith(namedWords(it), signed(person.name, text));
}

/** The words on a case, after the first requester's name where they have none. */
export function namedWords({ requesters, details: { words } }: Case): string | undefined {
  const isNamed = requesters.some(
    ({ person, given }) => given?.named !== undefined || words?.startsWith(signed(person.name, '')),
  );
  return words === undefined || isNamed ? words : signed(requesters[0].person.name, words);
}
