import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkProblems } from '../../dialogs/flow/check-guide.ts';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import { loadProblems } from '../../src/guides/problems.ts';
import { checkAll } from '../../tools/guides/check-all.ts';
import { MADE_UP_GUIDES, plant } from '../support/guides.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guides-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('guides:check', () => {
  // [what is wrong, the right text, what stands there instead, lines below it, what the report says]
  it.each<[string, string, string, number, string]>([
    ['a step that no dialog has', '      inactive: {', '      asleep: {', 0, 'no card shows "asleep"'],
    [
      'a step that leads where the guide does not',
      '      username: {',
      '      get-login: { text: Get a login. }\n      username: {',
      0,
      'leads to forgot-username-password',
    ],
    [
      'a step whose fact is not stated',
      '      inactive: {',
      '      locked-until: { text: Wait. }\n      inactive: {',
      0,
      'without attempts.lockHours',
    ],
    [
      'a step behind the end',
      '      inactive: { text',
      '      hand-over: { text: The team can help. }\n      inactive: { text',
      0,
      '"inactive" before it ends the problem',
    ],
    [
      'a fact for nothing',
      'lastTwoDigits: true\n',
      'lastTwoDigits: true\nleaverDays: 90\n',
      1,
      'no card shows this',
    ],
    [
      'a contact for nothing',
      '  lead-employer: { name',
      '  porter: { name: Porter, source: "Page 2" }\n  lead-employer: { name',
      0,
      'no card shows "Porter"',
    ],
    [
      'a number of the guide',
      'which starts with {{username.prefix}}',
      'which starts with 771',
      0,
      '{{username.prefix}}',
    ],
    [
      'a number in words',
      'Use {{password.minLength}} characters',
      'Use eight characters',
      0,
      '{{password.minLength}}',
    ],
    [
      'a time that the step does not know',
      'That is not a lock.',
      'Wait until {{when.lockEnds}}.',
      0,
      '{{when.lockEnds}} is not known',
    ],
    [
      'a question without kinds of learner',
      'asks: [name, esr-number, email]',
      'asks: [name, esr-number, learner-type]',
      0,
      'write the kinds under learnerTypes',
    ],
    [
      'a kind of learner that is not listed',
      '    source: Page 1\n    steps:',
      '    source: Page 1\n    doneBy:\n      - { who: The desk, for: volunteer, source: "Page 2" }\n    steps:',
      2,
      'there is no kind of learner "volunteer"',
    ],
    [
      'kinds of learner without names',
      'targets:',
      'learnerTypes: [staff, volunteer]\ntargets:',
      0,
      'write each kind with its name',
    ],
    ['a text too long for a phone', 'That is not a lock.', 'word '.repeat(61), 0, 'write 60 or fewer'],
    ["another Trust's fact", 'That is not a lock.', 'Ask River Valley.', 0, 'a fact of river-valley'],
    [
      'a variable that a saved reply does not know',
      'What is your employee number?',
      'Is {{said.prefix}} right?',
      0,
      '{{said.prefix}} is not known',
    ],
    [
      'a variable without a way to leave it out',
      'What is your employee number?',
      'Is {{said.email}} right?',
      0,
      'put it and the words for it in [ ]',
    ],
    [
      'a question that asks nothing',
      'What is your employee number?',
      'Tell me your employee number.',
      0,
      'end it with "?"',
    ],
    [
      'two saved replies of one name',
      '    name: Where the email goes',
      '    name: Employee number',
      0,
      'employee-number has the same name',
    ],
    [
      'a saved reply that is hard to read',
      'What is your employee number?',
      'Could you communicate the identification information associated with your employment organisation?',
      0,
      'too hard to read',
    ],
    ['targets without a time', 'claimHours: 1, resolveHours: 7.5, ', '', 0, 'write claimHours'],
    [
      'an outcome without a next step',
      'targets:',
      'outcomes:\n  done: { name: Done, text: Done., next: [], source: "Page 2" }\ntargets:',
      1,
      'say what the requester does next',
    ],
    [
      'a link’s end without its life',
      'targets:',
      'outcomes:\n  done: { name: Done, text: "Done[ by {{when.linkEnds}}].", next: [Go on.], source: "Page 2" }\ntargets:',
      1,
      'without reset.linkHours',
    ],
    [
      'a title of a problem that the guide does not have',
      'targets:',
      'titles: { new-record: { title: New here } }\ntargets:',
      0,
      'does not speak of new-record',
    ],
    [
      'a menu group that nobody knows',
      'targets:',
      'titles: { account-locked: { group: locks } }\ntargets:',
      0,
      'there is no menu group "locks"',
    ],
    [
      'a menu group for nothing',
      'targets:',
      'groups:\n  locks: Locks\ntargets:',
      1,
      'no card shows this group',
    ],
    [
      'a phrase that nobody would use',
      'That is not a lock.',
      'Put this right.',
      0,
      '"Put this right" is not how people say it',
    ],
    [
      'a day that is none',
      'targets:',
      'reviewBy: "2027-02-30"\ntargets:',
      0,
      'write a day such as "2027-02-28"',
    ],
    [
      'a change that would break the guide on its day',
      'targets:',
      'changes:\n  - from: "2027-02-28"\n    confirmed: false\n    why: It ends.\n    source: Page 2\n    set:\n      branches: { account-locked: { steps: { asleep: { text: It sleeps. } } } }\ntargets:',
      6,
      'no card shows "asleep"',
    ],
    [
      'a change without a day',
      'targets:',
      'changes:\n  - confirmed: false\n    why: It ends.\n    source: Page 2\n    set: {}\ntargets:',
      1,
      'changes.0.from',
    ],
    [
      'a login page without its button',
      '      sign-in: { text: "Type',
      '      open: { text: Open the page., link: { title: Open ESR, url: "https://esr.north-bay.example/" } }\n      sign-in: { text: "Go to the ESR login page. Type',
      1,
      'add its button',
    ],
    [
      'a problem without a dialog',
      '  account-locked:',
      '  account-gone:',
      0,
      'no dialog is about "account-gone"',
    ],
  ])('finds %s, and says where and what to write', (_, right, wrong, below, says) => {
    cpSync(MADE_UP_GUIDES, folder, { recursive: true });
    const line = plant(folder, 'north-bay.yaml', right, wrong) + below;
    const { problems } = checkAll(folder);
    expect(problems).toContainEqual(expect.stringContaining(says));
    expect(problems.find((problem) => problem.includes(says))).toMatch(RegExp(`^north-bay\\.yaml:${line}: `));
  });

  it('finds a problem without an end', () => {
    cpSync(MADE_UP_GUIDES, folder, { recursive: true });
    plant(
      folder,
      'north-bay.yaml',
      '      hand-over: { text: Workforce Systems can check your username. }\n',
      '',
    );
    expect(checkAll(folder).problems).toEqual([
      expect.stringMatching(
        /^north-bay\.yaml:\d+: username-format has no end after "right"; write one of: contact, hand-over$/,
      ),
    ]);
  });

  it('finds a problem with too few wordings, a wording in two places, and a screen that leads nowhere', () => {
    cpSync(GUIDES_FOLDER, folder, { recursive: true });
    plant(folder, 'screens.yaml', 'problem: smartcard-not-linked', 'problem: smartcard-blue');
    expect(checkAll(folder).problems).toEqual([expect.stringContaining('smartcard-blue')]);
    const yaml = readFileSync(join(folder, 'branches.yaml'), 'utf8');
    writeFileSync(
      join(folder, 'branches.yaml'),
      yaml.replace(/( {4}wordings: \|\n)(?: {6}.*\n)+/, '$1      where is it\n'),
    );
    expect(checkAll(folder).problems).toContainEqual(
      expect.stringContaining('login-username has 1 wordings'),
    );
    writeFileSync(
      join(folder, 'branches.yaml'),
      yaml.replace('    wordings: |\n', '    wordings: |\n      i forgot my password\n'),
    );
    expect(checkAll(folder).problems).toContainEqual(
      expect.stringMatching(/branches\.yaml:\d+: "i forgot my password" is also on line \d+/),
    );
  });

  it('finds a title without a dialog, and a dialog without a title', () => {
    cpSync(GUIDES_FOLDER, folder, { recursive: true });
    plant(folder, 'branches.yaml', '\n  login-username:\n', '\n  login-user:\n');
    expect(() => checkProblems(loadProblems(folder))).toThrow(
      /add login-username.*\n.*login-user has no dialog/,
    );
  });
});
