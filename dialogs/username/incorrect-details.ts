import { type AttemptAdvice, adviseAfter } from '../../src/guides/attempts.ts';
import { branch } from '../engine/branch.ts';
import type { BranchContext, Condition } from '../engine/step-types.ts';
import { advise, answered, ask, handOver, leadOn } from '../engine/steps.ts';

/** How often the wrong details were typed, by the answers of cards/staff/ask-tries.json. */
const TRIES: Readonly<Record<string, number>> = { once: 1, twice: 2, more: 3 };
const RETRIES = ['first-time', 'attempts-left'];

const saysLocked = answered('tries', 'locked');
const isLocked: Condition = {
  label: 'locked',
  test: (branch) => saysLocked.test(branch) || adviceFor(branch).advice === 'locked',
};

/** ESNEFT Username, item 3; South Tees, note on attempts: ESR says that the username or password is incorrect. */
export const incorrectDetails = branch(
  'incorrect-details',
  [
    ask('tries'),
    leadOn('locked', 'account-locked', { when: isLocked }),
    advise('first-time', { when: adviceIs('retry-with-care') }),
    advise('attempts-left', { when: adviceIs('retry-with-care'), needs: 'attempts.lockAfter' }),
    leadOn('last-attempt', 'forgot-username-password', { when: adviceIs('reset') }),
    handOver('second-time', { when: adviceIs('escalate'), needs: 'attempts.escalateAfter' }),
  ],
  (branch) => ({ 'said.attemptsLeft': String(adviceFor(branch).left ?? '') }),
);

/** Never invites the try that would lock the account: one that was advised here and failed counts too. */
function adviceFor(branch: BranchContext): AttemptAdvice {
  const retried = RETRIES.some((step) => branch.answer(step) === 'not-yet') ? 1 : 0;
  const tries = TRIES[branch.answer('tries') ?? ''] ?? 1;
  return adviseAfter(tries + retried, branch.guide.attempts ?? {});
}

function adviceIs(advice: AttemptAdvice['advice']): Condition {
  return {
    label: advice,
    test: (branch) => !saysLocked.test(branch) && adviceFor(branch).advice === advice,
  };
}
