import { describe, expect, it } from 'vitest';
import { readTypedEmail, readTypedUsername, saysUnknown } from '../../../src/intake/fields/typed-fields.ts';
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
    'PATEL, Ravi (EAST SUFFOLK) r.patel@nhs.net',
    'Patel, Ravi r.patel@nhs.net',
    'Ravi Patel r.patel@nhs.net',
    'r.patel@nhs.net Sent from Outlook',
    'r.patel@nhs.net\n\nGet Outlook for iOS',
    'E: r.patel@nhs.net',
    '• r.patel@nhs.net',
    'mailto:r.patel@nhs.net?subject=x',
    '<a href="mailto:r.patel@nhs.net">Ravi Patel</a>',
    '<a href="mailto:r.patel@nhs.net?subject=x" title="Mail">r.patel@nhs.net</a>',
    'r.patel@nhs.net I think',
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

  it.each([
    'r patel@nhs.net',
    'ravi. patel@nhs.net',
    'the smith jones@nhs.net',
    'Ravi patel@nhs.net',
    'Anne marie.jones@nhs.net',
    'e patel@nhs.net',
    'my email is jo;lee@nhs.net',
    'gmail: ravi patel@nhs.net',
    'jo.brown-\nlee@nhs.net',
  ])('makes no address out of the end of one: %j', (text) => {
    expect(readTypedEmail(text).issues).toEqual([{ code: 'email-invalid-format', blocking: true }]);
  });

  it.each([
    'my personal one: r.patel@nhs.net',
    'Yahoo: r.patel@nhs.net',
    'new one is r.patel@nhs.net',
    'r.patel@nhs.net - home',
    'Hotmail = r.patel@nhs.net',
    'the ward one is r.patel@nhs.net',
  ])('offers the whole address that stands among other words: %j', (text) => {
    expect(readTypedEmail(text).issues).toEqual([
      { code: 'email-with-words', blocking: true, suggestion: 'r.patel@nhs.net' },
    ]);
  });

  it.each(['r.patel@nhs.net (old)', 'not r.patel@nhs.net', 'his one: r.patel@nhs.net'])(
    'does not offer one that is called wrong: %j',
    (text) => {
      expect(readTypedEmail(text).issues).toEqual([{ code: 'email-with-words', blocking: true }]);
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
    '432 PATEL R02',
    '432patel r02',
    '432 PATELR 02',
    'ESR username: 432PATELR02',
    'Username - 432PATELR02',
    'my username is 432patelr02',
    'Username – 432PATELR02.',
    'Username432PATELR02',
    'ESR Username:432PATELR02',
    '432PATELR02 I think',
    '1. 432PATELR02',
    '- 432PATELR02',
    '432PATELR02 (ESNEFT)',
    '432PATELR02\n\nSent from my iPhone',
    '432PATELR02 r.patel@nhs.net',
  ])('takes the one username out of %j', (text) => {
    expect(readTypedUsername(text, rules)).toEqual({ value: '432PATELR02', issues: [] });
  });

  it.each([
    '432-PATELR-02',
    '432–PATELR–02',
    '432PATELR\u201102',
    '432.PATELR.02',
    '432/PATELR/02',
    'ESR username: 432_PATELR_02',
  ])('offers the one that is meant by %j, however it was parted', (text) => {
    expect(readTypedUsername(text, rules).issues).toEqual([
      { code: 'username-invalid-character', blocking: true, suggestion: '432PATELR02' },
    ]);
  });

  it.each(['432PATELR02 or 432PATELR01', '432PATELR02 178PATELR01'])('asks which of two: %j', (text) => {
    expect(readTypedUsername(text, rules).issues).toEqual([
      { code: 'username-more-than-one', blocking: true },
    ]);
  });

  it.each([
    '432BELLB01 or 02',
    '432BELLB01 2',
    '432BELLB01 ext 02',
    '432BELLB01 and 2 others 22',
    '432BELLB01/02',
    '432BELLB or 02',
  ])('never runs what stands beside a username into it: %j', (text) => {
    const read = readTypedUsername(text, rules);
    expect(read.value).toBe(text.toUpperCase());
    expect(read.issues).toEqual([{ code: 'username-more-than-one', blocking: true }]);
    expect(readTypedUsername(read.value, rules)).toEqual(read);
  });

  it.each([
    ['old: 432BELLB01', undefined],
    ['not 432BELLB01', undefined],
    ["432BELLB01 (my colleague's)", undefined],
    ['432BELLB01 Colchester', '432BELLB01'],
    ['Bob Bell 432BELLB01', '432BELLB01'],
  ])('offers for %j: %s', (text, suggestion) => {
    const { issues } = readTypedUsername(text, rules);
    expect(issues.some((issue) => issue.blocking)).toBe(true);
    expect(issues.map((issue) => issue.suggestion)).toEqual([suggestion]);
  });

  it('keeps what it cannot read, to be mended', () => {
    expect(readTypedUsername('I forgot', rules).issues.some((issue) => issue.blocking)).toBe(true);
  });

  it.each([
    'dont know',
    'I don’t know it',
    'No idea',
    'n/a',
    'not sure',
    '?',
    'forgotten',
    'cant remember',
    "don't have one",
  ])('can say that it is not known: %j', (text) => expect(saysUnknown(text)).toBe(true));

  it.each(['', '432PATELR02', '432PATELR02?', 'NOIDEA', 'dont know, 432PATELR02 maybe', '-'])(
    'does not say so by %j',
    (text) => expect(saysUnknown(text)).toBe(false),
  );
});
