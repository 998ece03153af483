import { leads } from '../leads.ts';

leads('multiple-accounts', [
  ['esneft', [], 'two-logins'],
  ['esneft', ['Carry on'], 'name-the-account'],
  ['esneft', ['Carry on', 'Not yet'], 'hand-over'],
  ['south-tees', [], 'name-the-account'],
  ['south-tees', ['Not yet'], 'leave-blank'],
  ['trust-427', ['Not yet', 'Not yet'], 'hand-over'],
]);
