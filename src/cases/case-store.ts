import type { Case, CaseEvent, Change } from './case.ts';

/** Stores cases. Every save is one transaction: case, history, and outbox. */
export interface CaseStore {
  find(reference: string): Promise<Case | undefined>;
  /** The cases of this account that are not closed, oldest first: one for each who may not share another's. */
  findActive(trust: string, esrUsername: string): Promise<readonly Case[]>;
  /** The case that an event with this key was already part of. */
  findByKey(key: string): Promise<Case | undefined>;
  /** What the history kept of the event with this key. */
  dataOfKey(key: string): Promise<CaseEvent['data']>;
  /**
   * Saves changes, each made from the version before it: all of them or none. `conflict` when another change was saved first,
   * when the reference is taken, when the account's other active cases are not those it was decided among, or when the event's
   * key was seen: read and decide again.
   */
  save(...changes: readonly Change[]): Promise<'saved' | 'conflict'>;
}
