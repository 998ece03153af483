import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { speakClock } from '../../src/time/speak-time.ts';
import { readTypedTime } from '../../src/time/typed-time.ts';

const NOW = '2026-11-20T15:00:00.000Z';

describe('a typed time', () => {
  test.each([
    ['11:40', '2026-11-20T11:40:00.000Z'],
    ['9.30', '2026-11-20T09:30:00.000Z'],
    ['0930', '2026-11-20T09:30:00.000Z'],
    ['930', '2026-11-20T09:30:00.000Z'],
    ['9:30am', '2026-11-20T09:30:00.000Z'],
    [' At 9.30 A.M. ', '2026-11-20T09:30:00.000Z'],
    ['half nine', '2026-11-20T09:30:00.000Z'],
    ['20 past 9', '2026-11-20T09:20:00.000Z'],
    ['10 to 3', '2026-11-20T14:50:00.000Z'],
    ['twenty five past nine', '2026-11-20T09:25:00.000Z'],
    ['half past 12', '2026-11-20T12:30:00.000Z'],
    ['9am', '2026-11-20T09:00:00.000Z'],
    ['12am', '2026-11-20T00:00:00.000Z'],
    ['12pm', '2026-11-20T12:00:00.000Z'],
    ['midday', '2026-11-20T12:00:00.000Z'],
    ['midnight', '2026-11-20T00:00:00.000Z'],
    ['00:00', '2026-11-20T00:00:00.000Z'],
    ['15:00', '2026-11-20T15:00:00.000Z'],
  ])('"%s" is the last time clocks showed it', (typed, instant) => {
    expect(readTypedTime(typed, NOW)).toBe(instant);
  });

  test('still to come today was yesterday', () => {
    expect(readTypedTime('16:20', NOW)).toBe('2026-11-19T16:20:00.000Z');
    expect(readTypedTime('9:30pm', NOW)).toBe('2026-11-19T21:30:00.000Z');
  });

  test('with a bare hour is this afternoon’s if that has been, and this morning’s if not', () => {
    expect(readTypedTime('2:30', NOW)).toBe('2026-11-20T14:30:00.000Z');
    expect(readTypedTime('3:30', NOW)).toBe('2026-11-20T03:30:00.000Z');
    expect(readTypedTime('02:30', NOW)).toBe('2026-11-20T02:30:00.000Z');
  });

  test('a minute or two ahead is now, on a clock that runs ahead, and not yesterday', () => {
    expect(readTypedTime('15:02', NOW)).toBe('2026-11-20T15:02:00.000Z');
    expect(readTypedTime('15:03', NOW)).toBe('2026-11-19T15:03:00.000Z');
  });

  test('shown twice on the night the clocks go back is the second, once that has been', () => {
    expect(readTypedTime('01:30', '2026-10-25T00:45:00.000Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(readTypedTime('01:30', '2026-10-25T03:00:00.000Z')).toBe('2026-10-25T01:30:00.000Z');
  });

  test('not shown on the night the clocks go forward is the night before', () => {
    expect(readTypedTime('01:30', '2027-03-28T05:00:00.000Z')).toBe('2027-03-27T01:30:00.000Z');
  });

  test.each(['', '9', '99', '24:00', '12:60', '13am', '25pm', 'half', 'half 13', 'soon', '-1:30'])(
    '"%s" is no time',
    (typed) => {
      expect(readTypedTime(typed, NOW)).toBeUndefined();
    },
  );

  test('whatever is typed, never throws and never lies ahead by more than clocks differ', () => {
    const clockish = fc.string({ unit: fc.constantFrom(...'0123456789:. apmhlf'), maxLength: 8 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), clockish), (typed) => {
        const instant = readTypedTime(typed, NOW);
        if (instant === undefined) return;
        expect(Date.parse(NOW) - Date.parse(instant)).toBeGreaterThanOrEqual(-2 * 60_000);
      }),
      { numRuns: 500 },
    );
  });

  test('in 24 hours is the time clocks in England showed, on any day', () => {
    const nows = fc.date({
      min: new Date('2026-10-01'),
      max: new Date('2027-04-30'),
      noInvalidDate: true,
    });
    const clocks = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(nows, clocks, (now, clock) => {
        const typed = clock.map((part) => String(part).padStart(2, '0')).join(':');
        const instant = readTypedTime(typed, now.toISOString());
        expect(instant && londonClock(instant)).toBe(typed);
        // What the bot writes can be typed back to it.
        expect(instant && readTypedTime(speakClock(instant), now.toISOString())).toBe(instant);
      }),
      { numRuns: 200 },
    );
  });
});

const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' });
const londonClock = (instant: string) => london.format(new Date(instant));
