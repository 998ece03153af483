import { expect, test } from 'vitest';
import { previousAccount, whenLeft } from '../../src/guides/returning.ts';

const DAYS = 90;
const NOW = '2026-11-20T15:00:00.000Z';

test('the previous account is there up to and on the 90th day', () => {
  const onTheLastDay = previousAccount({ from: '2026-08-22', to: '2026-08-22' }, DAYS, NOW);
  expect(onTheLastDay).toEqual({ stillThere: 'yes', lastDay: '2026-11-20' });
  expect(previousAccount({ from: '2026-08-21', to: '2026-08-21' }, DAYS, NOW).stillThere).toBe('no');
});

test('the day changes at midnight in England, also in summer', () => {
  const left = { from: '2026-04-02', to: '2026-04-02' }; // 90 days later: 1 July
  expect(previousAccount(left, DAYS, '2026-07-01T22:59:00.000Z').stillThere).toBe('yes');
  expect(previousAccount(left, DAYS, '2026-07-01T23:00:00.000Z').stillThere).toBe('no');
});

test('a leap day counts as a day', () => {
  const left = { from: '2027-12-01', to: '2027-12-01' };
  expect(previousAccount(left, DAYS, NOW).lastDay).toBe('2028-02-29');
});

test('a month that the 90 days begin in leaves it open, and names no last day', () => {
  expect(previousAccount({ from: '2026-08-01', to: '2026-08-31' }, DAYS, NOW)).toEqual({
    stillThere: 'unknown',
  });
});

test.each([
  ['within-access', 'yes'],
  ['over-access', 'no'],
  ['unknown', 'unknown'],
] as const)('left %s: still there: %s', (choice, stillThere) => {
  expect(previousAccount(whenLeft(choice, DAYS, NOW), DAYS, NOW)).toEqual({ stillThere });
});
