import type { Case } from './case.ts';
import { requestersIn } from './given.ts';

/** Trainers' messages, and the mark that they get. */
export interface Marks {
  readonly messages: readonly string[];
  readonly mark: 'done' | 'reopened';
}

/** How to mark this chat's messages that the cases were typed in; undefined before all have been closed once. */
export function marksIn(cases: readonly Case[], chat: string): Marks | undefined {
  const messages = [
    ...new Set(cases.flatMap((it) => requestersIn(it, chat).flatMap(({ message }) => message ?? []))),
  ];
  if (messages.length === 0) return undefined;
  if (cases.every(({ state }) => state === 'closed')) return { messages, mark: 'done' };
  // Marked before only if a case was resolved and then reopened.
  const mayBeMarked = cases.some(({ earlier = [], state }) => earlier.length > 0 && state !== 'closed');
  return mayBeMarked ? { messages, mark: 'reopened' } : undefined;
}
