import { describe, expect, it } from 'vitest';
import { type AnswerTime, FEWEST_ANSWERS, usualWait } from '../../src/cases/answer-times.ts';

const HOURS = { start: '08:00', end: '17:00' };
/** Answered that many working minutes after Monday, nine o'clock; null: not yet. */
const heardAfter = (minutes: number | null): AnswerTime => ({
  opened: '2026-11-23T09:00:00.000Z',
  heard: minutes === null ? null : new Date(Date.UTC(2026, 10, 23, 9, minutes)).toISOString(),
});
const cases = (count: number, one: AnswerTime) => Array.from({ length: count }, () => one);

describe('within which most people heard back', () => {
  it('is what three of four did not exceed', () => {
    const answers = Array.from({ length: 20 }, (_, index) => heardAfter((index + 1) * 10));
    expect(usualWait(answers.reverse(), HOURS)).toBe(150);
  });

  it('is not said of fewer than twenty cases', () => {
    expect(usualWait(cases(FEWEST_ANSWERS - 1, heardAfter(30)), HOURS)).toBeUndefined();
    expect(usualWait(cases(FEWEST_ANSWERS, heardAfter(30)), HOURS)).toBe(30);
  });

  it('counts who still waits as longer than the others, and says nothing where they are more than a quarter', () => {
    const some = [...cases(10, heardAfter(30)), ...cases(5, heardAfter(200)), ...cases(5, heardAfter(null))];
    expect(usualWait(some, HOURS)).toBe(200);
    expect(usualWait([...some, heardAfter(null)], HOURS)).toBeUndefined();
  });

  it.each([
    ['a night', '2026-11-23T16:30:00.000Z', '2026-11-24T08:30:00.000Z', 60],
    ['a weekend', '2026-11-28T17:42:00.000Z', '2026-11-30T08:30:00.000Z', 30],
    ['Christmas', '2026-12-24T16:00:00.000Z', '2026-12-29T09:00:00.000Z', 120],
    ['summer time', '2026-08-28T15:30:00.000Z', '2026-09-01T07:10:00.000Z', 40],
    ['an answer after hours', '2026-11-23T16:50:00.000Z', '2026-11-23T19:00:00.000Z', 10],
    ['an answer at night to a case of that night', '2026-11-23T20:00:00.000Z', '2026-11-23T21:00:00.000Z', 0],
  ])('counts working time alone: %s', (_, opened, heard, minutes) => {
    expect(usualWait(cases(20, { opened, heard }), HOURS)).toBe(minutes);
  });

  it('leaves out what no clock can have shown', () => {
    const odd = [
      { opened: '', heard: null },
      { opened: 'yesterday', heard: null },
      { opened: '2026-11-23T09:00:00.000Z', heard: 'soon' },
      { opened: '2026-11-23T09:00:00.000Z', heard: '2026-11-22T09:00:00.000Z' },
    ];
    expect(usualWait([...odd, ...cases(19, heardAfter(30))], HOURS)).toBeUndefined();
    expect(usualWait([...odd, ...cases(20, heardAfter(30))], HOURS)).toBe(30);
  });
});
