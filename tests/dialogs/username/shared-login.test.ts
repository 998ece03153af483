import { leads } from '../leads.ts';

leads('shared-login', [
  ['southland', [], 'own-login'],
  ['southland', ['Yes, it worked'], 'solved'],
  ['southland', ['Not yet'], 'again'],
  ['southland', ['Not yet', 'Show me'], 'forgot-username-password.own-login'],
  ['southland', ['Not yet', "That's all I needed"], 'done'],
]);
