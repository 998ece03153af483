import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adviseAfter } from '../../src/guides/attempts.ts';

const ESNEFT = { escalateAfter: 2 };
const SOUTH_TEES = { lockAfter: 3, lockHours: 12 };

test.each([
  ['ESNEFT', ESNEFT, 1, { advice: 'retry-with-care' }],
  ['ESNEFT', ESNEFT, 2, { advice: 'escalate' }],
  ['ESNEFT', ESNEFT, 9, { advice: 'escalate' }],
  ['South Tees', SOUTH_TEES, 0, { advice: 'retry-with-care', left: 3 }],
  ['South Tees', SOUTH_TEES, 1, { advice: 'retry-with-care', left: 2 }],
  ['South Tees', SOUTH_TEES, 2, { advice: 'reset', left: 1 }],
  ['South Tees', SOUTH_TEES, 3, { advice: 'locked', left: 0 }],
  ['South Tees', SOUTH_TEES, 4, { advice: 'locked', left: 0 }],
  ['a Trust without numbers', {}, 1, { advice: 'retry-with-care' }],
  ['a Trust without numbers', {}, 2, { advice: 'reset' }],
  ['a Trust with both', { escalateAfter: 2, lockAfter: 3 }, 2, { advice: 'escalate', left: 1 }],
] as const)('%s %o after %i wrong tries: %o', (_, facts, attempts, advice) => {
  expect(adviseAfter(attempts, facts)).toEqual(advice);
});

test('the try that would lock the account is never advised', () => {
  const count = fc.integer({ min: 1, max: 10 });
  fc.assert(
    fc.property(
      fc.nat(12),
      count,
      fc.option(count, { nil: undefined }),
      (attempts, lockAfter, escalateAfter) => {
        const { advice } = adviseAfter(attempts, { lockAfter, escalateAfter });
        if (attempts + 1 >= lockAfter) expect(advice).not.toBe('retry-with-care');
      },
    ),
  );
});
