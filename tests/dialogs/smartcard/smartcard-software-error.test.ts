import { leads } from '../leads.ts';

leads('smartcard-software-error', [
  ['eastland', [], 'check-agents'],
  ['eastland', ['Not yet'], 'restart'],
  ['eastland', ['Not yet', 'Not yet'], 'clear-edge-cache'],
  ['eastland', ['Not yet', 'Not yet', 'Not yet'], 'other-device'],
  ['eastland', ['Not yet', 'Not yet', 'Not yet', 'Not yet'], 'contact-it'],
  ['eastland', ['Not yet', 'Not yet', 'Not yet', 'Not yet', 'OK, thanks'], 'referred'],
]);
