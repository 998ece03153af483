import { Draft } from './draft.ts';

/** Where conversations keep their state; a write names the version it read, and fails when somebody else was first. */
export interface Storage {
  read(keys: string[]): Promise<Record<string, object & { eTag?: string | undefined }>>;
  write(changes: Record<string, object & { eTag?: string | undefined }>): Promise<void>;
}

/** More than any number of people pressing the same card at once. */
const ATTEMPTS = 5;

/** The learners that are being checked, by the id that their card carries. */
export class DraftStore {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  async find(id: string): Promise<Draft | undefined> {
    return (await this.#load(id))?.draft;
  }

  /** Keeps a new one; false when it was kept before, because what brought it came twice. */
  async add(id: string, draft: Draft): Promise<boolean> {
    try {
      await this.#storage.write({ [keyOf(id)]: draft });
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  /** Changes one; `change` runs again from the newest when somebody else was first, so it must bear repeating. */
  async change(id: string, change: (draft: Draft) => Promise<Draft>): Promise<Draft | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const found = await this.#load(id);
      if (found === undefined) return undefined;
      const next = await change(found.draft);
      if (next === found.draft) return next;
      const draft = { ...next, version: found.draft.version + 1 };
      try {
        await this.#storage.write({ [keyOf(id)]: { ...draft, eTag: found.eTag } });
        return draft;
      } catch (error) {
        if (!isConflict(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  async #load(id: string): Promise<{ draft: Draft; eTag: string | undefined } | undefined> {
    const stored = (await this.#storage.read([keyOf(id)]))[keyOf(id)];
    // One of another version, or a damaged one, is asked for again.
    const { data: draft } = Draft.safeParse(stored);
    return draft && { draft, eTag: stored?.eTag };
  }
}

const keyOf = (id: string) => `learners/${id}`;

const isConflict = (error: unknown) => (error as { code?: unknown } | null)?.code === 'STATE_CONFLICT';
