import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAboutTime } from '../../src/time/time-words.ts';
import { readTypedMoment } from '../../src/time/typed-moment.ts';

/** A Friday; clocks in England show the same. */
const NOW = '2026-11-20T15:00:00.000Z';

/** "20 09:30" of November, as the clock shows it. */
const short = (instant: string | undefined) =>
  instant?.replace(/^2026-11-(\d\d)T(\d\d:\d\d).*$/, '$1 $2').replace(/T00:00.*$/, '');

function read(typed: string): string {
  const moment = readTypedMoment(typed, NOW);
  if ('problem' in moment) return moment.problem;
  const { from, to } = moment;
  return from === to ? `at ${short(to)}` : `${short(from) ?? ''} to ${short(to)}`;
}

describe('when something happened, as people type it', () => {
  it.each([
    ['9:30', 'at 20 09:30'],
    ['yesterday at 3pm', 'at 19 15:00'],
    ['3pm yesterday', 'at 19 15:00'],
    ['10 to 5', 'at 20 04:50'],
    ['quarter past two', 'at 20 14:15'],
    ['five minutes to nine', 'at 20 08:55'],
    ['I asked for it at 9:30 this morning', 'at 20 09:30'],
    ['9 this morning', 'at 20 09:00'],
    ['930', 'at 20 09:30'],
    ['at 500', 'at 20 05:00'],
    ['5:00', 'at 20 05:00'],
    ['500am', 'at 20 05:00'],
    ['430', 'at 20 04:30'],
    ['at 9', 'at 20 09:00'],
    ['9ish', 'at 20 09:00'],
    ['been waiting since 10', 'at 20 10:00'],
    ['11 last night', 'at 19 23:00'],
    ['yesterday evening around 8', 'at 19 20:00'],
    ['at 8 in the evening', 'at 19 20:00'],
    ['on Tuesday at 10:30', 'at 17 10:30'],
    ['9am on 3 Nov', 'at 03 09:00'],
    ['03/11 at 14:00', 'at 03 14:00'],
    ['midday yesterday', 'at 19 12:00'],
    ['at 9 p.m. yesterday', 'at 19 21:00'],
  ])('"%s" is a clock', (typed, moment) => expect(read(typed)).toBe(moment));

  it.each([
    ['half an hour ago', 'at 20 14:30'],
    ['half hour ago', 'at 20 14:30'],
    ['an hour and a half ago', 'at 20 13:30'],
    ['2 and a half hours ago', 'at 20 12:30'],
    ['three quarters of an hour ago', 'at 20 14:15'],
    ['1h 20m ago', 'at 20 13:40'],
    ['an hour and 20 minutes ago', 'at 20 13:40'],
    ['1.5 hours', 'at 20 13:30'],
    ['about 20 minutes ago I think', 'at 20 14:40'],
    ['45m', 'at 20 14:15'],
    ['24 hours ago', 'at 19 15:00'],
    ['a few hours ago', '20 09:00 to 20 13:00'],
    ['an hour or two ago', '20 13:00 to 20 14:00'],
    ['10-15 minutes ago', '20 14:45 to 20 14:50'],
    ['over an hour ago', ' to 20 14:00'],
    ['at least 2 hours ago', ' to 20 13:00'],
    ['less than an hour ago', '20 14:00 to 20 15:00'],
    ['within the last 10 minutes', '20 14:50 to 20 15:00'],
    ['hours ago', ' to 20 13:00'],
    ['ages ago', ' to 20 15:00'],
    ['a moment ago', 'at 20 15:00'],
  ])('"%s" is how long ago', (typed, moment) => expect(read(typed)).toBe(moment));

  it.each([
    ['yesterday', '19 00:00 to 20 00:00'],
    ['this morning', '20 00:00 to 20 12:00'],
    ['first thing this morning', '20 00:00 to 20 12:00'],
    ['yesterday lunchtime', '19 11:00 to 19 15:00'],
    ['late last night', '19 18:00 to 20 06:00'],
    ['the other day', '14 00:00 to 19 00:00'],
    ['it’s been 2 days', '18 00:00 to 19 00:00'],
    ['last year', '2025-01-01 to 2026-01-01'],
    ['years ago', ' to 2024-11-20T15:00:00.000Z'],
    ['two years ago', '2024-11-20 to 2024-11-21'],
  ])('"%s" is days', (typed, moment) => expect(read(typed)).toBe(moment));

  it.each(['today at 5pm', 'tomorrow', 'tomorrow at 9', 'next week', 'this evening'])(
    '"%s" is still to come',
    (typed) => expect(read(typed)).toBe('in-the-future'),
  );

  it.each([
    '',
    '9',
    '25:00',
    'half',
    'banana',
    '3 bananas',
    'error 500',
    'I tried 3 times',
    'in 5 minutes',
    'minutes',
    'constructor hours ago',
    '500',
    '404.',
    '503',
  ])('"%s" is no time', (typed) => expect(read(typed)).toBe('not-a-time'));

  it('is never ahead of a clock that runs a little fast, whatever is typed', () => {
    const word = fc.constantFrom(
      ...'9 10 9:30 half a an few couple of hour hours minutes days ago last night yesterday on at to past or over Monday'.split(
        ' ',
      ),
    );
    const typed = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 7 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const moment = readTypedMoment(text, NOW);
        if ('problem' in moment) return;
        expect(moment.to <= '2026-11-20T15:02:00.000Z').toBe(true);
        expect((moment.from ?? '') <= moment.to).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a message under "when?"', () => {
  it('is about a time when it has words of time and no others', () => {
    const TIMES = [
      ...[
        '9',
        '25:00',
        'half nine',
        'yesterday at 3pm',
        'tomorrow',
        'ages ago',
        'I think about 10 past 9',
        'last year',
        '2024',
      ],
      ...[
        'I asked for the email at 9 this morning',
        'it was over a week ago',
        '3rd of November',
        'the day before yesterday',
      ],
    ];
    const OTHERS = [
      ...[
        'error 500',
        '500',
        '404',
        'I tried 3 times',
        '3 bananas',
        'page 404',
        'code 1234',
        'windows 10',
        'twice',
        '2nd time',
        'not yet',
      ],
      ...[
        'no email for 3 days',
        'my username is 432SMITHJ01',
        'still no email after 20 minutes',
        'my password expired yesterday',
      ],
      ...['what is the time', 'is it down today?', '432', 'I have 2 accounts'],
    ];
    expect([...TIMES, ...OTHERS].filter(isAboutTime)).toEqual(TIMES.concat('432'));
  });
});
