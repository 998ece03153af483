import { leads } from '../leads.ts';

leads('login-username', [
  ['eastland', [], 'who'],
  ['eastland', ['Carry on'], 'sign-in'],
  ['eastland', ['Carry on', 'Yes, it worked'], 'solved'],
  ['eastland', ['Carry on', 'Not yet'], 'wrong-details'],
  ['eastland', ['Carry on', 'Not yet', 'Show me'], 'incorrect-details.tries'],
  ['eastland', ['Carry on', 'Not yet', "That's all I needed"], 'done'],
  ['southland', ['Carry on', 'Not yet', 'Show me'], 'incorrect-details.tries'],
  ['westland', [], 'open'],
  ['westland', ['Carry on', 'Not yet'], 'forgotten'],
  ['westland', ['Carry on', 'Not yet', 'Show me'], 'forgot-username-password.open-form'],
  ['westland', ['Carry on', 'Not yet', 'No, try another way'], 'hand-over'],
  ['northland', ['Carry on', 'Not yet', 'No, try another way'], 'hand-over'],
]);
