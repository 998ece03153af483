import { leads } from '../leads.ts';

leads('device-support', [
  ['yas', [], 'devices'],
  ['yas', ['Carry on'], 'own-device'],
  ['yas', ['Carry on', 'Show me'], 'manage-internet-access.work-computer'],
  ['yas', ['Carry on', "That's all I needed"], 'done'],
  ['trust-427', ['Carry on'], 'learning'],
  ['trust-427', ['Carry on', 'OK, thanks'], 'done'],
]);
