import { sameAddress } from '../../cases/given.ts';
import type { Learner, LearnersReading } from '../../intake/learners/learners.ts';
import { type Draft, type DraftRow, LEARNERS_A_CARD, toRow, withProblemOnce } from './draft.ts';

/** Whether the learner has a name, a username or an address. */
const isSomebody = ({ name = '', username = '', email = '' }: Pick<Learner, 'name' | 'username' | 'email'>) =>
  `${name}${username}${email}` !== '';

/** The learners that the text identifies by a name, a username or an address. */
export const somebodyIn = ({ rows }: LearnersReading): readonly Learner[] => rows.filter(isSomebody);

/**
 * Adds learners to a draft. Words that the draft has for all learners move to the rows of those who were there before.
 * `isCut`: not all of them fit on the card.
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

/** Adds a learner, or merges them into the row that they already have. */
function withLearner(rows: readonly DraftRow[], learner: Learner): readonly DraftRow[] {
  const row = toRow(learner, Math.max(0, ...rows.map(({ id }) => id)));
  const known = rows.find((one) => one.sent === undefined && isSame(one, row));
  return known === undefined ? [...rows, row] : rows.map((one) => (one === known ? merge(known, row) : one));
}

/** The same username; or the same address, where at least one of them has no username. */
function isSame(one: DraftRow, other: DraftRow): boolean {
  if (one.username !== '' && other.username !== '') return one.username === other.username;
  return one.email !== '' && sameAddress(one.email) === sameAddress(other.email);
}

/** One row from two. If their addresses differ, the trainer chooses. */
function merge(before: DraftRow, again: DraftRow): DraftRow {
  const isOther =
    again.email !== '' && before.email !== '' && sameAddress(before.email) !== sameAddress(again.email);
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
