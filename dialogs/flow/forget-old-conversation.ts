import { newTalk, type Talk } from '../engine/conversation-state.ts';

const KEPT_MS = 24 * 3_600_000;

/** After a day without a word, what somebody tried and typed is gone; their organisation stays. */
export function forgetOldTalk(talk: Talk, now: string): void {
  if (talk.lastAt === undefined || Date.parse(now) - Date.parse(talk.lastAt) < KEPT_MS) return;
  const { trust, entered } = talk;
  forgetAll(talk);
  if (trust !== undefined) talk.trust = trust;
  if (entered.learnerType !== undefined) talk.entered = { learnerType: entered.learnerType };
}

/** The problem that somebody had, what they tried, and what that came to: what comes next is another. Their details stay. */
export function forgetProblem(talk: Talk): void {
  delete talk.branch;
  delete talk.guideVersion;
  Object.assign(talk, { trail: [], facts: {} });
  const { words: _, ...details } = talk.entered;
  talk.entered = details;
}

/** Everything the conversation remembers. Which activities were answered is not about the person, and stays. */
export function forgetAll(talk: Talk): void {
  delete talk.trust;
  delete talk.branch;
  delete talk.guideVersion;
  delete talk.alternatives;
  delete talk.lastAt;
  delete talk.checkBack;
  delete talk.feedback;
  Object.assign(talk, newTalk());
}
