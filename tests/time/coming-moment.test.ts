import { describe, expect, it } from 'vitest';
import { readComingMoment } from '../../src/time/coming-moment.ts';

/** A Monday at ten, in winter time. */
const NOW = '2026-11-23T10:00:00.000Z';
const read = (typed: string, now = NOW, which: 'earlier' | 'later' = 'earlier') => {
  const found = readComingMoment(typed, { now, which });
  return 'at' in found ? found.at.slice(0, 16) : found.problem;
};

describe('a coming time as people type it', () => {
  it.each([
    ['14:00', '2026-11-23T14:00'],
    ['2pm', '2026-11-23T14:00'],
    ['5:30', '2026-11-23T17:30'],
    ['11', '2026-11-23T11:00'],
    ['tomorrow 09:00', '2026-11-24T09:00'],
    ['6pm tomorrow', '2026-11-24T18:00'],
    ['tonight 22:00', '2026-11-23T22:00'],
    ['Fri 18:00', '2026-11-27T18:00'],
    ['Friday at 6pm', '2026-11-27T18:00'],
    ['18:00 on Friday', '2026-11-27T18:00'],
    ['next Friday 18:00', '2026-12-04T18:00'],
    ['Monday 08:00', '2026-11-30T08:00'],
    ['Monday 11:00', '2026-11-23T11:00'],
    ['4 Dec 18:00', '2026-12-04T18:00'],
    ['Fri 4th December at 18:00', '2026-12-04T18:00'],
    ['04/12/2026 18.00', '2026-12-04T18:00'],
    ['2026-12-04 18:00', '2026-12-04T18:00'],
    ['4 Jan 07:00', '2027-01-04T07:00'],
    ['midnight', '2026-11-24T00:00'],
    ['Friday midnight', '2026-11-28T00:00'],
    ['noon tomorrow', '2026-11-24T12:00'],
  ])('%j', (typed, at) => {
    expect(read(typed)).toBe(at);
  });

  it.each([
    ['09:00', 'passed'],
    ['today 09:00', 'passed'],
    ['6pm constructor', 'not-a-time'],
    ['20 Nov 18:00', 'passed'],
    ['04/12/2025 18:00', 'passed'],
    ['Friday', 'no-clock'],
    ['4 Dec', 'no-clock'],
    ['Thu 4 Dec 18:00', 'other-weekday'],
    ['4 Dec 2027 18:00', 'too-far'],
    ['31 Nov 18:00', 'not-a-time'],
    ['Fri 25:00', 'not-a-time'],
    ['soon', 'not-a-time'],
    ['', 'not-a-time'],
  ])('%j is %s', (typed, problem) => {
    expect(read(typed)).toBe(problem);
  });

  it('knows the nights on which clocks change', () => {
    expect(read('Sun 01:30', '2027-03-26T10:00:00.000Z')).toBe('no-such-time');
    expect(read('Sun 02:30', '2027-03-26T10:00:00.000Z')).toBe('2027-03-28T01:30');
    const autumn = '2026-10-23T10:00:00.000Z';
    expect([read('Sun 01:30', autumn), read('Sun 01:30', autumn, 'later')]).toEqual([
      '2026-10-25T00:30',
      '2026-10-25T01:30',
    ]);
    expect(read('18:00', '2026-07-01T10:00:00.000Z')).toBe('2026-07-01T17:00');
  });
});
