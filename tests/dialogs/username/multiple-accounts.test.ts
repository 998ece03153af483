import { leads } from '../leads.ts';

leads('multiple-accounts', [
  ['eastland', [], 'two-logins'],
  ['eastland', ['Carry on'], 'name-the-account'],
  ['eastland', ['Carry on', 'Not yet'], 'hand-over'],
  ['southland', [], 'name-the-account'],
  ['southland', ['Not yet'], 'leave-blank'],
  ['northland', ['Not yet', 'Not yet'], 'hand-over'],
]);
