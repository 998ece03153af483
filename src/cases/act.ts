import type { Instant, Person } from './case.ts';

/** Who acts, when, from where, and the key that makes a repeat harmless. */
export interface Act {
  /** Absent for the bot's own doing (silence, timers). */
  readonly by?: Person | undefined;
  readonly at: Instant;
  readonly key?: string | undefined;
  /** The chat they act in, and as whom. Absent where only the person is known. */
  readonly from?: ActedFrom | undefined;
}

export interface ActedFrom {
  readonly chat: string;
  readonly as: 'esr-team' | 'requester';
}
