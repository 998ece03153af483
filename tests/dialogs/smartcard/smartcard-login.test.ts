import { leads } from '../leads.ts';

const FAILED = ['Carry on', 'Carry on', 'Not yet'];

leads('smartcard-login', [
  ['eastland', [], 'use-smartcard'],
  ['eastland', FAILED, 'what-you-see'],
  ['eastland', [...FAILED, 'My smartcard is locked or has expired'], 'smartcard-locked-expired.contact-it'],
  ['eastland', [...FAILED, 'The Care Identity button is missing'], 'care-identity-button-missing.network'],
  ['eastland', [...FAILED, 'My smartcard is not linked to ESR'], 'smartcard-not-linked.what-it-means'],
  [
    'eastland',
    [...FAILED, 'I get an error when my smartcard is in'],
    'smartcard-software-error.check-agents',
  ],
  ['eastland', [...FAILED, 'The Care Identity button is missing', 'Back'], 'what-you-see'],
  ['eastland', [...FAILED, 'The Care Identity button is missing', 'Yes, it worked'], 'solved'],
  ['eastland', [...FAILED, 'Something else'], 'hand-over'],
  ['westland', [], 'insert'],
  ['westland', [...FAILED, 'My smartcard is locked or has expired', 'OK, thanks'], 'referred'],
  ['midland', ['Not yet'], 'hand-over'],
]);
