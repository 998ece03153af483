import { leads } from '../leads.ts';

leads('smartcard-software-error', [
  ['esneft', [], 'check-agents'],
  ['esneft', ['Not yet'], 'restart'],
  ['esneft', ['Not yet', 'Not yet'], 'clear-edge-cache'],
  ['esneft', ['Not yet', 'Not yet', 'Not yet'], 'other-device'],
  ['esneft', ['Not yet', 'Not yet', 'Not yet', 'Not yet'], 'contact-it'],
  ['esneft', ['Not yet', 'Not yet', 'Not yet', 'Not yet', 'OK, thanks'], 'referred'],
]);
