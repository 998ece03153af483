import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkAll } from '../../tools/guides/check-all.ts';
import { MADE_UP_GUIDES, plant } from '../support/guides.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guides-'));
  cpSync(join(MADE_UP_GUIDES, 'north-bay.yaml'), join(folder, 'north-bay.yaml'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const DATED = 'checked: { on: "2026-03-12", by: A lead }\n';
const change = (set: string) =>
  `changes:\n  - from: "2027-02-28"\n    confirmed: false\n    why: It ends.\n    source: Page 2\n    set: ${set}\ntargets:`;

// [what is wrong, the right text, what stands there instead, lines below it, what the report says]
it.each<[string, string, string, number, string]>([
  [
    'two contacts of one name',
    'name: Lead Employer',
    'name: Informatics',
    0,
    'contacts.informatics.name is the same',
  ],
  [
    'two kinds of learner of one name',
    'targets:',
    'learnerTypes: { staff: Staff, student: staff }\ntargets:',
    0,
    'learnerTypes.staff is the same',
  ],
  ['a prefix twice', 'code: "772"', 'code: "771"', 0, 'username.prefixes.0.code is the same'],
  ['a site twice', 'Old Mill Community Trust', 'Harbour Infirmary', 0, 'alsoKnownAs.0 is the same'],
  [
    'a step that says what another says',
    'looks right." }',
    'is an old one." }',
    1,
    'username-format.steps.right is the same',
  ],
  [
    'the title that another problem has',
    'targets:',
    'titles: { account-locked: { title: What an ESR username looks like } }\ntargets:',
    0,
    'username-format has the same title',
  ],
  [
    'a number of a contact',
    'That is not a lock.',
    'Call 01632 960 102.',
    0,
    '{{contacts.informatics.phone}}',
  ],
  ['a product guide’s fact', 'That is not a lock.', 'Ask YAS.', 0, '"YAS" is a fact of yas'],
  [
    'a check that is to come',
    'targets:',
    `${DATED.replace('2026', '2099')}targets:`,
    0,
    'this day has not come',
  ],
  [
    'a review before the check',
    'targets:',
    `${DATED}reviewBy: "2026-03-12"\ntargets:`,
    1,
    'write a day after the one on which it was checked',
  ],
  [
    'minutes the wrong way round',
    'targets:',
    'reset: { emailMinutes: [20, 5] }\ntargets:',
    0,
    'the fewest minutes first',
  ],
  ['one number of minutes', 'targets:', 'reset: { emailMinutes: 20 }\ntargets:', 0, 'such as [10, 15]'],
  [
    'a case resolved before it is claimed',
    'resolveHours: 7.5',
    'resolveHours: 0.5',
    0,
    'the shorter time under claimHours',
  ],
  ['hours that begin with Open', 'hours: Monday', 'hours: Open Monday', 0, 'people read "Open Open Monday'],
  ['hours by the 24-hour clock', '8.30am to 4.30pm', '08:30 to 16:30', 0, 'write times as 8am, 4:30pm'],
  [
    'kinds of learner that nobody is asked for',
    'targets:',
    'learnerTypes: { staff: Staff, student: Student }\ntargets:',
    0,
    'nobody is asked which they are',
  ],
  [
    'a step for a kind of learner of the Trust’s own',
    'targets:',
    '  which-email:\n    source: Page 1\n    steps:\n      student: { text: Yours. }\nlearnerTypes: { staff: Staff, student: Student }\ntargets:',
    3,
    'say it to all kinds of learner in "which"',
  ],
  [
    'text with a colon',
    'text: Workforce Systems can help you. }',
    'text: Ask: them. }',
    0,
    'a colon in it in quotes',
  ],
  [
    'a contact’s address without its beginning',
    'http://intranet',
    'intranet',
    0,
    'with https:// or http:// in front',
  ],
  ['a switch that is a word', 'targets:', 'learns: yes\ntargets:', 0, 'learns: write true or false here'],
  ['what nobody can be asked for', 'asks: [name,', 'asks: [height,', 0, 'write one of: username, email'],
  [
    'a name that is too long',
    'shortName: North Bay',
    `shortName: ${'N'.repeat(61)}`,
    0,
    'write 60 letters or fewer',
  ],
  [
    'what a change leaves out, where the change is',
    'targets:',
    change('{ branches: { new-record: { steps: { contact: { text: Ask., contact: workforce } } } } }'),
    5,
    'branches.new-record.source: is missing; write it (words)',
  ],
  [
    'a change that takes out what is not there',
    'targets:',
    change('{ branches: { account-locked: { steps: { stopp: null } } } }'),
    5,
    'there is no branches.account-locked.steps.stopp to take out',
  ],
])('finds %s, and says where and what to write', (_, right, wrong, below, says) => {
  const line = plant(folder, 'north-bay.yaml', right, wrong) + below;
  const { problems } = checkAll(folder);
  expect(problems.filter((problem) => problem.includes(says))).toEqual([
    expect.stringMatching(RegExp(`^north-bay\\.yaml:${line}: `)),
  ]);
});

it('finds a guide whose file is not read', () => {
  renameSync(join(folder, 'north-bay.yaml'), join(folder, 'north-bay.yml'));
  expect(checkAll(folder).problems).toContain('north-bay.yml: is not read; name it north-bay.yaml');
});
