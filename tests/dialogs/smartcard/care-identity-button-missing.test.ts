import { leads } from '../leads.ts';

leads('care-identity-button-missing', [
  ['esneft', [], 'network'],
  ['esneft', ['Not yet'], 'restart'],
  ['esneft', ['Not yet', 'Not yet'], 'hand-over'],
  ['esneft', ['Not yet', 'Yes, it worked'], 'solved'],
]);
