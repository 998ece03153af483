import { leads } from '../leads.ts';

leads('shared-login', [
  ['south-tees', [], 'own-login'],
  ['south-tees', ['Yes, it worked'], 'solved'],
  ['south-tees', ['Not yet'], 'again'],
  ['south-tees', ['Not yet', 'Show me'], 'forgot-username-password.own-login'],
  ['south-tees', ['Not yet', "That's all I needed"], 'done'],
]);
