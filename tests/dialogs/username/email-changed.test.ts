import { leads } from '../leads.ts';

leads('email-changed', [
  ['eastland', ['Carry on'], 'hand-over'],
  ['southland', ['Carry on'], 'send-new-email'],
  ['southland', ['Carry on', 'OK, thanks'], 'referred'],
  ['southland', ['Carry on', 'Ask the ESR Team'], 'details'],
]);
