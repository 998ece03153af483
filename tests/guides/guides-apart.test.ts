import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Guide } from '../../src/guides/guide.ts';
import type { TrustId } from '../../src/guides/ids.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';

// Trusts differ, and a person must never be given another Trust's fact.
const guides = loadGuides(join(import.meta.dirname, '../../guides'));

/** All that people can be shown of a guide, and where it is from; what fact-checkers read is left out. */
function wordsOf(trust: TrustId): string {
  const { trust: _, version: __, review: ___, ...words } = guides.get(trust) as Guide;
  return JSON.stringify(words);
}

/** The Trusts whose facts are pinned down here. Those that are added later need no line: guides:check tells them apart. */
const TOLD_APART: readonly TrustId[] = ['esneft', 'south-tees', 'trust-382', 'trust-427', 'yas'];

const E: TrustId = 'esneft';
const S: TrustId = 'south-tees';
const Y: TrustId = 'yas';

describe('a fact is said by the Trusts whose guide has it, and by no other', () => {
  test.each<[RegExp, readonly TrustId[]]>([
    [/\b432/, [E]],
    [/\b178/, [E]],
    [/\b427/, ['trust-427']],
    [/\b382/, ['trust-382']],
    [/\b999/, ['trust-427']],
    [/\b12 characters/, [E, Y]],
    [/\b8 characters/, ['trust-382']],
    [/\blast 4\b/, [E, Y]],
    [/\bABCD or 1234\b/, [E, 'trust-382']],
    [/password1/, [Y]],
    [/name of a place/, ['trust-382']],
    [/\b10 to 15 minutes/, [E, S]],
    [/\b4 hours/, [E, S]],
    [/\b12 hours/, [S]],
    [/\b90 days/, [E]],
    [/\bjunk\b/, [E]],
    [/working day/, [E]],
    [/OLM/, [E]],
    [/Ipswich/, [E]],
    [/ESNEFT/, [E]],
    [/NHS Professionals/, [E]],
    [/Leavers Portal/, [E]],
    [/Identity Agent/, [E]],
    [/System Administrator/, [S]],
    [/ESR Administration/, [S]],
    [/ward login/, [S]],
    [/nhs\.net address\b/, [S]],
    [/NHS\.net address\b/, [Y]],
    [/NHS mail/, ['trust-427']],
    [/work email/, [S, 'trust-382']],
    [/YAS/, [Y]],
    [/IT Support Portal/, [Y]],
    [/IT Service Desk/, ['trust-427']],
    [/\b[Ii]Pad/, ['trust-427']],
    [/Windows 10/, [Y]],
    [/ESR number/, [Y]],
    [/Login Assistance/, ['trust-382']],
    [/Portal landing page/, ['trust-382']],
  ])('%s: %j', (fact, owners) => {
    expect(TOLD_APART.filter((trust) => fact.test(wordsOf(trust)))).toEqual(owners);
  });
});

test.each<[TrustId, readonly string[]]>([
  ['esneft', []],
  [
    'south-tees',
    [
      'https://my.esr.nhs.uk/dashboard/web/esrweb',
      'https://portal.nhs.net/',
      'stees.mandatorytraining@nhs.net',
    ],
  ],
  ['yas', ['https://my.esr.nhs.uk/', 'yas.esr@nhs.net']],
  ['trust-427', ['https://my.esr.nhs.uk/']],
  ['trust-382', []],
])('%s gives no address but %j', (trust, addresses) => {
  const found = wordsOf(trust).matchAll(/https?:[^"\s]+|[\w.-]+@[\w.-]+\w/g);
  expect([...new Set([...found].map(([address]) => address))].sort()).toEqual(addresses);
});

// On-screen labels and names, letter for letter.
const LABELS: Record<TrustId, readonly string[]> = {
  esneft: [
    'All time',
    'Cached images and files',
    'Choose what to clear',
    'Clear browsing data',
    'Clear now',
    'ESR Leavers Portal',
    'Forgotten password',
    'Forgotten password/username',
    'HSCIC Identity Agent',
    'Last 24 hours',
    'Last hour',
    'Login with my Care Identity',
    'Login with your Care Identity',
    'NHS Credential Management',
    'Privacy, search, and services',
    'Settings',
    'Settings and more',
  ],
  'south-tees': [
    'Confirm Password',
    'Confirmation',
    'Date of Birth',
    'ESR login',
    'Email',
    'Forgotten | Request Username/Password | Unlock Account',
    'Login to ESR',
    'Ok',
    'Password',
    'Submit',
    'System Administrator',
    'Username',
  ],
  yas: [
    'Continue',
    'Date of Birth',
    'Email address',
    'Forgotten | Request Username/Password | Unlock Account',
    'IT Support Portal',
    'Log in via Username Password',
    'Log in with my Care Identity',
    'Login to ESR',
    'Manage Internet Access',
    'OK',
    'Remember my selection',
    'Smartcard',
    'Submit',
  ],
  'trust-427': [
    'Date of Birth',
    'ESR Username',
    'Email',
    'Forgotten | Request Username/Password | Unlock Account',
    'Log in via Username Password',
    'Log in with your credentials',
    'Manage Internet Access',
    'Password',
    'REQUEST USERNAME AND RESET PASSWORD',
    'RESET PASSWORD ONLY',
    'Reset Password',
    'Submit',
    'Username',
  ],
  'trust-382': [
    'Confirm Password',
    'Login Assistance',
    'Password',
    'Username',
    'forgot password',
    'forgot username',
    'forgotten username and password',
    'log in via smartcard',
  ],
};

test.each(Object.keys(LABELS))('%s quotes labels exactly as its published guide does', (trust) => {
  const found = wordsOf(trust).matchAll(/\*\*(.+?)\*\*/g);
  expect([...new Set([...found].map(([, label]) => label))].sort()).toEqual(LABELS[trust]);
});
