import type { Activity, AdaptiveCardInvokeResponse } from 'botbuilder';
import { readPress } from '../../../dialogs/engine/card-press.ts';

/** A second tap of the same button is no new answer for this long. */
const SECOND_TAP_MS = 10_000;

/** Each is a card: enough for the chats of a few minutes. */
const CHATS_KEPT = 500;

interface Answered {
  readonly id: string | undefined;
  readonly press: string;
  readonly answer: AdaptiveCardInvokeResponse;
  readonly at: number;
}

/**
 * How each chat's last press was answered. Teams sends a press again when its answer was late, and people tap twice: both get
 * the same answer again, and nothing is said a second time. For this process only; another says that it has it already.
 */
export class AnsweredPresses {
  readonly #last = new Map<string, Answered>();

  find(activity: Activity, now: number): AdaptiveCardInvokeResponse | undefined {
    const last = this.#last.get(activity.conversation.id);
    if (last === undefined) return undefined;
    if (activity.id !== undefined && activity.id === last.id) return last.answer;
    const isSecondTap = now - last.at < SECOND_TAP_MS && pressOf(activity) === last.press;
    return isSecondTap ? last.answer : undefined;
  }

  keep(activity: Activity, answer: AdaptiveCardInvokeResponse, now: number): void {
    const chat = activity.conversation.id;
    this.#last.delete(chat);
    this.#last.set(chat, { id: activity.id, press: pressOf(activity), answer, at: now });
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= CHATS_KEPT) break;
      this.#last.delete(oldest);
    }
  }
}

/** The card, the button and what was typed. */
const pressOf = (activity: Activity) => JSON.stringify([activity.replyToId, readPress(activity)]);
