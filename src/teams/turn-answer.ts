import type { Card } from '../cards/render.ts';

/** A message to send: a text, or an activity such as a card. */
export type Reply = string | object;

/** The result of a turn, not yet carried out: {@link Turn.answer} sends it. */
export interface TurnAnswer {
  /** The pressed card in its current state. */
  readonly card?: Card | undefined;
  /**
   * Who sees it. With Action.Execute the person who pressed does in any case. With Action.Submit no card can change for one
   * person: `in-place` changes it for everyone, `below` sends a new one, `presser` shows none. `for-all` changes the card for
   * everyone, whichever action it was.
   */
  readonly show?: 'in-place' | 'below' | 'presser' | 'for-all';
  /** A short sentence about the press or the typed text. */
  readonly notice?: string | undefined;
  /** New messages, in order. */
  readonly replies?: readonly Reply[];
  /** In chats with several people: what is said concerns the person who wrote or pressed alone, and only they see it. */
  readonly privately?: boolean;
  /** The message is marked as seen. */
  readonly seen?: boolean;
}

/** How long a turn's replies are tried, and whether they have to wait behind earlier ones. */
export interface ReplyState {
  /** By `performance.now()`. */
  readonly until: number;
  /** An earlier reply waits in the outbox: new ones go behind it. */
  queued: boolean;
  /** Whether the tenant is near Teams' limit now: what can be said without a message is. */
  readonly isBusy: () => boolean;
}
