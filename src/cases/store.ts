import type { Case, Change } from './case.ts';

/** Where cases last. Every save is one transaction: case, history, and what is owed to chats. */
export interface CaseStore {
  find(reference: string): Promise<Case | undefined>;
  /** The one case of this account that is not closed. */
  findActive(trust: string, esrUsername: string): Promise<Case | undefined>;
  /** The case that an event with this key was already part of. */
  findByKey(key: string): Promise<Case | undefined>;
  /**
   * Saves a change made from the version before it. `conflict` when somebody else saved first, when the reference is
   * taken, when the account already has an active case, or when the event's key was seen: look again and decide anew.
   */
  save(change: Change): Promise<'saved' | 'conflict'>;
}
