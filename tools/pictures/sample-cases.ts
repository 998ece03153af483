import type { Case, CaseAction, Person, TrailEntry } from '../../src/cases/case.ts';
import { AMARA, aCase, at, CHLOE, changed, ELENA } from '../../tests/shared/a-case.ts';

const tried = (step: string, shown: string, answered: string): TrailEntry => ({
  branch: 'email-changed',
  step,
  answer: '',
  shown,
  answered,
  at: at(0),
});
export const staffs = aCase({
  problem: 'email-changed',
  details: {
    esrUsername: '432OKAFORA01',
    correctEmail: 'amara.okafor@nhs.net',
    words: 'I moved wards in May.',
  },
  trail: [
    tried('why', 'A password reset only works with the email address on your ESR record.', 'Not yet'),
    tried('error', 'What does the screen say?', 'ORA-20001: These details do not match our records'),
  ],
});
export const trainers = aCase({
  problem: 'details-dont-match',
  requesters: [{ kind: 'trainer', person: CHLOE, chat: 'escalation', at: at(0) }],
  details: {
    name: 'Aisha Khan',
    esrUsername: '432KHANA03',
    correctEmail: 'aisha.khan@nhs.net',
    smartcardNumber: '123456789012',
    esrNumber: '20481632',
    learnerType: 'external-learner',
    words: 'Locked out again. Class starts 2pm.',
    neededBy: at(240),
  },
  batch: { id: 'a-class', position: 2, of: 12 },
});
/** Seven steps, and then the ESR Team. */
export const walked = aCase({
  problem: 'email-changed',
  trail: [
    tried('why', 'A password reset only works with the email address on your ESR record.', 'Carry on'),
    tried('form', 'Go to the ESR login screen and choose "Forgotten Username/Password".', 'Carry on'),
    tried('fill', 'Fill in the form: your ESR username and the email address on your record.', 'Carry on'),
    tried('wait', 'Wait for the email. It can take up to 20 minutes.', 'Carry on'),
    tried('junk', 'Look in your junk folder.', 'Not yet'),
    tried('link', 'Open the link in the email and choose a new password.', 'Carry on'),
    tried('sign-in', 'Sign in with the new password.', 'Not yet'),
  ].map((entry) => ({ ...entry, answer: entry.answered === 'Carry on' ? 'next' : 'not-yet' })),
});
export const joined: Case = {
  ...staffs,
  requesters: [staffs.requesters[0], { kind: 'trainer', person: CHLOE, chat: 'escalation', at: at(9) }],
};

/** The case after these actions, each some minutes after the one before. */
export const after = (it: Case, ...steps: readonly (readonly [CaseAction, Person | undefined])[]): Case =>
  steps.reduce((now, [action, by], index) => changed(now, action, by, 10 * (index + 1)).case, it);
export const CLAIM = [{ type: 'claim' }, ELENA] as const;
export const ASK = [{ type: 'ask', question: 'Which hospital do you work at?' }, ELENA] as const;
export const ANSWER = [{ type: 'answer', text: 'Ipswich Hospital' }, AMARA] as const;
export const RESOLVE = [
  { type: 'resolve', outcome: 'email-corrected-reset-sent', note: 'I used the new address.' },
  ELENA,
] as const;
const REOPEN = [{ type: 'reopen', why: 'The link in the email says it has expired.' }, AMARA] as const;

export const states: Readonly<Record<string, Case>> = {
  new: staffs,
  learner: trainers,
  joined,
  claimed: after(staffs, CLAIM),
  waiting: after(staffs, CLAIM, ASK),
  answered: after(staffs, CLAIM, ASK, ANSWER),
  resolved: after(staffs, CLAIM, RESOLVE),
  reopened: after(staffs, CLAIM, RESOLVE, REOPEN),
  working: after(staffs, CLAIM, RESOLVE, [{ type: 'confirm' }, AMARA]),
  silent: after(staffs, CLAIM, RESOLVE, [{ type: 'close-silent' }, undefined]),
  withdrawn: after(staffs, [{ type: 'withdraw' }, AMARA]),
};
export const state = (name: string): Case => states[name] ?? staffs;
