import { localPart } from '../fields/email-address.ts';
import { isCalledOff, isDoneAfter } from '../finding/not-asked.ts';

interface Named {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** Where a text names a learner. */
interface Naming<One> {
  readonly who: readonly One[];
  readonly start: number;
  readonly end: number;
}

/** "Ann and Bob do not need it": said of both. */
const OF_SEVERAL = /^ *(?:(?:both|all) )?(?:are|do|don['’]?t|have)\b/i;
/** The blank of their own username or address: what is said behind that is read with it. */
const OWN_DETAILS = /^[ ,:;(<–-]* {5}/;
const JOINS = /^ *(?:,|&|and)? *(?:and )?$/i;

/**
 * The learners without those of whom the writer says by name, apart from their details, that nothing is needed: "Bob doesn't need
 * a reset any more", "cancel Bob". `text`: without usernames and addresses.
 */
export function withoutNamedDone<One extends Named>(learners: readonly One[], text: string): readonly One[] {
  const namings = namingsIn(text, learners);
  const over = new Set<One>();
  for (const [at, { who, start, end }] of namings.entries()) {
    const before = text.slice(Math.max(0, start - 80), start);
    const behind = text.slice(end, end + 240);
    const isDone = isDoneAfter(before, behind);
    const [only, ...more] = who;
    if (only === undefined || more.length > 0 || OWN_DETAILS.test(behind)) continue;
    if (!isDone && !isCalledOff(before, behind)) continue;
    over.add(only);
    for (let other = at; isDone && OF_SEVERAL.test(behind) && other > 0; other -= 1) {
      const [one, next] = [namings[other - 1], namings[other]];
      if (one?.who.length !== 1 || !JOINS.test(text.slice(one.end, next?.start))) break;
      for (const also of one.who) over.add(also);
    }
  }
  return over.size === 0 ? learners : learners.filter((one) => !over.has(one));
}

/** Every place where a text has a learner's names, and who has all of them. */
function namingsIn<One extends Named>(text: string, learners: readonly One[]): readonly Naming<One>[] {
  const named = new Map<string, Set<One>>();
  for (const one of learners)
    for (const word of namesOf(one)) named.set(word, (named.get(word) ?? new Set()).add(one));
  const namings: Naming<One>[] = [];
  for (const { 0: word, index } of text.matchAll(/\p{L}[\p{L}'-]*/gu)) {
    const these = named.get(word.toLowerCase());
    if (these === undefined) continue;
    const last = namings.at(-1);
    const isOne = last !== undefined && text.slice(last.end, index) === ' ';
    const both = isOne ? last.who.filter((one) => these.has(one)) : [];
    if (isOne && both.length > 0) namings.pop();
    const start = isOne && both.length > 0 ? last.start : index;
    namings.push({ who: both.length > 0 ? both : [...these], start, end: index + word.length });
  }
  return namings;
}

/** "Bob" and "Fry" of Bob Fry, or of bob.fry@nhs.net. */
const namesOf = ({ name, email = '' }: Named): readonly string[] =>
  (name?.split(/\s+/) ?? localPart(email).split(/[._-]/))
    .map((word) => word.toLowerCase())
    .filter((word) => /^\p{L}[\p{L}'-]+$/u.test(word));
