import { leads } from '../leads.ts';

leads('smartcard-locked-expired', [
  ['eastland', [], 'contact-it'],
  ['eastland', ['OK, thanks'], 'referred'],
  ['westland', ['Ask the ESR Team'], 'details'],
]);
