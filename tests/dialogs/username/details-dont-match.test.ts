import { leads } from '../leads.ts';

leads('details-dont-match', [
  ['eastland', [], 'what-it-means'],
  ['eastland', ['Carry on'], 'try-again'],
  ['eastland', ['Carry on', 'Yes, it worked'], 'solved'],
  ['eastland', ['Carry on', 'Not yet'], 'hand-over'],
  ['eastland', ['Carry on', 'Not yet', 'Ask the ESR Team'], 'details'],
  ['eastland', ['Back'], 'welcome'],
]);
