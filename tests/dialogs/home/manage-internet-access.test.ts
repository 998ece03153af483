import { leads } from '../leads.ts';

leads('manage-internet-access', [
  ['yas', [], 'work-computer'],
  ['yas', ['Carry on'], 'set-up'],
  ['yas', ['Carry on', 'Not yet'], 'hand-over'],
  ['trust-427', ['Carry on', 'Yes, it worked'], 'solved'],
]);
