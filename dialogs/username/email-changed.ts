import { branch } from '../engine/branch.ts';
import { handOver, refer, tell } from '../engine/steps.ts';

/** ESNEFT Username, item 5; South Tees, things to keep in mind: the email address has changed. */
export const emailChanged = branch('email-changed', [
  tell('why'),
  refer('send-new-email'),
  handOver('hand-over'),
]);
