import { leads } from '../leads.ts';

leads('smartcard-locked-expired', [
  ['esneft', [], 'contact-it'],
  ['esneft', ['OK, thanks'], 'referred'],
  ['yas', ['Ask the ESR Team'], 'details'],
]);
