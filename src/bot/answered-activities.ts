import type { Logger } from 'pino';
import { z } from 'zod';
import { errorFields } from '../logging/error-fields.ts';
import { StateConflictError, type StateStore } from '../store/chats/state-store.ts';

/** Teams sends an activity again when an answer was late; more than this many messages later it will not. */
const KEPT = 50;
/** More than the processes that answer in one chat at the same time. */
const ATTEMPTS = 5;

/** What is kept of a chat: which of its activities were answered, the newest last. Goes when the chat was idle for a day. */
export const Answered = z.object({ ids: z.array(z.string()) });

type States = Pick<StateStore, 'readAtOnce' | 'write'>;

/**
 * Which activities were answered in each chat, across processes and restarts. An activity is marked once its answer is out:
 * a crash between the two means that a person may read an answer twice, and never that they read none.
 */
export class AnsweredActivities {
  readonly #states: States;
  readonly #log: Logger;

  constructor(states: States, log: Logger) {
    this.#states = states;
    this.#log = log;
  }

  /** Answers an activity, unless that was done; then undefined. Turns of one chat run one after another. */
  async once<T>(chat: string, id: string | undefined, answer: () => Promise<T>): Promise<T | undefined> {
    if (id === undefined) return answer();
    if ((await this.#read(chat)).ids.includes(id)) return undefined;
    const result = await answer();
    // It is answered: a failure here must not look like a failed answer.
    await this.#mark(chat, id).catch((error) =>
      this.#log.warn(errorFields(error), 'an answered activity could not be marked'),
    );
    return result;
  }

  async #mark(chat: string, id: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const { ids, eTag } = await this.#read(chat);
      try {
        const next: Item = { ids: [...ids, id].slice(-KEPT), ...(eTag !== undefined && { eTag }) };
        return await this.#states.write({ [keyOf(chat)]: next });
      } catch (error) {
        if (!(error instanceof StateConflictError) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #read(chat: string): Promise<Item> {
    const stored = await this.#states.readAtOnce(keyOf(chat));
    // What this version can't read counts as nothing answered.
    const { ids } = Answered.catch({ ids: [] }).parse(stored);
    return stored?.eTag === undefined ? { ids } : { ids, eTag: stored.eTag };
  }
}

interface Item extends z.infer<typeof Answered> {
  readonly eTag?: string;
}

const keyOf = (chat: string) => `answered/${chat}`;
