import { StateConflictError, type StateStore } from '../../store/chats/state-store.ts';
import type { QueuedMessage, QueueMessage } from '../../store/outbox/enqueue.ts';
import { Draft } from './draft.ts';

/** More than the people who press one card at the same time. */
const ATTEMPTS = 5;

/** The drafts of learners that are being checked, by the id that their cards carry. */
export class DraftStore {
  readonly #states: Pick<StateStore, 'read' | 'write'>;
  readonly #queue: QueueMessage;

  constructor(states: Pick<StateStore, 'read' | 'write'>, queue: QueueMessage) {
    this.#states = states;
    this.#queue = queue;
  }

  async find(id: string): Promise<Draft | undefined> {
    return (await this.#load(id))?.draft;
  }

  /** Stores a new draft, and queues its message with it. False if it is stored already: its activity came twice. */
  async add(id: string, draft: Draft, message?: QueuedMessage): Promise<boolean> {
    try {
      await this.#states.write({ [keyOf(id)]: draft }, message && ((tx) => this.#queue(tx, message)));
      return true;
    } catch (error) {
      if (error instanceof StateConflictError) return false;
      throw error;
    }
  }

  /** Changes one; `change` runs again on the newest version after a conflict. */
  async change(id: string, change: (draft: Draft) => Draft): Promise<Draft | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const found = await this.#load(id);
      if (found === undefined) return undefined;
      const next = change(found.draft);
      if (next === found.draft) return next;
      const draft = { ...next, version: found.draft.version + 1 };
      try {
        await this.#states.write({ [keyOf(id)]: { ...draft, eTag: found.eTag } });
        return draft;
      } catch (error) {
        if (!(error instanceof StateConflictError) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #load(id: string): Promise<{ draft: Draft; eTag: string | undefined } | undefined> {
    const stored = (await this.#states.read([keyOf(id)]))[keyOf(id)];
    // A draft that this version cannot read counts as gone: the trainer starts again.
    const { data: draft } = Draft.safeParse(stored);
    return draft && { draft, eTag: stored?.eTag };
  }
}

const keyOf = (id: string) => `learners/${id}`;
