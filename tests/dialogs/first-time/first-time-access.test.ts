import { leads } from '../leads.ts';

const YES = 'Yes, I have one';
const NO = "No, I don't have one";

leads('first-time-access', [
  ['eastland', [], 'has-smartcard'],
  ['eastland', [YES], 'with-smartcard'],
  ['eastland', [YES, 'Show me'], 'smartcard-login.use-smartcard'],
  ['eastland', [YES, 'Show me', 'Back'], 'with-smartcard'],
  ['eastland', [YES, 'No, try another way'], 'record-ready'],
  ['eastland', [NO], 'record-ready'],
  ['eastland', [NO, 'Carry on', 'Carry on'], 'get-login'],
  ['eastland', [NO, 'Carry on', 'Carry on', 'Show me'], 'forgot-username-password.smartcard-users'],
  ['southland', [], 'what-you-need'],
  ['southland', ['Carry on', "That's all I needed"], 'done'],
  ['westland', [NO], 'what-you-need'],
  ['northland', [YES], 'set-up-with-smartcard'],
  ['northland', [YES, 'Show me'], 'manage-internet-access.work-computer'],
  ['northland', [YES, 'Show me', 'Carry on', 'Yes, it worked'], 'solved'],
  ['midland', [YES, 'Show me'], 'smartcard-login.sign-in'],
]);
