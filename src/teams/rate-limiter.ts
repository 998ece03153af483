import { LRUCache } from 'lru-cache';

/** How much one sender may send: a burst of `most`, and `perSecond` without end. */
export interface Allowance {
  readonly most: number;
  readonly perSecond: number;
}

export interface Allowances {
  readonly person: Allowance;
  readonly chat: Allowance;
  /** Turns of one chat that wait for their turn. */
  readonly waiting: number;
}

/** Far more than hands can do, far less than what would hold others up. */
export const ALLOWANCES: Allowances = {
  person: { most: 100, perSecond: 5 },
  chat: { most: 300, perSecond: 20 },
  waiting: 100,
};

/** `tell` for the first one over the limit: its sender is notified once. */
export type Admission = 'take' | 'tell' | 'drop';

interface Bucket {
  left: number;
  at: number;
  told: boolean;
}

const REMEMBERED = 10_000;

/** Keeps a flood from one person, or in one chat, from delaying others: the excess is dropped. */
export class RateLimiter {
  readonly #allowances: Allowances;
  readonly #clock: () => number;
  /** The longest idle senders have their whole allowance again: nothing to remember. */
  readonly #buckets = new LRUCache<string, Bucket>({ max: REMEMBERED });

  /** `clock` in milliseconds that only go forward. */
  constructor(allowances: Allowances = ALLOWANCES, clock: () => number = () => performance.now()) {
    this.#allowances = allowances;
    this.#clock = clock;
  }

  /** Whether to take a turn; `waiting` is how many turns of the chat wait already. */
  admit(chat: string, person: string, waiting: number): Admission {
    const { person: ofPerson, chat: ofChat, waiting: most } = this.#allowances;
    const mine = this.#bucket(JSON.stringify([chat, person]), ofPerson);
    const all = this.#bucket(JSON.stringify([chat]), ofChat);
    if (mine.left >= 1 && all.left >= 1 && waiting < most) {
      mine.left -= 1;
      all.left -= 1;
      return 'take';
    }
    if (mine.told) return 'drop';
    mine.told = true;
    return 'tell';
  }

  #bucket(key: string, { most, perSecond }: Allowance): Bucket {
    const now = this.#clock();
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      bucket = { left: most, at: now, told: false };
      this.#buckets.set(key, bucket);
    }
    bucket.left = Math.min(most, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    if (bucket.left >= most / 2) bucket.told = false;
    return bucket;
  }
}
