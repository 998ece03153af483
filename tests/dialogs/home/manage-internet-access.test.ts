import { leads } from '../leads.ts';

leads('manage-internet-access', [
  ['westland', [], 'work-computer'],
  ['westland', ['Carry on'], 'set-up'],
  ['westland', ['Carry on', 'Not yet'], 'hand-over'],
  ['northland', ['Carry on', 'Yes, it worked'], 'solved'],
]);
