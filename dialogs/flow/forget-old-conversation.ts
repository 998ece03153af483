import { type ConversationState, newConversation } from '../engine/conversation-state.ts';

const KEPT_MS = 24 * 3_600_000;

/** After a day without a word, what a person tried and typed is deleted; their organisation stays. */
export function forgetOldConversation(conversation: ConversationState, now: string): void {
  if (conversation.lastAt === undefined || Date.parse(now) - Date.parse(conversation.lastAt) < KEPT_MS)
    return;
  const { trust, entered } = conversation;
  forgetAll(conversation);
  if (trust !== undefined) conversation.trust = trust;
  if (entered.learnerType !== undefined) conversation.entered = { learnerType: entered.learnerType };
}

/** Forgets the problem, the steps tried and what the person said about it, before another problem. Their details stay. */
export function forgetProblem(conversation: ConversationState): void {
  delete conversation.branch;
  delete conversation.guideVersion;
  delete conversation.picture;
  Object.assign(conversation, { trail: [], facts: {} });
  const { words: _, ...details } = conversation.entered;
  conversation.entered = details;
}

/** As `forgetProblem`, but keeps the picture: it may show the new problem. */
export function forgetProblemOnly(conversation: ConversationState): void {
  const { picture } = conversation;
  forgetProblem(conversation);
  if (picture !== undefined) conversation.picture = picture;
}

/** Forgets all about the person. Only which notice was shown stays. */
export function forgetAll(conversation: ConversationState): void {
  delete conversation.trust;
  delete conversation.branch;
  delete conversation.guideVersion;
  delete conversation.alternatives;
  delete conversation.lastAt;
  delete conversation.checkBack;
  delete conversation.feedback;
  delete conversation.picture;
  Object.assign(conversation, newConversation());
}
