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

  const many = (text: string) => text.repeat(Math.ceil(10_240 / text.length)).slice(0, 10_240);
  const users = Array.from(
    { length: 900 },
    (_, at) => `432AB${String.fromCharCode(65 + (at % 26))}${String(at % 100).padStart(2, '0')}`,
  );
  const hostile = [
    ...[
      '4',
      '@',
      'a@',
      ' ',
      '\t',
      '\n',
      '1 ',
      '.',
      '-',
      "'",
      '<',
      '<p>',
      '<td>',
      '&nbsp;',
      'password ',
      'password is ',
    ],
    ...[
      '432 ',
      '432 a ',
      '432PATELR02 ',
      'r.patel@nhs.net ',
      'r.patel ',
      'thanks ',
      'Ab Cd ',
      'From: a\n',
      'Username\tEmail\n',
    ],
    ...[
      'dob 010180 ',
      '01/01/1980 ',
      'my email is ',
      'a!',
      'ﷺ',
      '\ud800',
      '432PATELR02\nr.patel@nhs.net\n',
      'details ',
      '432PATELR02,r.patel@nhs.net\n',
      'a;b|c\td,e\n',
      'r.patel@nhs.net sorry ',
      '432PATELR02 not ',
      'is\n',
    ],
  ].map(many);

  it('takes less than 50 ms for 10 KB', () => {
    for (const text of [...hostile, users.join(' '), users.join('\n')]) {
      expect(
        fastest(() => readLearners(text, rules)),
        JSON.stringify(text.slice(0, 20)),
      ).toBeLessThan(50);
    }
  });
});

/** The least of three, in milliseconds of this thread's own work: a busy machine does not count. */
function fastest(work: () => void): number {
  const times = [1, 2, 3].map(() => {
    const started = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(started);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
