import type { Case, Change } from '../../src/cases/case.ts';
import type { CaseStore } from '../../src/cases/store.ts';

/** The smallest store that keeps the port's promises. Every call takes a turn, so that calls at once do overlap. */
export class MemoryCaseStore implements CaseStore {
  readonly cases = new Map<string, Case>();
  readonly changes: Change[] = [];
  /** Runs before each save: somebody else may come first. */
  beforeSave: (change: Change) => void = () => undefined;
  readonly #keys = new Map<string, string>();

  async find(reference: string): Promise<Case | undefined> {
    await Promise.resolve();
    return this.cases.get(reference);
  }

  async findActive(trust: string, esrUsername: string): Promise<Case | undefined> {
    await Promise.resolve();
    return this.#active(trust, esrUsername);
  }

  async findByKey(key: string): Promise<Case | undefined> {
    await Promise.resolve();
    return this.cases.get(this.#keys.get(key) ?? '');
  }

  async save(change: Change): Promise<'saved' | 'conflict'> {
    await Promise.resolve();
    this.beforeSave(change);
    const it = change.case;
    const keys = change.events.flatMap((event) => event.key ?? []);
    const { esrUsername } = it.details;
    const active = esrUsername === undefined ? undefined : this.#active(it.trust, esrUsername);
    const second = it.state !== 'closed' && active !== undefined && active.reference !== it.reference;
    const overtaken = (this.cases.get(it.reference)?.version ?? 0) !== it.version - 1;
    if (second || overtaken || keys.some((key) => this.#keys.has(key))) return 'conflict';
    this.cases.set(it.reference, it);
    for (const key of keys) this.#keys.set(key, it.reference);
    this.changes.push(change);
    return 'saved';
  }

  #active(trust: string, esrUsername: string): Case | undefined {
    return [...this.cases.values()].find(
      (it) => it.trust === trust && it.details.esrUsername === esrUsername && it.state !== 'closed',
    );
  }
}
