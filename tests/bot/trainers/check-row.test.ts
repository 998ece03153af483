import { describe, expect, it } from 'vitest';
import { checkRow, oddValues, offersFor } from '../../../src/bot/trainers/check-row.ts';
import { type Draft, type DraftRow, newDraft } from '../../../src/bot/trainers/draft.ts';
import { readLearners } from '../../../src/intake/learners/learners.ts';
import { rules as ESNEFT } from '../../intake/rules.ts';

const draft: Draft = newDraft({ chat: 'chat', trust: 'esneft' }, []);
const row = (given: Partial<DraftRow>): DraftRow => ({
  id: 1,
  name: '',
  username: '432PATELR02',
  email: 'r.patel@nhs.net',
  unsure: false,
  choices: [],
  repeated: false,
  wanted: true,
  ...given,
});
const check = (given: Partial<DraftRow>, of: Draft = draft) => checkRow(of, row(given), ESNEFT);

describe('what stands in the way of sending a learner', () => {
  it.each([
    ['username-missing', { username: '' }, false],
    ['username-invalid-too-short', { username: '432P2' }, true],
    ['username-invalid-prefix', { username: 'PATELRAV02' }, true],
    ['username-invalid-character', { username: '432PATEL-R02' }, true],
    ['username-invalid-no-trailing-digits', { username: '432PATELR' }, true],
    ['username-invalid-too-long', { username: `432${'P'.repeat(40)}02` }, true],
    ['username-unknown-prefix', { username: '999PATELR02' }, true],
    ['username-other-trust-prefix', { username: '427PATELR02' }, false],
    ['email-missing', { email: '' }, false],
    ['email-invalid-format', { email: 'r.patel' }, false],
    ['email-invalid-format', { email: 'r,patel@nhs.net' }, true],
    ['email-invalid-domain-typo', { email: 'r.patel@nhs.ent' }, true],
    ['email-invalid-domain-typo', { email: 'maria.silva@nhs,net' }, false],
    ['email-more-than-one', { email: 'r.patel@nhs.net or ravi@gmail.com' }, false],
    ['username-more-than-one', { username: '432PATELR02 432PATELR01' }, false],
    ['unsure-which', { email: '', unsure: true, choices: ['a@nhs.net', 'b@nhs.net'] }, false],
  ])('is %s (%o), which a trainer can say is right: %s', (code, given, confirmable) => {
    const checked = check(given);
    expect(checked.issues.map((issue) => issue.code)).toContain(code);
    expect(checked).toMatchObject({ ready: false, confirmable });
    const confirmed = check({ ...given, right: oddValues(row(given)) });
    expect(confirmed.ready).toBe(confirmable);
  });

  it.each([
    ['an old prefix', { username: '178PATELR02' }],
    ['a digit in the name', { username: '432PATE1R02' }],
    ['a learner who was named twice', { repeated: true }],
  ])('is not %s, which is only said', (_, given) => {
    expect(check(given)).toMatchObject({ ready: true });
    expect(check(given).issues).toHaveLength(1);
  });

  it('is asked again when a value changes after it was said to be right', () => {
    const right = oddValues(row({ email: 'r.patel@nhs.ent' }));
    expect(check({ email: 'r.patel@nhs.ent', right }).ready).toBe(true);
    expect(check({ email: 'r.patl@nhs.ent', right }).ready).toBe(false);
  });

  it('is not the username of who has none yet, but then the name', () => {
    const waits = { ...draft, problem: 'new-record' as const };
    expect(check({ username: '' }, waits).issues.map((issue) => issue.code)).toEqual([
      'learner-name-missing',
    ]);
    expect(check({ username: '', name: 'Ravi Patel' }, waits).ready).toBe(true);
    expect(check({ username: '', name: 'Ravi Patel', problem: 'account-locked' }, waits).ready).toBe(false);
  });
});

describe('an address that a table has twice', () => {
  const twice = (first: string, second: string, third = '') =>
    newDraft(
      { chat: 'chat', trust: 'esneft' },
      readLearners(
        [
          'Username\tEmail',
          `432PATELR02\t${first}`,
          `432OKOYES01\t${second}`,
          ...(third === '' ? [] : [`432ROSSIM09\t${third}`]),
        ].join('\n'),
        ESNEFT,
      ).rows,
    );
  const odd = (read: Draft) =>
    read.rows.filter((one) => !checkRow(read, one, ESNEFT).ready).map((one) => [one.username, one.email]);

  it.each([
    ['who it does not spell', 'r.patel@nhs.net', 'r.patel@nhs.net', ['432OKOYES01']],
    ['who it does not spell, who comes first', 's.okoye@nhs.net', 's.okoye@nhs.net', ['432PATELR02']],
    ['the second, where it spells neither', 'ward4@nhs.net', 'ward4@nhs.net', ['432OKOYES01']],
  ])('is asked about in the row of %s, with the address in it', (_, first, second, asked) => {
    expect(odd(twice(first, second))).toEqual(asked.map((username) => [username, first]));
  });

  it('is nobody’s where three have it and it spells none of them', () => {
    expect(odd(twice('ward4@nhs.net', 'ward4@nhs.net', 'ward4@nhs.net'))).toHaveLength(3);
  });

  it('can be said to be right, and is asked about where it was typed into the card', () => {
    const read = twice('r.patel@nhs.net', 's.okoye@nhs.net');
    const second = { ...(read.rows[1] ?? row({})), email: 'r.patel@nhs.net' };
    const checked = checkRow(read, second, ESNEFT);
    expect(checked).toMatchObject({ ready: false, confirmable: true, odd: ['email'] });
    expect(checkRow(read, { ...second, right: oddValues(second) }, ESNEFT).ready).toBe(true);
  });
});

describe('what is offered', () => {
  it('is the correction of each field that has one', () => {
    const checked = check({ username: '432PATELRO2', email: 'r.patel@nhs.ent' });
    expect(offersFor(checked, 'username')).toEqual(['432PATELR02']);
    expect(offersFor(checked, 'email')).toEqual(['r.patel@nhs.net']);
    expect(offersFor(check({ username: '427PATELR02' }), 'username')).toEqual([]);
  });

  it('is a choice of what the open field could be, and of nothing once it is filled', () => {
    const [learner] = readLearners('432PATELR02 r.patel@nhs.net or ravi.patel@gmail.com', ESNEFT).rows;
    const [read] = newDraft({ chat: 'chat', trust: 'esneft' }, learner === undefined ? [] : [learner]).rows;
    const offered = (row: DraftRow | undefined) => row && offersFor(checkRow(draft, row, ESNEFT), 'email');
    expect(offered(read)).toEqual(['r.patel@nhs.net', 'ravi.patel@gmail.com']);
    expect(offered(read && { ...read, email: 'x@nhs.net' })).toEqual([]);
  });
});
