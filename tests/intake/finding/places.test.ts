import { describe, expect, it } from 'vitest';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { rules } from '../rules.ts';

const usernamesIn = (message: string) =>
  readLearners(message, rules).rows.flatMap(({ username }) => username ?? []);

describe('a place', () => {
  it.each([
    'We are in room 432B12, please reset',
    'She is on ward 432A1:',
    'rooms 432B12 and 432B14',
    'Bed no. 432BED12',
    'Theatre: 432TH12,',
  ])('is nobody’s username: %s', (place) => {
    expect(usernamesIn(`${place} 432PATELR02 r.patel@nhs.net`)).toEqual(['432PATELR02']);
    expect(usernamesIn(place)).toEqual([]);
  });

  it.each(['ward 432NGB01 b.ng@nhs.net', 'Bo on ward 5, 432NGB01', 'ward 7 username 432NGB01'])(
    'is none where an address, a label or a number of its own says so: %s',
    (message) => {
      expect(usernamesIn(message)).toEqual(['432NGB01']);
    },
  );
});
