import type { Case, Change } from '../../src/cases/case.ts';
import { type Subject, subjectOf } from '../../src/privacy/subject.ts';
import { AMARA, at, ELENA } from '../shared/a-case.ts';

export const EMAIL = 'zyx.mark@nhs.net';
export const USERNAME = '432ZYXMARK01';
/** Whoever has this address or username. */
export const subjectAsked = (text: string): Subject => {
  const subject = subjectOf(text);
  if (subject === undefined) throw new TypeError(`${text} names nobody`);
  return subject;
};
export const later = (days: number) => at(days * 24 * 60);

/** As a version with other content keeps it. */
export const NEXT: Partial<Case> = {
  problem: 'smartcard-pin-blocked',
  details: { esrUsername: USERNAME, correctEmail: EMAIL, learnerType: 'agency' },
  trail: [
    {
      branch: 'smartcard-pin-blocked',
      step: 'new',
      answer: 'x',
      shown: 'Blocked?',
      answered: 'x',
      at: at(0),
    },
  ],
};
export const resolved = (it: Case): Case => ({
  ...it,
  resolution: { outcome: 'card-unblocked', by: ELENA, at: at(3) },
});

/** The same, with what its requester gave kept apart. */
export const REPORTED: Partial<Case> = {
  ...NEXT,
  requesters: [
    {
      kind: 'staff',
      person: AMARA,
      chat: 'chat-amara',
      at: at(0),
      given: {
        problem: 'smartcard-pin-blocked',
        details: { esrUsername: USERNAME, correctEmail: EMAIL },
        trail: [],
        replaced: { email: 'zyx.old@nhs.net', at: at(0) },
      },
    },
  ],
};

export const saved = (it: Case, more: Partial<Change> = {}): Change => ({
  case: { ...it, version: 1 },
  events: [{ type: 'raise', at: at(0), by: AMARA }],
  messages: [],
  ...more,
});

/** What may become of a row's JSON: no JSON, another kind of JSON, half of it, fields of another kind. */
const DAMAGED = [
  `no JSON at all, ${EMAIL}`,
  '',
  'null',
  '[]',
  `"${EMAIL}"`,
  `{"reference":"K7M-4PT","details":{"correctEmail":"${EMAIL}"`,
  `{"requesters":{},"details":"${EMAIL}","trail":7,"claim":[]}`,
];
const DAMAGED_REPORTS = [
  `no JSON at all, ${EMAIL}`,
  '',
  'null',
  '[]',
  `"${EMAIL}"`,
  `{"given":[{"person":"aad-amara","chat":"chat-amara","details":{"correctEmail":"${EMAIL}"`,
  `{"given":{},"withdrawn":"${EMAIL}"}`,
  `{"given":[7,null,{"person":"aad-amara","chat":"chat-amara","details":"${EMAIL}"}],"withdrawn":[{}]}`,
];
/** Which of a case's two texts is damaged, and how. */
export const EITHER = [
  ...DAMAGED.map((body) => ({ body })),
  ...DAMAGED_REPORTS.map((reports) => ({ reports })),
  { body: '{', reports: '{' },
];
