import { leads } from '../leads.ts';

leads('device-support', [
  ['westland', [], 'devices'],
  ['westland', ['Carry on'], 'own-device'],
  ['westland', ['Carry on', 'Show me'], 'manage-internet-access.work-computer'],
  ['westland', ['Carry on', "That's all I needed"], 'done'],
  ['northland', ['Carry on'], 'learning'],
  ['northland', ['Carry on', 'OK, thanks'], 'done'],
]);
