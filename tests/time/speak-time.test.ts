import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  speakAgo,
  speakClock,
  speakDay,
  speakLastingTime,
  speakTime,
  speakWorkingTime,
} from '../../src/time/speak-time.ts';

const NOW = '2026-11-20T14:05:00.000Z'; // a Friday

describe('a time', () => {
  test.each([
    ['2026-11-20T14:05:00.000Z', '2:05pm today'],
    ['2026-11-20T00:00:00.000Z', 'midnight at the start of today'],
    ['2026-11-19T23:59:59.999Z', '11:59pm yesterday'],
    ['2026-11-21T09:00:00.000Z', '9am tomorrow'],
    ['2026-11-22T00:00:00.000Z', 'midnight at the start of Sun 22 Nov'],
    ['2026-11-18T16:20:00.000Z', '4:20pm on Wed 18 Nov'],
    ['2026-07-01T13:05:00.000Z', '2:05pm on Wed 1 Jul'],
    ['2027-01-04T09:00:00.000Z', '9am on Mon 4 Jan 2027'],
    ['2024-02-29T12:00:00.000Z', 'midday on Thu 29 Feb 2024'],
    ['2026-11-20T00:10:00.000Z', '12:10am today'],
    ['2026-11-20T12:30:00.000Z', '12:30pm today'],
  ])('%s is "%s"', (instant, spoken) => {
    expect(speakTime(instant, NOW)).toBe(spoken);
  });

  test.each(['', 'something else', '2026-99-99T00:00:00.000Z'])(
    'is unknown where a damaged row has %j, and nothing else is lost for it',
    (instant) => {
      for (const speak of [speakTime, speakAgo, speakClock])
        expect(speak(instant, NOW)).toBe('an unknown time');
    },
  );

  test('on New Year’s Eve, the next day is tomorrow and the one after has its year', () => {
    const eve = '2026-12-31T12:00:00.000Z';
    expect(speakDay('2027-01-01', eve)).toBe('tomorrow');
    expect(speakDay('2027-01-02', eve)).toBe('Sat 2 Jan 2027');
  });

  test('just after midnight in a British summer, an hour ago was yesterday', () => {
    expect(speakTime('2026-07-01T22:30:00.000Z', '2026-07-01T23:10:00.000Z')).toBe('11:30pm yesterday');
  });

  test('follows the clocks forward on 28 March 2027', () => {
    expect(speakClock('2027-03-28T00:59:00.000Z')).toBe('12:59am');
    expect(speakClock('2027-03-28T01:00:00.000Z')).toBe('2am');
    expect(speakTime('2027-03-28T23:30:00.000Z', '2027-03-28T12:00:00.000Z')).toBe('12:30am tomorrow');
  });

  test('follows the clocks back on 25 October 2026', () => {
    expect(speakClock('2026-10-25T00:59:00.000Z')).toBe('1:59am');
    expect(speakClock('2026-10-25T01:00:00.000Z')).toBe('1am');
    expect(speakTime('2026-10-24T22:30:00.000Z', '2026-10-25T23:30:00.000Z')).toBe('11:30pm yesterday');
  });

  test('that lasts has its whole date, and says at which end of a day midnight is', () => {
    expect(speakLastingTime('2026-11-23T14:05:00.000Z')).toBe('2:05pm on Monday 23 November');
    expect(speakLastingTime('2026-11-23T00:00:00.000Z')).toBe('midnight at the start of Monday 23 November');
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
  const [clock, weekday, day, month, year = '2026'] = spoken
    .replace('yesterday', 'on Thu 19 Nov')
    .replace('today', 'on Fri 20 Nov')
    .replace('tomorrow', 'on Sat 21 Nov')
    .replace('midnight at the start of', '12am')
    .replace('midday', '12pm')
    .split(/ (?:on )?/);
  const date = new Date(`${day} ${month} ${year} UTC`);
  expect(date.toUTCString().slice(0, 3)).toBe(weekday);
  const [y, m, d] = date.toISOString().slice(0, 10).split('-');
  const [, hour, minute = '00', half] = /^(\d+)(?::(\d\d))?(am|pm)$/.exec(clock ?? '') ?? [];
  const hours = (Number(hour) % 12) + (half === 'pm' ? 12 : 0);
  return `${d}/${m}/${y}, ${String(hours).padStart(2, '0')}:${minute}`;
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
