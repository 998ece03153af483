import { leads } from '../leads.ts';

leads('smartcard-locked-expired', [
  ['esneft', [], 'contact-it'],
  ['esneft', ['OK, thanks'], 'referred'],
  ['yas', ['Talk to the ESR Team'], 'details'],
]);
