import { describe, expect, it } from 'vitest';
import { readTypedEmail, readTypedUsername } from '../../../src/intake/fields/typed-fields.ts';
import { rules } from '../rules.ts';

describe('an email box', () => {
  it.each([
    'r.patel@nhs.net',
    'Ravi Patel <r.patel@nhs.net>',
    '"Patel, Ravi (ESNEFT)" <R.Patel@nhs.net>;',
    'my email is r.patel@nhs.net',
    'My NHS email address: r.patel@nhs.net.',
    'it’s r.patel@nhs.net thanks',
    'mailto:r.patel@nhs.net',
    'Email – r.patel@nhs.net',
    'r.patel@nhs.net <mailto:r.patel@nhs.net>',
    '432PATELR02 r.patel@nhs.net',
    'r.patel＠nhs.net',
  ])('takes the one address out of %j', (text) => {
    expect(readTypedEmail(text)).toEqual({ value: 'r.patel@nhs.net', issues: [] });
  });

  it.each([
    'r.patel@nhs.net or ravi@gmail.com',
    'r.patel@nhs.net, ravi@gmail.com',
    '"j.white@nhs.net" <r.patel@nhs.net>',
  ])('asks which of two: %j', (text) => {
    expect(readTypedEmail(text).issues).toEqual([{ code: 'email-more-than-one', blocking: true }]);
  });

  it.each(['r patel@nhs.net', 'ravi. patel@nhs.net', 'the smith jones@nhs.net'])(
    'makes no address out of the end of one: %j',
    (text) => {
      expect(readTypedEmail(text).issues).toEqual([{ code: 'email-invalid-format', blocking: true }]);
    },
  );

  it.each(['maria.silva@nhs,net', 'Maria Silva <maria.silva@nhs,net>', 'my email is maria.silva@nhs,net'])(
    'sees the slip in %j',
    (text) => {
      expect(readTypedEmail(text)).toEqual({
        value: 'maria.silva@nhs,net',
        issues: [{ code: 'email-invalid-domain-typo', blocking: true, suggestion: 'maria.silva@nhs.net' }],
      });
    },
  );

  it('is missing when it is empty', () => {
    expect(readTypedEmail('  ').issues[0]?.code).toBe('email-missing');
  });

  it('is read again as it was read', () => {
    for (const text of [
      'Ravi <r.patel@nhs.net>',
      'r.patel@nhs.net or ravi@gmail.com',
      'a@nhs,net',
      'r patel@x',
    ]) {
      const once = readTypedEmail(text);
      expect(readTypedEmail(once.value)).toEqual(once);
    }
  });
});

describe('a username box', () => {
  it.each([
    '432PATELR02',
    '432 patel r 02',
    'ESR username: 432PATELR02',
    'Username - 432PATELR02',
    'my username is 432patelr02',
    'Username – 432PATELR02.',
    '432PATELR02 r.patel@nhs.net',
  ])('takes the one username out of %j', (text) => {
    expect(readTypedUsername(text, rules)).toEqual({ value: '432PATELR02', issues: [] });
  });

  it.each(['432PATELR02 or 432PATELR01', '432PATELR02 178PATELR01'])('asks which of two: %j', (text) => {
    expect(readTypedUsername(text, rules).issues).toEqual([
      { code: 'username-more-than-one', blocking: true },
    ]);
  });

  it('keeps what it cannot read, to be mended', () => {
    expect(readTypedUsername('I forgot', rules).issues.some((issue) => issue.blocking)).toBe(true);
  });
});
