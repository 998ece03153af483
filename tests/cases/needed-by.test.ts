import { describe, expect, it } from 'vitest';
import { neededBy, neededSoonUntil, stillNeededBy, toldNeededAt } from '../../src/cases/needed-by.ts';

const HOURS = { start: '08:00', end: '17:00' };

describe('when a team is told that an unclaimed case is needed', () => {
  it.each([
    [
      'a quarter of an hour before',
      '2026-11-30T14:00:00.000Z',
      '2026-11-30T09:00:00.000Z',
      '2026-11-30T13:45:00.000Z',
    ],
    [
      'at once where it is nearer, but for the minutes that a new card has',
      '2026-11-30T09:30:00.000Z',
      '2026-11-30T09:25:00.000Z',
      '2026-11-30T09:28:00.000Z',
    ],
    [
      'soon where it is late already',
      '2026-11-30T09:00:00.000Z',
      '2026-11-30T09:20:00.000Z',
      '2026-11-30T09:23:00.000Z',
    ],
    [
      'before the team goes home, where it is needed as it opens',
      '2026-11-30T08:00:00.000Z',
      '2026-11-27T15:00:00.000Z',
      '2026-11-27T16:45:00.000Z',
    ],
    [
      'as it opens, where it was raised since',
      '2026-11-30T08:00:00.000Z',
      '2026-11-27T19:00:00.000Z',
      '2026-11-30T08:00:00.000Z',
    ],
    ['in summer time', '2026-07-06T07:00:00.000Z', '2026-07-03T10:00:00.000Z', '2026-07-03T15:45:00.000Z'],
  ])('%s', (_, needed, raised, at) => {
    expect(toldNeededAt(needed, raised, HOURS)).toBe(at);
  });
});

it('what is needed on the next working day is needed soon', () => {
  expect(neededSoonUntil('2026-11-27T10:00:00.000Z')).toBe('2026-12-01T00:00:00.000Z');
});

it('the earliest time that a requester gave counts', () => {
  const requester = (person: string, at: string) => ({
    kind: 'trainer',
    person: { id: person, name: person },
    chat: 'chat',
    at: '2026-11-30T08:00:00.000Z',
    given: { problem: 'other', details: { neededBy: at }, trail: [] },
  });
  const it = {
    details: {},
    requesters: [requester('a', '2026-11-30T14:00:00.000Z'), requester('b', '2026-11-30T10:00:00.000Z')],
  };
  expect(neededBy(it as never)).toBe('2026-11-30T10:00:00.000Z');
  expect(stillNeededBy(it as never, 'chat')).toBe('2026-11-30T10:00:00.000Z');
  expect(stillNeededBy(it as never, 'another')).toBeUndefined();
});
