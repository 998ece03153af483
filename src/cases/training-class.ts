import type { IsoInstant } from '../time/clock.ts';
import type { Case, Person } from './case.ts';

/** Learners that a trainer raised together: a class. Its cases are worked one by one. */
export interface TrainingClass {
  readonly id: string;
  readonly trust: string;
  /** Where its trainer follows it. */
  readonly chat: string;
  readonly by: Person;
  /** Counts the changes of its cases. */
  readonly version: number;
  readonly openedAt: IsoInstant;
}

/** Where classes last. They are written with their cases. */
export interface ClassStore {
  find(id: string): Promise<TrainingClass | undefined>;
  /** Its cases, in the order the trainer listed the learners. */
  casesOf(id: string): Promise<readonly Case[]>;
  /** Those that a message in the outbox is about. */
  casesOfNews(messageId: number): Promise<readonly Case[]>;
}
