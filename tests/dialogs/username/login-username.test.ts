import { leads } from '../leads.ts';

leads('login-username', [
  ['esneft', [], 'who'],
  ['esneft', ['Carry on'], 'sign-in'],
  ['esneft', ['Carry on', 'Yes, it worked'], 'solved'],
  ['esneft', ['Carry on', 'Not yet'], 'wrong-details'],
  ['esneft', ['Carry on', 'Not yet', 'Show me'], 'incorrect-details.tries'],
  ['esneft', ['Carry on', 'Not yet', "That's all I needed"], 'done'],
  ['south-tees', ['Carry on', 'Not yet', 'Show me'], 'incorrect-details.tries'],
  ['yas', [], 'open'],
  ['yas', ['Carry on', 'Not yet'], 'forgotten'],
  ['yas', ['Carry on', 'Not yet', 'Show me'], 'forgot-username-password.open-form'],
  ['yas', ['Carry on', 'Not yet', 'No, try another way'], 'hand-over'],
  ['trust-427', ['Carry on', 'Not yet', 'No, try another way'], 'hand-over'],
]);
