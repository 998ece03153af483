import { sameAddress } from '../../cases/given.ts';
import type { Learner, LearnersReading } from '../../intake/learners/learners.ts';
import { type Draft, type DraftRow, LEARNERS_A_CARD, toRow, withProblemOnce } from './draft.ts';

/** Whether anything says who they are. */
const isSomebody = ({ name = '', username = '', email = '' }: Pick<Learner, 'name' | 'username' | 'email'>) =>
  `${name}${username}${email}` !== '';

/** The learners of a reading of whom it says who they are. */
export const somebodyIn = ({ rows }: LearnersReading): readonly Learner[] => rows.filter(isSomebody);

/**
 * The draft with these learners beside those who are there. What was said before others came stays with those of whom it
 * was said. `isCut` where not all of them have room.
 */
export function addLearners(draft: Draft, reading: LearnersReading): { draft: Draft; isCut: boolean } {
  const there = draft.rows.filter((row) => row.sent !== undefined || isSomebody(row));
  const all = somebodyIn(reading).reduce<readonly DraftRow[]>(withLearner, there);
  const isTheirs = there.length > 0 && all.length > there.length && draft.words !== '';
  const listed = all.slice(0, LEARNERS_A_CARD).map((row, at) => {
    const isBefore = isTheirs && at < there.length && row.sent === undefined;
    return isBefore ? { ...row, words: joined(row.words, draft.words, '\n') } : row;
  });
  const isOpen = there.length === 0 || draft.problem === undefined;
  const { problem = draft.problem, rows } = isOpen ? withProblemOnce(listed) : { rows: listed };
  const [neededBy] = [draft.neededBy, reading.neededBy].filter((at) => at !== undefined).sort();
  const words = isTheirs ? reading.words : joined(draft.words, reading.words, ' ').slice(0, 500);
  return {
    draft: { ...draft, view: 'check', rows, problem, neededBy, words },
    isCut: all.length > rows.length,
  };
}

const joined = (before = '', more: string, by: string) =>
  before.includes(more) ? before : `${before}${by}${more}`.trim();

/** The rows with this learner: on their row, where they are there already. */
function withLearner(rows: readonly DraftRow[], learner: Learner): readonly DraftRow[] {
  const row = toRow(learner, Math.max(0, ...rows.map(({ id }) => id)));
  const known = rows.find((one) => one.sent === undefined && isSame(one, row));
  return known === undefined
    ? [...rows, row]
    : rows.map((one) => (one === known ? together(known, row) : one));
}

/** One username; or one address, where only one of them has a username. */
function isSame(one: DraftRow, other: DraftRow): boolean {
  if (one.username !== '' && other.username !== '') return one.username === other.username;
  return one.email !== '' && sameAddress(one.email) === sameAddress(other.email);
}

/** With two addresses it is asked which is theirs. */
function together(before: DraftRow, again: DraftRow): DraftRow {
  const isOther = again.email !== '' && before.email !== '' && !isSameAddress(before, again);
  return {
    ...before,
    name: before.name || again.name,
    username: before.username || again.username,
    email: isOther ? '' : before.email || again.email,
    problem: again.problem ?? before.problem,
    unsure: before.unsure || again.unsure || isOther,
    choices: [
      ...new Set([...before.choices, ...again.choices, ...(isOther ? [before.email, again.email] : [])]),
    ],
  };
}

const isSameAddress = (one: DraftRow, other: DraftRow) => sameAddress(one.email) === sameAddress(other.email);
