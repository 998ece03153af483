import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScreens } from '../../src/screens/messages.ts';
import { recognise } from '../../src/screens/recognise.ts';

const KNOWN = loadScreens(join(import.meta.dirname, '../../guides'));
const read = (text: string) => recognise(text, KNOWN);
const ESR = 'NHS Electronic Staff Record\nmy.esr.nhs.uk\n';

describe('a known error', () => {
  const errors = Object.entries(KNOWN.messages).filter(([, { about, where }]) => !about && !where);
  const around = (text: string) => `Care Identity Service\nmy.esr.nhs.uk\n${text}\nTry again   Cancel`;

  it.each(errors)('is certain where its words stand: %s', (name, { says, problem }) => {
    expect(read(around(says))).toMatchObject({ certainty: 'certain', message: name, branch: problem });
  });

  it.each(errors)('is certain as a reader of pictures misreads it: %s', (name, { says }) => {
    const misread = says.replaceAll('i', 'l').replaceAll('o', '0').replace(/e/, 'c').replaceAll(' ', '  ');
    expect(read(around(misread))).toMatchObject({ certainty: 'certain', message: name });
  });

  it.each(errors)('is at most asked about where it is quoted in a mail: %s', (_, { says }) => {
    expect(read(`Inbox  Sent Items  Reply all\n${around(says)}\nKind regards`)?.certainty).not.toBe(
      'certain',
    );
  });

  it.each([
    ['Smartcard Authentication Failure\n400_645', '400_645'],
    ['Smartcard Authentication Failure 500_213', '500_213'],
    ['Smartcard Authentication Failure 4OO_645', '400_645'],
    ['Smartcard Authentication Failure 400 645', '400_645'],
  ])('brings its number: %s', (text, code) => {
    expect(read(text)?.says).toBe(`Smartcard Authentication Failure ${code}`);
  });

  it('brings nothing but its own words and number', () => {
    const reading = read(
      'Jo Bloggs 943 476 5919\nPassword: Winter2026!\nSmartcard Authentication Failure\n07700 900123 400_645 10/02/1980',
    );
    expect(reading).toEqual({
      certainty: 'certain',
      message: 'smartcard-authentication-failure',
      says: 'Smartcard Authentication Failure 400_645',
      verbatim: true,
      branch: 'smartcard-software-error',
    });
  });

  it.each(["This site can't be reached\nwww.example.com", 'Printer\nUnable to read the card in slot 1'])(
    'is not certain on a screen that is not ESR’s or a smartcard’s: %s',
    (text) => {
      expect(read(text)?.certainty).not.toBe('certain');
    },
  );
});

describe('a message whose words nobody has published', () => {
  it.each([
    ['Invalid username or password', 'incorrect-details'],
    ['The password you entered is incorrect', 'incorrect-details'],
    ['Your account is locked', 'account-locked'],
    ['The email address and date of birth do not match', 'details-dont-match'],
    ['Your smartcard is not linked to ESR', 'smartcard-not-linked'],
    ['This link has expired', 'reset-link-expired'],
    ['Passwords may not contain sequential characters', 'password-rules'],
  ])('is asked about, by its sense: %s', (text, branch) => {
    expect(read(ESR + text)).toMatchObject({ certainty: 'likely', verbatim: false, branch });
  });

  it.each(['Invalid username or password', 'Your account is locked', 'This link has expired'])(
    'is nothing on another screen: %s',
    (text) => {
      expect(read(`The library\n${text}`)).toBeUndefined();
    },
  );
});

describe('where somebody is', () => {
  it.each([
    ['Log in with your credentials\nUsername*\nPassword*\nLog in via Username Password', 'login-username'],
    [
      'Enter the email address associated with your account and your date of birth',
      'forgot-username-password',
    ],
    [
      'Your request to retrieve your username has been submitted. An email will be sent shortly.',
      'reset-email-missing',
    ],
  ])('is asked about, and gives way to an error: %s', (text, branch) => {
    expect(read(ESR + text)).toMatchObject({ certainty: 'likely', branch });
    expect(read(`${ESR}${text}\nThis site can't be reached`)?.branch).toBe('login-username');
    expect(read(`${ESR}There was a problem reading your Smartcard\n${text}`)?.certainty).toBe('certain');
  });
});

it('nothing is taken from a screen without words, or with any others', () => {
  for (const text of ['', '   ', '~~ | -- 0 0', 'Mon Early Tue Late Wed Night', 'a'.repeat(50_000)]) {
    expect(read(text)).toBeUndefined();
  }
});

it('takes no longer for any text than for any other of its length', () => {
  const says = Object.values(KNOWN.messages).map((message) => message.says.slice(0, -4));
  const near = says.join(' ').repeat(400);
  const started = process.cpuUsage();
  read(near);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(1500);
});

it('every problem is one that a guide can cover, and every message has its source', () => {
  for (const { source } of Object.values(KNOWN.messages)) {
    expect(source).toMatch(/guide|NHS England|Windows|Chrome|Edge/);
  }
});
