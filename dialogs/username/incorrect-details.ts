import { type AttemptAdvice, adviseAfter } from '../../src/guides/attempts.ts';
import { branch } from '../branch.ts';
import { advise, ask, type Condition, handOver } from '../steps.ts';
import type { Walk } from '../walk.ts';

/** How often the wrong details were typed, by the answers of cards/ask-tries.json. */
const TRIES: Readonly<Record<string, number>> = { once: 1, twice: 2, more: 3 };

/** ESNEFT Username, items 1 to 3: ESR says that the username or password is incorrect. */
export const incorrectDetails = branch('incorrect-details', [
  ask('tries', (walk) => walk.learn({ 'said.attemptsLeft': String(adviceFor(walk).left ?? '') })),
  advise('first-time', adviceIs('retry-with-care')),
  handOver('second-time', adviceIs('escalate')),
  handOver('locked', adviceIs('locked')),
]);

function adviceFor(walk: Walk): AttemptAdvice {
  return adviseAfter(TRIES[walk.answer('tries') ?? ''] ?? 1, walk.guide.attempts ?? {});
}

/** Never invites the try that would lock the account. */
function adviceIs(advice: AttemptAdvice['advice']): Condition {
  return { label: advice, test: (walk) => adviceFor(walk).advice === advice };
}
