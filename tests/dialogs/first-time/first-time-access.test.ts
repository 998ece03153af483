import { leads } from '../leads.ts';

const YES = 'Yes, I have one';
const NO = "No, I don't have one";

leads('first-time-access', [
  ['esneft', [], 'has-smartcard'],
  ['esneft', [YES], 'with-smartcard'],
  ['esneft', [YES, 'Show me'], 'smartcard-login.use-smartcard'],
  ['esneft', [YES, 'Show me', 'Back'], 'with-smartcard'],
  ['esneft', [YES, 'No, try another way'], 'record-ready'],
  ['esneft', [NO], 'record-ready'],
  ['esneft', [NO, 'Carry on', 'Carry on'], 'get-login'],
  ['esneft', [NO, 'Carry on', 'Carry on', 'Show me'], 'forgot-username-password.smartcard-users'],
  ['south-tees', [], 'what-you-need'],
  ['south-tees', ['Carry on', "That's all I needed"], 'done'],
  ['yas', [NO], 'what-you-need'],
  ['trust-427', [YES], 'set-up-with-smartcard'],
  ['trust-427', [YES, 'Show me'], 'manage-internet-access.work-computer'],
  ['trust-427', [YES, 'Show me', 'Carry on', 'Yes, it worked'], 'solved'],
  ['trust-382', [YES, 'Show me'], 'smartcard-login.sign-in'],
]);
