import { describe, expect, it } from 'vitest';
import { checkRow, choicesFor, meantBy, oddValues } from '../../../src/bot/trainers/check-row.ts';
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

describe('what is offered', () => {
  it('is the correction of each field that has one', () => {
    const checked = check({ username: '432PATELRO2', email: 'r.patel@nhs.ent' });
    expect(meantBy(checked, 'username')).toBe('432PATELR02');
    expect(meantBy(checked, 'email')).toBe('r.patel@nhs.net');
    expect(meantBy(check({ username: '427PATELR02' }), 'username')).toBeUndefined();
  });

  it('is a choice of what the open field could be, and of nothing once it is filled', () => {
    const [learner] = readLearners('432PATELR02 r.patel@nhs.net or ravi.patel@gmail.com', ESNEFT).rows;
    const [read] = newDraft({ chat: 'chat', trust: 'esneft' }, learner === undefined ? [] : [learner]).rows;
    expect(read && choicesFor(read)).toEqual({
      field: 'email',
      values: ['r.patel@nhs.net', 'ravi.patel@gmail.com'],
    });
    expect(read && choicesFor({ ...read, email: 'x@nhs.net' }).values).toEqual([]);
  });
});
