import { branch } from '../engine/branch.ts';
import { answered, ask, guideHas, handOver, leadOn, tell } from '../engine/steps.ts';

const hasSmartcard = answered('has-smartcard', 'yes');

/** ESNEFT Introduction and Username, item 10; South Tees; YAS, steps 4 and 5; 427, sections 2 and 3; 382: the first time. */
export const firstTimeAccess = branch('first-time-access', [
  ask('has-smartcard', { when: guideHas('with-smartcard', 'set-up-with-smartcard') }),
  leadOn('with-smartcard', 'smartcard-login', { when: hasSmartcard }),
  leadOn('set-up-with-smartcard', 'manage-internet-access', { when: hasSmartcard }),
  tell('record-ready'),
  tell('username'),
  tell('what-you-need'),
  tell('lead-employer'),
  tell('temporary-password'),
  leadOn('get-login', 'forgot-username-password'),
  handOver('hand-over'),
]);
