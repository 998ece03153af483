import { describe, expect, test } from 'vitest';
import { GUIDES_FOLDER } from '../../src/config/content-folder.ts';
import type { Guide } from '../../src/guides/guide.ts';
import type { BranchId, TrustId } from '../../src/guides/ids.ts';
import { loadGuides } from '../../src/guides/load-guides.ts';
import { checkAll } from '../../tools/guides/check-all.ts';

const guides = loadGuides(GUIDES_FOLDER);

const guideOf = (trust: TrustId): Guide => {
  const guide = guides.get(trust);
  if (guide === undefined) throw new Error(`no guide for ${trust}`);
  return guide;
};

/** Every text of a value with where it stands, sources aside. */
function* texts(value: unknown, path = ''): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (key !== 'source') yield* texts(item, path === '' ? key : `${path}.${key}`);
    }
  }
}

/** What people can be shown of a guide: all of it but its review and what is only about the file. */
const shown = ({ trust: _, version: __, review: ___, ...words }: Guide) => [...texts(words)];
const said = (value: unknown) => [...texts(value)].map(({ text }) => text).join('\n');

test('guides:check finds nothing to fix', () => {
  expect(checkAll(GUIDES_FOLDER).problems).toEqual([]);
});

// The problems each published guide speaks of.
const COVERED: Record<TrustId, readonly BranchId[]> = {
  esneft: [
    'login-username',
    'username-format',
    'incorrect-details',
    'forgot-username-password',
    'details-dont-match',
    'reset-email-missing',
    'reset-link-expired',
    'password-rules',
    'account-locked',
    'multiple-accounts',
    'which-email',
    'email-changed',
    'first-time-access',
    'new-record',
    'returning-staff',
    'smartcard-login',
    'smartcard-locked-expired',
    'care-identity-button-missing',
    'smartcard-not-linked',
    'smartcard-software-error',
  ],
  'south-tees': [
    'login-username',
    'incorrect-details',
    'forgot-username-password',
    'reset-email-missing',
    'reset-link-expired',
    'password-rules',
    'account-locked',
    'multiple-accounts',
    'which-email',
    'email-changed',
    'shared-login',
    'first-time-access',
  ],
  yas: [
    'login-username',
    'forgot-username-password',
    'password-rules',
    'which-email',
    'first-time-access',
    'device-support',
    'smartcard-login',
    'smartcard-locked-expired',
    'manage-internet-access',
  ],
  'trust-427': [
    'login-username',
    'username-format',
    'forgot-username-password',
    'multiple-accounts',
    'which-email',
    'first-time-access',
    'device-support',
    'manage-internet-access',
  ],
  'trust-382': [
    'username-format',
    'forgot-username-password',
    'password-rules',
    'which-email',
    'first-time-access',
    'smartcard-login',
  ],
};

test.each(Object.keys(COVERED))(
  '%s covers the problems its published guide speaks of, and no others',
  (trust) => {
    expect(Object.keys(guideOf(trust).branches).sort()).toEqual([...(COVERED[trust] ?? [])].sort());
  },
);

describe('facts the dialogs reckon with', () => {
  test.each([
    ['esneft', { emailMinutes: [10, 15], linkHours: 4 }, { escalateAfter: 2 }, 90],
    ['south-tees', { emailMinutes: [10, 15], linkHours: 4 }, { lockAfter: 3, lockHours: 12 }, undefined],
    ['yas', undefined, undefined, undefined],
    ['trust-427', undefined, undefined, undefined],
    ['trust-382', undefined, undefined, undefined],
  ] as const)('%s: reset, attempts and leavers', (trust, reset, attempts, leaverDays) => {
    const guide = guideOf(trust);
    expect([guide.reset, guide.attempts, guide.leaverDays]).toEqual([reset, attempts, leaverDays]);
  });

  test.each([
    ['esneft', ['432', '178 old'], true, 12, 4],
    ['south-tees', [], false, undefined, undefined],
    ['yas', [], false, 12, 4],
    ['trust-427', ['427'], false, undefined, undefined],
    ['trust-382', ['382'], true, 8, undefined],
  ] as const)('%s: usernames and passwords', (trust, prefixes, lastTwoDigits, minLength, history) => {
    const { username, password } = guideOf(trust);
    expect(username.prefixes.map(({ code, old }) => (old ? `${code} old` : code))).toEqual(prefixes);
    expect(username.lastTwoDigits).toBe(lastTwoDigits);
    expect([password?.minLength, password?.history]).toEqual([minLength, history]);
  });

  test.each([
    ['esneft', ['username', 'email']],
    ['south-tees', ['username', 'email']],
    ['yas', ['name', 'esr-number']],
    ['trust-427', ['username', 'email']],
    ['trust-382', ['username', 'email']],
  ] as const)('%s: a handover asks for %j', (trust, asks) => {
    expect(guideOf(trust).handover.asks).toEqual(asks);
  });

  test('an ESNEFT handover asks for what its problem needs', () => {
    const { branches } = guideOf('esneft');
    expect(branches['smartcard-not-linked']?.asks).toEqual(['username', 'smartcard-number']);
    expect(branches['details-dont-match']?.asks).toEqual(['username', 'email', 'learner-type']);
    expect(branches['returning-staff']?.steps['smartcard-relink']?.asks).toEqual([
      'username',
      'smartcard-number',
    ]);
  });

  test('at ESNEFT the OLM team does the details of external learners, the ESR Team the resets', () => {
    expect(guideOf('esneft').branches['details-dont-match']?.doneBy).toMatchObject([
      { who: 'OLM team', for: 'external-learner' },
      { who: 'ESR Team' },
    ]);
  });
});

