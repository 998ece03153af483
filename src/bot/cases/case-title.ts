import { type Words, words } from '../../cards/render.ts';
import type { Case } from '../../cases/case.ts';
import { type Problems, problemTitle } from '../../guides/problems.ts';

/** The problem in one line. */
export function caseTitle(problems: Problems, { problem, requesters: [first] }: Case): Words {
  if (problem !== 'other') return words(problemTitle(problems, problem));
  return words(first.kind === 'trainer' ? 'A learner cannot get into ESR' : 'Asked for the ESR Team');
}

/** Whose it is: a trainer raises many, each for another learner. */
export function caseWhose({ requesters: [first], details }: Case): string {
  const learner = first.kind === 'trainer' ? (details.name ?? details.esrUsername) : undefined;
  return learner === undefined ? first.person.name : `${learner}, from ${first.person.name}`;
}
