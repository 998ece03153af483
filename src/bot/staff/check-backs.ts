import { CARD_PROMPT } from '../../../dialogs/engine/card-prompt.ts';
import type { CheckBackAt, ConversationState } from '../../../dialogs/engine/conversation-state.ts';
import { cardMessage } from '../../cards/message.ts';
import { type Cards, late, words } from '../../cards/render.ts';
import type { Problems } from '../../guides/problems.ts';
import type { Renderer } from '../../outbox/renderer.ts';
import type { TimerHandler } from '../../outbox/timers.ts';
import type { StateStore } from '../../store/chats/state-store.ts';
import type { TimerStore } from '../../store/outbox/timer-store.ts';
import { conversationKey } from './stored-conversation.ts';

export interface CheckBackDeps {
  readonly states: StateStore;
  readonly timers: TimerStore;
  readonly cards: Cards;
  readonly problems: Problems;
}

const NAME = 'check-back';

/** "Ask me again at 3:40pm today": one timer for each chat. When it fires, the question that is still open is asked again. */
export class CheckBacks {
  readonly #deps: CheckBackDeps;

  constructor(deps: CheckBackDeps) {
    this.#deps = deps;
  }

  /** Sets the chat's timer, or moves it. */
  set({ chat, trust, at }: CheckBackAt): Promise<void> {
    return this.#deps.timers.set({
      name: NAME,
      trust,
      runAt: at,
      key: `${NAME}:${chat}`,
      data: { chat, at },
    });
  }

  /** Queues the question, unless the person wrote meanwhile. */
  readonly due: TimerHandler = async ({ trust, data = {} }) => {
    const { chat = '', at = '' } = data;
    if ((await this.#open(chat, at)) === undefined) return {};
    return { messages: [{ name: NAME, trust, to: { chat }, key: `${NAME}:${chat}:${at}`, data: { at } }] };
  };

  /** The question to send; nothing if it was answered meanwhile. */
  readonly render: Renderer<typeof NAME> = async ({ at }, { chat }) => {
    const open = await this.#open(chat, at);
    if (open === undefined) return undefined;
    const problem = this.#deps.problems.branches.get(open.branch ?? '')?.title;
    const data = { problem: words(problem ?? ''), nonce: late(open.nonce) };
    return { activity: cardMessage(this.#deps.cards.render('check-back-now', data)) };
  };

  /** The open question of a chat, if it is the one to ask again at that time. */
  async #open(chat: string, at: string): Promise<{ branch: string | undefined; nonce: string } | undefined> {
    const key = conversationKey(chat);
    const conversation = (await this.#deps.states.read([key]))[key] as Partial<ConversationState> | undefined;
    if (conversation?.checkBack !== at) return undefined;
    const top = conversation.dialogs?.dialogStack.at(-1);
    const nonce: unknown = top?.id === CARD_PROMPT ? top.state?.nonce : undefined;
    return typeof nonce === 'string' ? { branch: conversation.branch, nonce } : undefined;
  }
}
