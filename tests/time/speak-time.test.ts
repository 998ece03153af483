import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  speakAgo,
  speakClock,
  speakDay,
  speakMoment,
  speakTime,
  speakWorkingTime,
} from '../../src/time/speak-time.ts';

const NOW = '2026-11-20T14:05:00.000Z'; // a Friday

describe('a time', () => {
  test.each([
    ['2026-11-20T14:05:00.000Z', 'today 14:05'],
    ['2026-11-20T00:00:00.000Z', 'today 00:00'],
    ['2026-11-19T23:59:59.999Z', 'yesterday 23:59'],
    ['2026-11-21T09:00:00.000Z', 'tomorrow 09:00'],
    ['2026-11-22T00:00:00.000Z', 'Sun 22 Nov 00:00'],
    ['2026-11-18T16:20:00.000Z', 'Wed 18 Nov 16:20'],
    ['2026-07-01T13:05:00.000Z', 'Wed 1 Jul 14:05'],
    ['2027-01-04T09:00:00.000Z', 'Mon 4 Jan 2027 09:00'],
    ['2024-02-29T09:00:00.000Z', 'Thu 29 Feb 2024 09:00'],
  ])('%s is "%s"', (instant, spoken) => {
    expect(speakTime(instant, NOW)).toBe(spoken);
  });

  test.each(['', 'something else', '2026-99-99T00:00:00.000Z'])(
    'is unknown where a damaged row has %j, and nothing else is lost for it',
    (instant) => {
      for (const speak of [speakTime, speakMoment, speakAgo, speakClock])
        expect(speak(instant, NOW)).toBe('at an unknown time');
    },
  );

  test('on New Year’s Eve, the next day is tomorrow and the one after has its year', () => {
    const eve = '2026-12-31T12:00:00.000Z';
    expect(speakDay('2027-01-01', eve)).toBe('tomorrow');
    expect(speakDay('2027-01-02', eve)).toBe('Sat 2 Jan 2027');
  });

  test('just after midnight in a British summer, an hour ago was yesterday', () => {
    expect(speakTime('2026-07-01T22:30:00.000Z', '2026-07-01T23:10:00.000Z')).toBe('yesterday 23:30');
  });

  test('follows the clocks forward on 28 March 2027', () => {
    expect(speakClock('2027-03-28T00:59:00.000Z')).toBe('00:59');
    expect(speakClock('2027-03-28T01:00:00.000Z')).toBe('02:00');
    expect(speakTime('2027-03-28T23:30:00.000Z', '2027-03-28T12:00:00.000Z')).toBe('tomorrow 00:30');
  });

  test('follows the clocks back on 25 October 2026', () => {
    expect(speakClock('2026-10-25T00:59:00.000Z')).toBe('01:59');
    expect(speakClock('2026-10-25T01:00:00.000Z')).toBe('01:00');
    expect(speakTime('2026-10-24T22:30:00.000Z', '2026-10-25T23:30:00.000Z')).toBe('yesterday 23:30');
  });

  test('in a sentence puts the clock first, and "on" before a date', () => {
    expect(speakMoment('2026-11-20T15:40:00.000Z', NOW)).toBe('15:40 today');
    expect(speakMoment('2026-11-21T09:00:00.000Z', NOW)).toBe('09:00 tomorrow');
    expect(speakMoment('2026-11-23T14:05:00.000Z', NOW)).toBe('14:05 on Mon 23 Nov');
  });

  test('says enough to get back to the minute it stands for', () => {
    const london = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/London',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const moments = fc.date({
      min: new Date('2026-01-01'),
      max: new Date('2028-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (moment) => {
        const spoken = speakTime(moment.toISOString(), NOW);
        expect(readBack(spoken)).toBe(london.format(moment));
      }),
      { numRuns: 300 },
    );
  });
});

/** What someone reading `spoken` on Friday 20 November 2026 takes it to mean, as `dd/mm/yyyy, hh:mm`. */
function readBack(spoken: string): string {
  const words = spoken
    .replace('yesterday', 'Thu 19 Nov')
    .replace('today', 'Fri 20 Nov')
    .replace('tomorrow', 'Sat 21 Nov')
    .split(' ');
  const clock = words.pop();
  const [weekday, day, month, year = '2026'] = words;
  const date = new Date(`${day} ${month} ${year} UTC`);
  expect(date.toUTCString().slice(0, 3)).toBe(weekday);
  const [y, m, d] = date.toISOString().slice(0, 10).split('-');
  return `${d}/${m}/${y}, ${clock}`;
}

describe('how long ago', () => {
  test.each([
    ['2026-11-20T14:05:30.000Z', 'just now'], // a clock a little ahead of ours
    ['2026-11-20T14:04:01.000Z', 'just now'],
    ['2026-11-20T14:04:00.000Z', '1 minute ago'],
    ['2026-11-20T13:05:01.000Z', '59 minutes ago'],
    ['2026-11-20T13:05:00.000Z', '1 hour ago'],
    ['2026-11-19T14:06:00.000Z', '23 hours ago'],
    ['2026-11-19T14:05:00.000Z', '1 day ago'],
    ['2026-11-17T20:00:00.000Z', '3 days ago'],
  ])('%s is "%s"', (instant, spoken) => {
    expect(speakAgo(instant, NOW)).toBe(spoken);
  });

  test('counts hours, never "0 days", in the 25 hours of the day the clocks go back', () => {
    expect(speakAgo('2026-10-24T23:00:00.000Z', '2026-10-25T23:30:00.000Z')).toBe('24 hours ago');
  });
});

test.each([
  [0, 'less than a minute'],
  [-5, 'less than a minute'],
  [Number.NaN, 'less than a minute'],
  [1, '1 minute'],
  [59.9, '59 minutes'],
  [60, '1 hour'],
  [90, '1 hour 30 minutes'],
  [720, '12 hours'],
  [1441, '24 hours 1 minute'],
  [3120, '52 hours'],
])('%d minutes last "%s"', (minutes, spoken) => {
  expect(speakWorkingTime(minutes)).toBe(spoken);
});
