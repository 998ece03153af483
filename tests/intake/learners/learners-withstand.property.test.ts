import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { runs } from '../../support/runs.ts';
import { rules } from '../rules.ts';

describe('readLearners withstands anything', () => {
  const bits = fc.constantFrom(
    '432PATELR02',
    '178',
    '@',
    'nhs.net',
    'r.patel@nhs.net',
    '\n',
    '\t',
    ' ',
    ',',
    ';',
    '. ',
    '<td>',
    '<p>',
    '</table>',
    '>',
    'From: ',
    'Kind regards',
    'Email:',
    'Username',
    'password is ',
    'dob ',
    '14/03/1987',
    '&nbsp;',
    '432 ',
    ' 02',
    'or',
    'not ',
    '|',
    '🙏',
    '\u0000',
    '\ud800',
  );

  it('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 400 }),
          fc.array(bits, { maxLength: 60 }).map((all) => all.join('')),
        ),
        (text) => {
          const reading = readLearners(text, rules);
          expect(reading.complete).toBe(reading.rows.length > 0 && reading.rows.every((row) => row.complete));
        },
      ),
      { numRuns: runs(1500) },
    );
  });

  it('gives a complete row only with a username, an address and nothing blocking', () => {
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (all) => {
        for (const row of readLearners(all.join(''), rules).rows) {
          const whole = row.username !== undefined && row.email !== undefined;
          expect(row.complete).toBe(whole && !row.issues.some((issue) => issue.blocking));
        }
      }),
      { numRuns: runs(800) },
    );
  });
});
