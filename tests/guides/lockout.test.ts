import { expect, test } from 'vitest';
import { lockout, whenLocked } from '../../src/guides/lockout.ts';

const HOURS = 12;
const NOW = '2026-11-20T21:00:00.000Z';
const at = (instant: string) => ({ from: instant, to: instant });

test('a lock ends its hours after it began, and not a moment before', () => {
  expect(lockout(at('2026-11-20T09:00:00.001Z'), HOURS, NOW)).toEqual({
    endsBy: '2026-11-20T21:00:00.001Z',
    ended: 'no',
  });
  expect(lockout(at('2026-11-20T09:00:00.000Z'), HOURS, NOW).ended).toBe('yes');
});

test('a lock lasts real hours over both clock changes', () => {
  expect(lockout(at('2027-03-27T20:00:00.000Z'), HOURS, NOW).endsBy).toBe('2027-03-28T08:00:00.000Z');
  expect(lockout(at('2026-10-24T20:00:00.000Z'), HOURS, NOW).endsBy).toBe('2026-10-25T08:00:00.000Z');
});

test.each([
  ['just-now', '2026-11-21T09:00:00.000Z', 'no'],
  ['within-lock', '2026-11-21T09:00:00.000Z', 'no'],
  ['over-lock', '2026-11-20T21:00:00.000Z', 'yes'],
  ['unknown', '2026-11-21T09:00:00.000Z', 'unknown'],
] as const)('locked %s: over by %s at the latest, ended: %s', (choice, endsBy, ended) => {
  expect(lockout(whenLocked(choice, HOURS, NOW), HOURS, NOW)).toEqual({ endsBy, ended });
});
