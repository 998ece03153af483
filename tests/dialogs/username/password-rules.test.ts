import { leads } from '../leads.ts';

leads('password-rules', [
  ['esneft', ['Not yet'], 'hand-over'],
  ['south-tees', ['Not yet'], 'confirm'],
  ['south-tees', ['Not yet', 'Not yet'], 'hand-over'],
  ['yas', ['Yes, it worked'], 'solved'],
  ['trust-382', ['Not yet'], 'hand-over'],
]);
