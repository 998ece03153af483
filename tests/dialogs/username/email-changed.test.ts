import { leads } from '../leads.ts';

leads('email-changed', [
  ['esneft', ['Carry on'], 'hand-over'],
  ['south-tees', ['Carry on'], 'send-new-email'],
  ['south-tees', ['Carry on', 'OK, thanks'], 'referred'],
  ['south-tees', ['Carry on', 'Ask the ESR Team'], 'details'],
]);
