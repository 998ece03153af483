import { leads } from '../leads.ts';

leads('password-rules', [
  ['eastland', ['Not yet'], 'hand-over'],
  ['southland', ['Not yet'], 'confirm'],
  ['southland', ['Not yet', 'Not yet'], 'hand-over'],
  ['westland', ['Yes, it worked'], 'solved'],
  ['midland', ['Not yet'], 'hand-over'],
]);
