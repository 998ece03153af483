import { leads } from '../leads.ts';

leads('details-dont-match', [
  ['esneft', [], 'what-it-means'],
  ['esneft', ['Carry on'], 'try-again'],
  ['esneft', ['Carry on', 'Yes, it worked'], 'solved'],
  ['esneft', ['Carry on', 'Not yet'], 'hand-over'],
  ['esneft', ['Carry on', 'Not yet', 'Ask the ESR Team'], 'details'],
  ['esneft', ['Back'], 'welcome'],
]);
