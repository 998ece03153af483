import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorFields } from '../logging/error-fields.ts';
import type { Chat } from '../store/chats/chat-store.ts';

/** What is said about a message: it was read; all its cases are closed; one of them was reopened. */
export type Mark = 'seen' | 'done' | 'reopened';

const DONE = '2705_whiteheavycheckmark';
/** The method and the reaction of each, by the ids of Microsoft's "Teams reactions reference". */
const REACTIONS: Readonly<Record<Mark, readonly ['PUT' | 'DELETE', string]>> = {
  seen: ['PUT', '1f440_eyes'],
  done: ['PUT', DONE],
  reopened: ['DELETE', DONE],
};

/** The connector's call for reactions, which the SDK's client does not have. */
export interface Reacting {
  react(method: 'PUT' | 'DELETE', chat: string, message: string, reaction: string): Promise<unknown>;
}

/** Marks a message. Throws what Teams refuses. */
export const react = (conversations: Reacting, chat: string, message: string, mark: Mark): Promise<unknown> =>
  conversations.react(REACTIONS[mark][0], chat, message, REACTIONS[mark][1]);

/** Teams takes two a second from a bot, over all its chats: with a little room. */
const EVERY_MS = 600;
/** More than this is load: then people's messages go unmarked, as nothing else says less than a mark. */
const MOST_WAITING = 10;

/** A turn of the bot's own in a chat. */
interface Writer {
  write(
    chat: Chat,
    logic: (turn: { react(message: string, mark: Mark): Promise<void> }) => Promise<void>,
  ): Promise<void>;
}

export interface ReactionsDeps {
  readonly adapter: Writer;
  readonly log: Logger;
  /** Milliseconds between two. */
  readonly everyMs?: number;
}

interface Waiting {
  readonly chat: Chat;
  readonly message: string;
  readonly mark: Mark;
}

/** Marks people's messages, one after the other, and holds nothing up: no caller waits, and what fails or is too much is left. */
export class Reactions {
  readonly #deps: ReactionsDeps;
  readonly #waiting: Waiting[] = [];
  #isRunning = false;

  constructor(deps: ReactionsDeps) {
    this.#deps = deps;
  }

  add(chat: Chat, message: string, mark: Mark): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push({ chat, message, mark });
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    const { adapter, log, everyMs = EVERY_MS } = this.#deps;
    this.#isRunning = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const { chat, message, mark } = next;
      await adapter
        .write(chat, (turn) => turn.react(message, mark))
        .catch((error) => {
          // Teams may not know reactions here, or the message is gone: a mark is not tried again.
          log.debug({ ...errorFields(error), mark }, 'message not marked');
          this.#waiting.length = 0;
        });
      await wait(everyMs, undefined, { ref: false });
    }
    this.#isRunning = false;
  }
}
