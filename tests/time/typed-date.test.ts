import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTypedDate } from '../../src/time/typed-date.ts';

const NOW = '2026-11-20T15:00:00.000Z'; // a Friday

describe('a typed date', () => {
  test.each([
    ['3/11/2026', '2026-11-03'],
    ['3/11/26', '2026-11-03'],
    ['3.11.2026', '2026-11-03'],
    ['03-11', '2026-11-03'],
    ['2026-11-03', '2026-11-03'],
    ['3 Nov', '2026-11-03'],
    ['3rd of November 2026', '2026-11-03'],
    ['20/11', '2026-11-20'],
    ['21/11', '2025-11-21'],
    ['Today', '2026-11-20'],
    ['yesterday', '2026-11-19'],
    ['29/2/2024', '2024-02-29'],
    ['29 Feb', '2024-02-29'],
    ['2 days ago', '2026-11-18'],
    ["it's been 2 days", '2026-11-18'],
    ['It was about a couple of days ago.', '2026-11-18'],
    ['2 years ago', '2024-11-20'],
    ['a year ago', '2025-11-20'],
    ['a fortnight ago', '2026-11-06'],
    ['the day before yesterday', '2026-11-18'],
    ['two months', '2026-09-20'],
    ['on Monday', '2026-11-16'],
    ['last tues', '2026-11-17'],
    ['wednesday morning', '2026-11-18'],
    ['this morning', '2026-11-20'],
    ['yesterday afternoon', '2026-11-19'],
  ])('"%s" is one day', (typed, day) => {
    expect(readTypedDate(typed, NOW)).toEqual({ from: day, to: day });
  });

  test.each([
    ['November', '2026-11-01', '2026-11-20'],
    ['nov 2026', '2026-11-01', '2026-11-20'],
    ['October', '2026-10-01', '2026-10-31'],
    ['December', '2025-12-01', '2025-12-31'],
    ['February 2024', '2024-02-01', '2024-02-29'],
    ['2024', '2024-01-01', '2024-12-31'],
    ['in October', '2026-10-01', '2026-10-31'],
    ['last year', '2025-01-01', '2025-12-31'],
    ['this year', '2026-01-01', '2026-11-20'],
    ['last week', '2026-11-09', '2026-11-15'],
    ['last month', '2026-10-01', '2026-10-31'],
    ['this week', '2026-11-16', '2026-11-20'],
    ['last night', '2026-11-19', '2026-11-20'],
    ['friday', '2026-11-13', '2026-11-20'],
    ['a few days ago', '2026-11-14', '2026-11-18'],
  ])('"%s" is several days', (typed, from, to) => {
    expect(readTypedDate(typed, NOW)).toEqual({ from, to });
  });

  test('"last week" on a Sunday is the week before the one that ends today', () => {
    expect(readTypedDate('last week', '2026-11-22T12:00:00.000Z')).toEqual({
      from: '2026-11-09',
      to: '2026-11-15',
    });
  });

  test('is read on the day it is in England, just after midnight in summer', () => {
    expect(readTypedDate('today', '2026-07-01T23:30:00.000Z')).toEqual({
      from: '2026-07-02',
      to: '2026-07-02',
    });
  });

  test.each(['21/11/2026', '1 Dec 2026', 'December 2026', '1/1/2099'])('"%s" is still to come', (typed) => {
    expect(readTypedDate(typed, NOW)).toEqual({ problem: 'in-the-future' });
  });

  test.each([
    '',
    'i may',
    'over 12 weeks',
    'nearly 3 weeks',
    '31/2/2026',
    '29/2/2026',
    '11/13/2026',
    '0/0/0000',
    '31 Nov',
    'Novembers',
    'ma',
    'toString',
    '32',
  ])('"%s" is no date', (typed) => {
    expect(readTypedDate(typed, NOW)).toEqual({ problem: 'not-a-date' });
  });

  test('whatever is typed, never throws and never gives a day after today', () => {
    const dateish = fc.string({ unit: fc.constantFrom(...'0123456789/-. novdecfb'), maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), dateish), (typed) => {
        const read = readTypedDate(typed, NOW);
        if ('problem' in read) return;
        expect(read.from <= read.to && read.to <= '2026-11-20').toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
