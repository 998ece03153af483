import { leads } from '../leads.ts';

leads('care-identity-button-missing', [
  ['eastland', [], 'network'],
  ['eastland', ['Not yet'], 'restart'],
  ['eastland', ['Not yet', 'Not yet'], 'hand-over'],
  ['eastland', ['Not yet', 'Yes, it worked'], 'solved'],
]);
