import type { CardPress } from '../../../dialogs/engine/turn-input.ts';
import type { Turn } from '../../teams/turn.ts';

/** Within this time, a second tap of the same button gets the same answer. */
const SECOND_TAP_MS = 10_000;

/** Each holds a card in memory: enough for the chats of a few minutes. */
const CHATS_KEPT = 500;

/** Identifies a press: its activity, and the card, the button and the typed text. */
export interface Press {
  readonly chat: string;
  readonly id: string | undefined;
  readonly message: string | undefined;
  readonly data: CardPress | undefined;
}

/** How a press was answered. `onlyInResponse`: no message said it too. */
type Answer = Pick<Turn, 'response' | 'onlyInResponse'>;

interface AnsweredPress {
  readonly id: string | undefined;
  readonly press: string;
  readonly answer: Answer;
  readonly at: number;
}

/**
 * How each chat's last press was answered. Teams repeats a press when its answer is late, and people tap twice: both get the
 * same answer again, without repeated messages. For this process only; another reports the press as already handled.
 */
export class AnsweredPresses {
  readonly #last = new Map<string, AnsweredPress>();

  find(press: Press, now: number): Answer | undefined {
    const last = this.#last.get(press.chat);
    if (last === undefined) return undefined;
    if (press.id !== undefined && press.id === last.id) return last.answer;
    const isSecondTap = now - last.at < SECOND_TAP_MS && keyOf(press) === last.press;
    return isSecondTap ? last.answer : undefined;
  }

  keep(press: Press, { response, onlyInResponse }: Answer, now: number): void {
    this.#last.delete(press.chat);
    this.#last.set(press.chat, {
      id: press.id,
      press: keyOf(press),
      answer: { response, onlyInResponse },
      at: now,
    });
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= CHATS_KEPT) break;
      this.#last.delete(oldest);
    }
  }
}

const keyOf = ({ message, data }: Press) => JSON.stringify([message, data]);
