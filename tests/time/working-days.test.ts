import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bankHolidays } from '../../src/time/bank-holidays.ts';
import {
  addWorkingMinutes,
  isWorkingDay,
  isWorkingTime,
  nextWorkingDay,
  nextWorkingDayAt,
  WorkingHoursError,
  workingMinutesBetween,
} from '../../src/time/working-days.ts';

const HOURS = { start: '08:00', end: '17:00' };

const instants = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2031-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const days = instants.map((instant) => instant.slice(0, 10));

describe('the next working day', () => {
  test.each([
    ['an ordinary Thursday', '2026-11-19', '2026-11-20'],
    ['a Friday', '2026-11-20', '2026-11-23'],
    ['a Sunday', '2026-11-22', '2026-11-23'],
    ['Christmas Eve 2026, with a substitute day on Monday', '2026-12-24', '2026-12-29'],
    ['Christmas Eve 2027, with two substitute days', '2027-12-24', '2027-12-29'],
    ['Christmas Eve 2028, before a weekday Christmas', '2028-12-24', '2028-12-27'],
    ['New Year 2028, on a Saturday', '2027-12-31', '2028-01-04'],
    ['Maundy Thursday 2027, clocks changing on Easter Sunday', '2027-03-25', '2027-03-30'],
    ['the day before a leap day', '2028-02-28', '2028-02-29'],
  ])('after %s', (_, day, next) => {
    expect(nextWorkingDay(day)).toBe(next);
  });

  test('is later, never a weekend day or a bank holiday, and skips no working day', () => {
    fc.assert(
      fc.property(days, (day) => {
        const next = nextWorkingDay(day);
        expect(next > day).toBe(true);
        expect([0, 6]).not.toContain(new Date(next).getUTCDay());
        expect(bankHolidays(Number(next.slice(0, 4))).has(next)).toBe(false);
        for (let t = Date.parse(day) + 864e5; t < Date.parse(next); t += 864e5) {
          expect(isWorkingDay(new Date(t).toISOString().slice(0, 10))).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('at a time is that time on the clocks in England, before and after they go forward', () => {
    expect(nextWorkingDayAt('2027-03-25T12:00:00.000Z', '08:30')).toBe('2027-03-30T07:30:00.000Z');
    expect(nextWorkingDayAt('2027-03-24T12:00:00.000Z', '08:30')).toBe('2027-03-25T08:30:00.000Z');
  });

  test('is counted from the day in England: 23:30 UTC in summer is already the next day', () => {
    expect(nextWorkingDayAt('2026-07-01T23:30:00.000Z', '08:30')).toBe('2026-07-03T07:30:00.000Z');
  });
});

describe('working time', () => {
  test.each([
    ['2026-11-20T07:59:59.999Z', false],
    ['2026-11-20T08:00:00.000Z', true],
    ['2026-11-20T16:59:59.999Z', true],
    ['2026-11-20T17:00:00.000Z', false],
    ['2026-11-21T10:00:00.000Z', false], // Saturday
    ['2026-12-28T10:00:00.000Z', false], // Boxing Day's substitute
    ['2026-07-01T07:00:00.000Z', true], // 08:00 in summer
    ['2026-07-01T16:00:00.000Z', false], // 17:00 in summer
  ])('at %s: %s', (instant, expected) => {
    expect(isWorkingTime(instant, HOURS)).toBe(expected);
  });

  test.each([
    ['within a day', '2026-11-20T09:00:00.000Z', '2026-11-20T10:30:00.000Z', 90],
    ['over a night', '2026-11-19T16:30:00.000Z', '2026-11-20T08:15:00.000Z', 45],
    ['over Christmas 2026', '2026-12-24T16:00:00.000Z', '2026-12-29T09:00:00.000Z', 120],
    ['over the weekend the clocks go back', '2026-10-23T15:30:00.000Z', '2026-10-26T08:30:00.000Z', 60],
    ['all on a Sunday', '2026-11-22T09:00:00.000Z', '2026-11-22T16:00:00.000Z', 0],
    ['backwards', '2026-11-20T12:00:00.000Z', '2026-11-20T09:00:00.000Z', 0],
    ['a second short of a minute', '2026-11-20T09:00:00.000Z', '2026-11-20T09:00:59.000Z', 0],
  ])('between two instants, %s', (_, from, to, minutes) => {
    expect(workingMinutesBetween(from, to, HOURS)).toBe(minutes);
  });

  test('up to the end of the day is still due that day', () => {
    expect(addWorkingMinutes('2026-11-20T16:00:00.000Z', 60, HOURS)).toBe('2026-11-20T17:00:00.000Z');
    expect(addWorkingMinutes('2026-11-20T16:00:00.000Z', 61, HOURS)).toBe('2026-11-23T08:01:00.000Z');
  });

  test('from outside working hours starts at the next opening', () => {
    expect(addWorkingMinutes('2026-12-24T18:00:00.000Z', 30, HOURS)).toBe('2026-12-29T08:30:00.000Z');
    expect(addWorkingMinutes('2026-11-20T03:00:00.000Z', 30, HOURS)).toBe('2026-11-20T08:30:00.000Z');
  });

  test('none to add leaves the instant as it is', () => {
    expect(addWorkingMinutes('2026-11-21T03:00:00.000Z', 0, HOURS)).toBe('2026-11-21T03:00:00.000Z');
  });

  test('added and then counted comes out the same, in working time', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 5000 }), (from, minutes) => {
        const due = addWorkingMinutes(from, minutes, HOURS);
        expect(workingMinutesBetween(from, due, HOURS)).toBe(minutes);
        expect(isWorkingTime(new Date(Date.parse(due) - 1).toISOString(), HOURS)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('hours that end before they start are refused instead of searched for ever', () => {
    const hours = { start: '17:00', end: '08:00' };
    expect(() => addWorkingMinutes('2026-11-20T09:00:00.000Z', 5, hours)).toThrow(WorkingHoursError);
  });
});
