import { type Case, isAsked, type Person } from './case.ts';
import { requestersIn } from './given.ts';
import type { CaseNotifications } from './notifications.ts';

// A message may wait for hours in the outbox. These are asked when it is sent.

/** Whether this chat, or this person in it, still has a report in the case: its news is for nobody else. */
export function hasPartIn(it: Case, chat: string, person?: Person): boolean {
  if (it.state === 'closed' && it.closedAs === 'withdrawn') return false;
  return requestersIn(it, chat).some((one) => person === undefined || one.person.id === person.id);
}

/** Whether this is how the case ended, and it was not opened again since. */
export function isStillResolved(
  { resolution }: Case,
  { outcome, note = '', at }: CaseNotifications['resolved'],
): boolean {
  if (resolution === undefined || (at !== undefined && at !== resolution.at)) return false;
  return resolution.outcome === outcome && (resolution.note ?? '') === note;
}

/** Whether this question waits for an answer. */
export const isStillAsked = (it: Case, data: CaseNotifications['question']): boolean =>
  isAsked(it) && isNewest(it, data);

/** Whether the ESR Team has asked nothing else since. */
export const isNewest = ({ question }: Case, { text, at }: CaseNotifications['question']): boolean =>
  at === undefined ? text === undefined || text === question?.text : at === question?.at;