describe('what a step says', () => {
  test.each<[TrustId, BranchId, string, readonly string[]]>([
    ['esneft', 'username-format', 'format', ['432', '178', 'Ipswich', 'last 2']],
    ['esneft', 'incorrect-details', 'second-time', ['2 failed tries', 'ESR Team', 'smartcard']],
    ['esneft', 'multiple-accounts', 'two-logins', ['NHS Professionals', '432']],
    ['esneft', 'reset-email-missing', 'wait', ['10 to 15 minutes']],
    ['esneft', 'reset-link-expired', 'expired', ['4 hours']],
    ['esneft', 'password-rules', 'rules', ['12 characters', 'last 4', 'ABCD', '1234']],
    ['esneft', 'returning-staff', 'two-logins', ['90 days', 'ESR Leavers Portal']],
    ['esneft', 'new-record', 'not-yet', ['next working day']],
    ['esneft', 'smartcard-login', 'use-smartcard', ['cannot reset']],
    ['esneft', 'smartcard-login', 'insert', ['PIN', 'before']],
    ['esneft', 'care-identity-button-missing', 'network', ['Trust Network', 'home']],
    ['esneft', 'smartcard-not-linked', 'hand-over', ['smartcard number']],
    [
      'esneft',
      'smartcard-software-error',
      'check-agents',
      ['NHS Credential Management', 'HSCIC Identity Agent'],
    ],
    ['south-tees', 'login-username', 'sign-in', ['3 tries', '12 hours']],
    ['south-tees', 'account-locked', 'locked-until', ['3 wrong', '12 hours']],
    ['south-tees', 'account-locked', 'no-override', ['ESR Administration']],
    ['south-tees', 'reset-email-missing', 'late', ['10 to 15 minutes', 'System Administrator']],
    ['south-tees', 'reset-link-expired', 'still-valid', ['4 hours']],
    ['south-tees', 'email-changed', 'send-new-email', ['stees.mandatorytraining@nhs.net']],
    ['south-tees', 'shared-login', 'own-login', ['shared or ward']],
    ['yas', 'password-rules', 'rules', ['12 characters', 'last 4', '“password1”']],
    ['yas', 'which-email', 'volunteer', ['personal']],
    ['yas', 'device-support', 'devices', ['Windows 10', 'Apple', 'Android']],
    ['yas', 'smartcard-locked-expired', 'contact-it', ['IT Support Portal', 'renew']],
    ['trust-427', 'username-format', 'format', ['427', '999JSMITH01']],
    ['trust-427', 'device-support', 'learning', ['eLearning', 'Windows PC', 'phone', 'iPads']],
    ['trust-427', 'which-email', 'no-access', ['NHS mail', 'IT Service Desk']],
    ['trust-382', 'username-format', 'format', ['382', 'letters from your name', '2 numbers']],
    [
      'trust-382',
      'password-rules',
      'rules',
      ['8 characters', 'dd or 22', 'ABCD', '1234', 'place or a person'],
    ],
  ])('%s %s.%s has its facts', (trust, branch, step, facts) => {
    const words = said(guideOf(trust).branches[branch]?.steps[step]);
    for (const fact of facts) expect(words).toContain(fact);
  });

  // What people are told must not be harder, or more, than what is published.
  test.each<[TrustId, RegExp]>([
    ['esneft', /repeat a character/],
    ['esneft', /find out what happened/],
    ['esneft', /ESR (sends|knows)/],
    ['esneft', /only IT/i],
    ['esneft', /OLM team (checks|corrects)/],
    ['esneft', /stays until/],
    ['south-tees', /no other address/i],
    ['south-tees', /inbox only/],
    ['south-tees', /can take it from here/],
    ['yas', /works best/],
    ['yas', /\bwe\b/],
    ['trust-427', /same shape|is best|not advised/],
    ['trust-382', /repeat a character/],
    ['trust-382', /382[A-Z0-9]/],
  ])('%s does not say %s', (trust, invented) => {
    const found = shown(guideOf(trust)).filter(({ text }) => invented.test(text));
    expect(found).toEqual([]);
  });

  test.each<TrustId>(['esneft', 'yas', 'trust-382'])(
    '%s names every kind of its password rules when a reset was sent',
    (trust) => {
      const { password, outcomes } = guideOf(trust);
      const next = said(outcomes['password-reset-sent']?.next ?? []);
      const kinds = [/letter.*number/, /repeating/, /in order/, /system/, /common/, /names? of/];
      const rules = said(password?.rules ?? []);
      for (const kind of kinds) expect([kind, kind.test(next)]).toEqual([kind, kind.test(rules)]);
    },
  );

  // Where to click is what people ask for; only an address that the Trust's own guide gives.
  test.each(Object.keys(COVERED))(
    '%s has a button to ESR wherever it sends people to the login page',
    (trust) => {
      const steps = Object.entries(guideOf(trust).branches).flatMap(([branch, { steps: words }]) =>
        Object.entries(words).map(([name, step]) => ({ path: `${branch}.${name}`, step })),
      );
      const isSent =
        /(open|go to|back to|on|sign in to) (the )?ESR( |\.)(login|portal|in your|with the|with your)/i;
      const sent = steps.filter(({ step }) => isSent.test(said([step.text, step.list ?? []])));
      const hasAddress = steps.some(({ step }) => step.link?.title === 'Open ESR');
      expect(sent.length).toBeGreaterThan(trust === 'trust-382' ? -1 : 0);
      const without = sent.filter(({ step }) => step.link?.title !== 'Open ESR').map(({ path }) => path);
      expect(hasAddress ? without : []).toEqual([]);
    },
  );
});
