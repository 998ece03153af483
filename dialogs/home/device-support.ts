import { branch } from '../engine/branch.ts';
import { advise, handOver, leadOn, tell } from '../engine/steps.ts';

/** YAS, introduction and the smartcard note; 427, introduction: which device to use. */
export const deviceSupport = branch('device-support', [
  tell('devices'),
  tell('learning', { ends: true }),
  leadOn('own-device', 'manage-internet-access'),
  advise('app'),
  handOver('hand-over'),
]);
