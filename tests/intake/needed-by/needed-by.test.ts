import { describe, expect, it } from 'vitest';
import { readNeededBy } from '../../../src/intake/needed-by/needed-by.ts';
import { misses, readRecords } from '../../shared/records.ts';

/** A Monday in winter, ten past eight. */
const MONDAY = '2026-11-30T08:10:00.000Z';
/** A Wednesday in winter, twenty to eleven. */
const WEDNESDAY = '2026-11-25T10:40:00.000Z';

describe('by when learners are needed', () => {
  it.each([
    ['class starts 9:30', '2026-11-30T09:30:00.000Z'],
    ['at 2pm today please', '2026-11-30T14:00:00.000Z'],
    ['needed tomorrow morning', '2026-12-01T09:00:00.000Z'],
    ['by noon', '2026-11-30T12:00:00.000Z'],
    ['class in 20 minutes', '2026-11-30T08:30:00.000Z'],
    ['for the Monday 8am session', '2026-11-30T08:00:00.000Z'],
    ['before lunch', '2026-11-30T12:00:00.000Z'],
    ['two classes: one starts at 2pm, one starts at 10am', '2026-11-30T10:00:00.000Z'],
  ])('is read of “%s”', (text, at) => {
    expect(readNeededBy(text, MONDAY)).toBe(at);
  });

  it.each([
    'on shift from 7 to 3',
    'locked out since 9',
    'they tried at 9',
    'My opening hours are 8:30 to 16:30',
    'Sent: 30 November 2026 11:00',
    'record made this morning',
    'in room 9.30 on level 2',
    'as soon as possible',
    'not needed today',
    'the 12pm is off',
    'class at 12 is not running today',
    '',
  ])('is not read of “%s”', (text) => {
    expect(readNeededBy(text, MONDAY)).toBeUndefined();
  });

  it('is in the time of England, in summer and over the nights that clocks change', () => {
    expect(readNeededBy('class at 9:30', '2026-07-06T07:00:00.000Z')).toBe('2026-07-06T08:30:00.000Z');
    expect(readNeededBy('Monday 9am class', '2026-10-23T15:00:00.000Z')).toBe('2026-10-26T09:00:00.000Z');
    expect(readNeededBy('Monday 9am class', '2027-03-26T16:00:00.000Z')).toBe('2027-03-29T08:00:00.000Z');
  });

  it('has passed where the class is under way, and is the next working day where it is long past', () => {
    const late = '2026-11-30T09:20:00.000Z';
    expect(readNeededBy('class started at 9', late)).toBe('2026-11-30T09:00:00.000Z');
    expect(readNeededBy('the class has already started', late)).toBe(late);
    expect(readNeededBy('class starts 9:30', '2026-12-04T21:00:00.000Z')).toBe('2026-12-07T09:30:00.000Z');
  });

  it.each([
    ['first thing please', '08:10', '2026-12-01T08:00:00.000Z'],
    ['first thing today please', '08:10', '2026-11-30T08:00:00.000Z'],
    ['needed before 9', '10:00', '2026-12-01T09:00:00.000Z'],
    ['by 9 in the morning', '10:00', '2026-12-01T09:00:00.000Z'],
    ['needed by 9 today', '10:00', '2026-11-30T09:00:00.000Z'],
    ['needed by 9am', '09:10', '2026-11-30T09:00:00.000Z'],
    ['by lunchtime', '14:00', '2026-12-01T12:00:00.000Z'],
    ['before lunch, the class has already started', '14:00', '2026-11-30T12:00:00.000Z'],
    ['by end of day', '18:00', '2026-12-01T17:00:00.000Z'],
    ['class at 1pm', '14:00', '2026-11-30T13:00:00.000Z'],
    ['needed after lunch', '14:00', '2026-11-30T13:00:00.000Z'],
  ])(
    'is the next working day’s where only a deadline is over, and is not said to be today’s: “%s” at %s',
    (text, time, at) => {
      expect(readNeededBy(text, `2026-11-30T${time}:00.000Z`)).toBe(at);
    },
  );

  it('is of Monday for what is due first thing, said on a Friday', () => {
    expect(readNeededBy('first thing please', '2026-12-04T10:00:00.000Z')).toBe('2026-12-07T08:00:00.000Z');
  });

  it('is read of days further on, parts of the day, and classes that were moved, and left out where it is not clear', () => {
    const wordings = readRecords<{ text: string; neededBy: string | null }>(
      'tests/intake/needed-by/wordings.jsonl',
    );
    const wrong = misses(wordings, ({ text, neededBy }) =>
      expect(readNeededBy(text, WEDNESDAY) ?? null).toBe(neededBy),
    );
    expect(wrong).toEqual([]);
  });
});
