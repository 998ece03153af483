import { type Case, isAsked, type Person, type Resolution } from './case.ts';
import { requestersIn } from './given.ts';
import type { CaseNotifications } from './notifications.ts';

// A message may wait for hours in the outbox. These are checked when it is sent.

/** Whether this chat, or this person in it, still has a report in the case, and so gets its news. */
export function hasPartIn(it: Case, chat: string, person?: Person): boolean {
  if (it.state === 'closed' && it.closedAs === 'withdrawn') return false;
  return requestersIn(it, chat).some((one) => person === undefined || one.person.id === person.id);
}

/** Whether this is how the case ended, and it was not opened again since. */
export function isStillResolved({ resolution }: Case, data: CaseNotifications['resolved']): boolean {
  return resolution !== undefined && isOf(resolution, data);
}

const isOf = (one: Resolution, { outcome, note = '', at }: CaseNotifications['resolved']): boolean =>
  (at === undefined || at === one.at) && one.outcome === outcome && (one.note ?? '') === note;

/** Whether this outcome was sent by mistake. */
export const wasMistaken = ({ earlier = [] }: Case, data: CaseNotifications['resolved']): boolean =>
  earlier.some((one) => one.mistaken === 'yes' && isOf(one, data));

/** The earlier outcomes, without those sent by mistake. */
export const saidBefore = ({ earlier = [] }: Case): readonly Resolution[] =>
  earlier.filter((one) => one.mistaken === undefined);

/** Whether this question waits for an answer. */
export const isStillAsked = (it: Case, data: CaseNotifications['question']): boolean =>
  isAsked(it) && isNewest(it, data);

/** Whether the ESR Team has asked nothing else since. */
export const isNewest = ({ question }: Case, { text, at }: CaseNotifications['question']): boolean =>
  at === undefined ? text === undefined || text === question?.text : at === question?.at;

/** Whether one question was asked about both of them. */
export const hasSameQuestion = ({ question }: Case, other: Case): boolean =>
  question !== undefined && question.text === other.question?.text && question.by.id === other.question.by.id;
