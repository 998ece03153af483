/** The Trust's guide on wrong passwords: the try that goes to the ESR Team, and the try that locks the account. */
export type AttemptFacts = {
  readonly escalateAfter?: number | undefined;
  readonly lockAfter?: number | undefined;
};

export type AttemptAdvice = {
  readonly advice: 'retry-with-care' | 'reset' | 'escalate' | 'locked';
  /** Tries before the account locks, where the guide gives a number. */
  readonly left?: number;
};

// Where a guide gives no number, one more careful try: what the others allow.
const RETRIES_UNSAID = 2;

/** What to do after this many wrong tries. Never advises the try that would lock the account. */
export function adviseAfter(attempts: number, facts: AttemptFacts): AttemptAdvice {
  const { escalateAfter, lockAfter } = facts;
  const left = lockAfter === undefined ? undefined : Math.max(0, lockAfter - attempts);
  const known = left === undefined ? {} : { left };
  if (left === 0) return { advice: 'locked', ...known };
  if (escalateAfter !== undefined && attempts >= escalateAfter) return { advice: 'escalate', ...known };
  const mayRetry = left !== undefined ? left > 1 : attempts < (escalateAfter ?? RETRIES_UNSAID);
  return { advice: mayRetry ? 'retry-with-care' : 'reset', ...known };
}
