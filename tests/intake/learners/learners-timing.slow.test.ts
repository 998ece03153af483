import { expect, it } from 'vitest';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { leastCpuMs, slowness } from '../../support/slowness.ts';
import { rules } from '../rules.ts';

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

it('takes less than 50 ms of CPU for 10 KB of anything', () => {
  for (const text of [...hostile, users.join(' '), users.join('\n')]) {
    const took = leastCpuMs(() => readLearners(text, rules), 50);
    expect(took / slowness(), JSON.stringify(text.slice(0, 20))).toBeLessThan(50);
  }
});
