import type { Case } from './case.ts';
import { requestersIn } from './given.ts';

/** Trainers' messages, and what marks them now. */
export interface Marks {
  readonly messages: readonly string[];
  readonly mark: 'done' | 'reopened';
}

/** What the messages that these cases came from in this chat are marked with: nothing before all have been closed once. */
export function marksIn(cases: readonly Case[], chat: string): Marks | undefined {
  const messages = [
    ...new Set(cases.flatMap((it) => requestersIn(it, chat).flatMap(({ message }) => message ?? []))),
  ];
  if (messages.length === 0) return undefined;
  if (cases.every(({ state }) => state === 'closed')) return { messages, mark: 'done' };
  // Only an outcome that did not last can have been followed by a mark.
  const mayBeMarked = cases.some(({ earlier = [], state }) => earlier.length > 0 && state !== 'closed');
  return mayBeMarked ? { messages, mark: 'reopened' } : undefined;
}
