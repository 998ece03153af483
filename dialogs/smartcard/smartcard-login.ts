import { words } from '../../src/cards/render.ts';
import type { BranchId } from '../../src/guides/ids.ts';
import { branch } from '../engine/branch.ts';
import { problemsFor } from '../engine/conversation-state.ts';
import type { BranchContext, Condition } from '../engine/step-types.ts';
import { advise, ask, handOver, tell } from '../engine/steps.ts';

/** The symptoms when a smartcard fails. */
const PROBLEMS: readonly BranchId[] = [
  'smartcard-locked-expired',
  'care-identity-button-missing',
  'smartcard-not-linked',
  'smartcard-software-error',
];

const guideCoversOne: Condition = {
  label: 'the guide speaks of a smartcard problem',
  test: (branch) => covered(branch).length > 0,
};

/** ESNEFT Smartcard, items 1, 2 and 4; YAS, smartcard steps 1 to 3; 382, the smartcard button: how to sign in with one. */
export const smartcardLogin = branch('smartcard-login', [
  tell('use-smartcard'),
  tell('insert'),
  tell('care-identity'),
  advise('sign-in'),
  ask('what-you-see', {
    when: guideCoversOne,
    shows: (branch) => ({ choices: covered(branch).map((id) => choiceOf(branch, id)) }),
    chosen: (branch, value) => {
      const problem = covered(branch).find((id) => id === value);
      return problem === undefined ? undefined : { leadOn: problem };
    },
  }),
  handOver('hand-over'),
]);

function covered(branch: BranchContext): BranchId[] {
  return PROBLEMS.filter((id) => branch.covers(id));
}

function choiceOf(branch: BranchContext, id: BranchId) {
  const { title = '', line = '' } = problemsFor(branch.turn).branches.get(id) ?? {};
  return { value: words(id), title: words(title), line: words(line) };
}
