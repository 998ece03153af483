import type { Case, CaseEvent, Change } from '../../src/cases/case.ts';
import type { CaseStore } from '../../src/cases/case-store.ts';

/** The smallest store that keeps the port's promises. Every call takes a turn, so that calls at once do overlap. */
export class MemoryCaseStore implements CaseStore {
  readonly cases = new Map<string, Case>();
  readonly changes: Change[] = [];
  /** Runs before each save: somebody else may come first. */
  beforeSave: (change: Change) => void = () => undefined;
  readonly #keys = new Map<string, { readonly reference: string; readonly data: CaseEvent['data'] }>();

  async find(reference: string): Promise<Case | undefined> {
    await Promise.resolve();
    return this.cases.get(reference);
  }

  async findActive(trust: string, esrUsername: string): Promise<readonly Case[]> {
    await Promise.resolve();
    return this.#active(trust, esrUsername);
  }

  async findByKey(key: string): Promise<Case | undefined> {
    await Promise.resolve();
    return this.cases.get(this.#keys.get(key)?.reference ?? '');
  }

  async dataOfKey(key: string): Promise<CaseEvent['data']> {
    await Promise.resolve();
    return this.#keys.get(key)?.data;
  }

  async save(...asked: readonly Change[]): Promise<'saved' | 'conflict'> {
    await Promise.resolve();
    for (const change of asked) this.beforeSave(change);
    const before = new Map(this.cases);
    const keys = asked
      .flatMap((change) => [change, ...(change.beside ?? [])])
      .flatMap(({ events }) => events.flatMap((event) => event.key ?? []));
    if (keys.some((key) => this.#keys.has(key))) return 'conflict';
    if (!asked.every((change) => this.#saveOne(change))) {
      // All of them or none.
      this.cases.clear();
      for (const [reference, it] of before) this.cases.set(reference, it);
      return 'conflict';
    }
    for (const change of asked)
      for (const { case: it, events } of [change, ...(change.beside ?? [])])
        for (const { key, data } of events) if (key) this.#keys.set(key, { reference: it.reference, data });
    this.changes.push(...asked);
    return 'saved';
  }

  #saveOne(change: Change): boolean {
    const changes = [change, ...(change.beside ?? [])];
    const { esrUsername } = change.case.details;
    const active = esrUsername === undefined ? [] : this.#active(change.case.trust, esrUsername);
    const others = active.map((it) => it.reference).filter((one) => one !== change.case.reference);
    const { among } = change;
    const isAmongOthers = among !== undefined && others.sort().join() !== [...among].sort().join();
    const isOvertaken = changes.some(
      ({ case: it }) => (this.cases.get(it.reference)?.version ?? 0) !== it.version - 1,
    );
    if (isAmongOthers || isOvertaken) return false;
    for (const { case: it } of changes) this.cases.set(it.reference, it);
    return true;
  }

  #active(trust: string, esrUsername: string): Case[] {
    return [...this.cases.values()].filter(
      (it) => it.trust === trust && it.details.esrUsername === esrUsername && it.state !== 'closed',
    );
  }
}
