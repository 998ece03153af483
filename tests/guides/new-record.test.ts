import { expect, test } from 'vitest';
import { usernameReady } from '../../src/guides/new-record.ts';

const on = (day: string) => ({ from: day, to: day });

test.each([
  ['on a Thursday', '2026-11-19', '2026-11-20'],
  ['on a Friday', '2026-11-20', '2026-11-23'],
  ['on Christmas Eve 2026', '2026-12-24', '2026-12-29'],
  ['before Easter 2027', '2027-03-25', '2027-03-30'],
  ['on 28 February of a leap year', '2028-02-28', '2028-02-29'],
])('a record created %s has its username the working day after', (_, created, from) => {
  expect(usernameReady(on(created), `${created}T12:00:00.000Z`)).toEqual({ from, ready: 'no' });
  expect(usernameReady(on(created), `${from}T12:00:00.000Z`)).toEqual({ from, ready: 'yes' });
});

test('the username’s day begins at midnight in England, also in summer', () => {
  expect(usernameReady(on('2026-07-01'), '2026-07-01T22:59:59.000Z').ready).toBe('no');
  expect(usernameReady(on('2026-07-01'), '2026-07-01T23:00:00.000Z').ready).toBe('yes');
});

test('a record created at an unknown time has its username after the last day it can have been', () => {
  expect(usernameReady({ to: '2026-11-20' }, '2026-11-20T12:00:00.000Z')).toEqual({
    from: '2026-11-23',
    ready: 'unknown',
  });
});

test('a record created on one of two days, of which only the first has its username, is left open', () => {
  const created = { from: '2026-11-19', to: '2026-11-20' };
  expect(usernameReady(created, '2026-11-20T12:00:00.000Z')).toEqual({
    from: '2026-11-23',
    ready: 'unknown',
  });
});
