import { leads } from '../leads.ts';

const FAILED = ['Carry on', 'Carry on', 'Not yet'];

leads('smartcard-login', [
  ['esneft', [], 'use-smartcard'],
  ['esneft', FAILED, 'what-you-see'],
  ['esneft', [...FAILED, 'My smartcard is locked or has expired'], 'smartcard-locked-expired.contact-it'],
  ['esneft', [...FAILED, 'The Care Identity button is missing'], 'care-identity-button-missing.network'],
  ['esneft', [...FAILED, 'My smartcard is not linked to ESR'], 'smartcard-not-linked.what-it-means'],
  ['esneft', [...FAILED, 'I get an error when my smartcard is in'], 'smartcard-software-error.check-agents'],
  ['esneft', [...FAILED, 'The Care Identity button is missing', 'Back'], 'what-you-see'],
  ['esneft', [...FAILED, 'The Care Identity button is missing', 'Yes, it worked'], 'solved'],
  ['esneft', [...FAILED, 'Something else'], 'hand-over'],
  ['yas', [], 'insert'],
  ['yas', [...FAILED, 'My smartcard is locked or has expired', 'OK, thanks'], 'referred'],
  ['trust-382', ['Not yet'], 'hand-over'],
]);
