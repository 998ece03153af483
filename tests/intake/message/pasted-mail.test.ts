import { expect, it } from 'vitest';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { rules } from '../rules.ts';

const CHLOE = 'chloe.martin@nhs.net';
const header = (from: string) =>
  [`From: ${from}`, 'Sent: 12 May 2026 09:12', `To: Chloe Martin <${CHLOE}>`, 'Subject: ESR', '', ''].join(
    '\n',
  );
const RAVI = 'PATEL, Ravi (EAST SUFFOLK AND NORTH ESSEX NHS FOUNDATION TRUST) <r.patel@nhs.net>';
const MINE = "Hi Chloe, I can't log in, my username is 432PATELR02. Thanks, Ravi";
const read = (mail: string) =>
  readLearners(mail, { ...rules, neverLearners: [CHLOE] }).rows.map(({ username, email }) => [
    username,
    email,
  ]);

it.each([
  ['by itself', `${header(RAVI)}${MINE}`],
  [
    'as Gmail forwards it',
    `Forwarded message ---------\nFrom: Ravi Patel <r.patel@nhs.net>\nDate: Tue, 12 May 2026 at 09:12\nTo: <${CHLOE}>\n\nhi, my esr username is 432PATELR02 and its locked`,
  ],
  [
    'as Apple forwards it',
    `Begin forwarded message:\n\nFrom: Ravi Patel <r.patel@nhs.net>\nSubject: ESR login\nTo: Chloe Martin <${CHLOE}>\n\nHi, my ESR username is 432PATELR02.`,
  ],
])('a pasted mail is read as its sender’s own, %s', (_, mail) => {
  expect(read(mail)).toEqual([['432PATELR02', 'r.patel@nhs.net']]);
});

it.each(['all sorted now, thanks', '432SMITHJ01 jo.smith@nhs.net please'])(
  'a mail under "%s" is a quotation',
  (note) => {
    expect(read(`${note}\n\n${header(RAVI)}${MINE}`).flat()).not.toContain('432PATELR02');
  },
);
