import { describe, expect, it } from 'vitest';
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

it.each(['Please see below', 'FYI, class at 2', 'can you sort this one?', 'Yes please do that one.', 'fwd'])(
  'a mail under "%s" is what the trainer means',
  (note) => {
    const reading = readLearners(`${note}\n\n${header(RAVI)}${MINE}`, rules);
    expect(read(`${note}\n\n${header(RAVI)}${MINE}`)).toEqual([['432PATELR02', 'r.patel@nhs.net']]);
    expect(reading.findings).toContainEqual({ code: 'quoted-reply-read' });
    expect(reading.words).not.toMatch(/Patel|Chloe/i);
  },
);

it.each([
  ['as Gmail quotes it', `On Thu, 12 Nov 2026 at 09:14, Ravi Patel <r.patel@nhs.net> wrote:\n> ${MINE}`],
  ['with marks alone', '> 432PATELR02 r.patel@nhs.net'],
  ['of a colleague', `${header('Dev Shah <dev.shah@nhs.net>')}432PATELR02 r.patel@nhs.net is locked out`],
  [
    'that forwards another',
    `${header('Dev Shah <dev.shah@nhs.net>')}Hi Chloe, please see below\n\n${header(RAVI)}${MINE}`,
  ],
])('so is a quotation %s', (_, quotation) => {
  expect(read(`can you do this one\n\n${quotation}`)).toEqual([['432PATELR02', 'r.patel@nhs.net']]);
});

it('a colleague’s own address is nobody’s whom they write about', () => {
  const theirs = `${header('Dev Shah <dev.shah@nhs.net>')}432PATELR02 is locked out`;
  expect(read(`see below\n\n${theirs}`)).toEqual([['432PATELR02', undefined]]);
});

it.each([
  'all sorted now, thanks',
  'any news on this?',
  "that's great, thanks",
  '432SMITHJ01 jo.smith@nhs.net please',
])('a mail under "%s" is a quotation', (note) => {
  expect(read(`${note}\n\n${header(RAVI)}${MINE}`).flat()).not.toContain('432PATELR02');
});

describe('a learner’s mail below the trainer’s own signature', () => {
  it.each([
    ['after a greeting', 'Hi team\n\nKind regards\nChloe Martin\nEpic Trainer\nchloe.martin@nhs.net'],
    ['after a name', 'Hi\n\nChloe'],
    [
      'after a sentence about them',
      'Good morning,\n\nRavi has been in touch with me.\n\nKind regards,\n\nChloe',
    ],
    ['on one line', 'See below\nChloe Martin | Epic Trainer | chloe.martin@nhs.net | 01206 742000'],
    [
      'without a farewell',
      'Please see below\nChloe Martin (she/her)\nDigital Learning\nE: chloe.martin@nhs.net',
    ],
    ['with an address alone', 'As below please.\n\nC Martin\nchloe.martin@nhs.net'],
    ['with nothing else', 'Chloe\nchloe.martin@nhs.net'],
  ])('is read, %s', (_, signed) => {
    const message = `${signed}\n\n${header(RAVI)}${MINE}`;
    const bySelf = readLearners(message, rules).rows.map(({ username, email }) => [username, email]);
    // By whom the mail went to, where the trainer's address is not known.
    for (const rows of [read(message), bySelf]) expect(rows).toEqual([['432PATELR02', 'r.patel@nhs.net']]);
  });

  it.each([
    'I have told him to ring the desk.',
    'No need to do this one.',
    'Ravi has left now.',
    'Are you on shift?',
  ])('is none that they mean under "%s"', (note) =>
    expect(read(`${note}\n\nChloe\n\n${header(RAVI)}${MINE}`).flat()).not.toContain('432PATELR02'),
  );

  it('keeps the address of a learner that the trainer gives above it', () => {
    const message = `432KHANS01\ns.khan@nhs.net\n\n${header(RAVI)}${MINE}`;
    expect(read(message)).toEqual([['432KHANS01', 's.khan@nhs.net']]);
  });

  it('is read from what a mail program without a day puts above it', () => {
    expect(read(`Thanks\nChloe\n\nRavi Patel <r.patel@nhs.net> wrote:\n\n> ${MINE}`)).toEqual([
      ['432PATELR02', 'r.patel@nhs.net'],
    ]);
  });
});
