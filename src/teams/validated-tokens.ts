import { LRUCache } from 'lru-cache';

const KEPT_MS = 5 * 60 * 1000;
/** Teams uses one token for many activities; far fewer than this are active. */
const MOST_KEPT = 500;

interface Kept<T> {
  readonly value: T;
  readonly until: number;
}

/**
 * The results of tokens that passed every check, so that the next activity with the same token need not be checked again: for
 * five minutes at most, and never past the token's own end. A token counts only for the channel and service URL it was checked
 * with.
 */
export class ValidatedTokens<T> {
  readonly #kept = new LRUCache<string, Kept<T>>({ max: MOST_KEPT });

  /** @param now milliseconds since 1970. */
  find(token: string, channel: string, serviceUrl: string, now: number): T | undefined {
    const key = keyOf(token, channel, serviceUrl);
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    // Further off than it can be: kept while the clock was ahead.
    if (now < kept.until && kept.until <= now + KEPT_MS) return kept.value;
    this.#kept.delete(key);
    return undefined;
  }

  /** Call it only after the token passed. @param expires the token's `exp`, in seconds since 1970. */
  keep(token: string, channel: string, serviceUrl: string, expires: number, now: number, value: T): void {
    const until = Math.min(now + KEPT_MS, expires * 1000);
    // Also where the token names no end: then it is NaN.
    if (!(now < until)) return;
    this.#kept.set(keyOf(token, channel, serviceUrl), { value, until });
  }
}

const keyOf = (token: string, channel: string, serviceUrl: string) =>
  JSON.stringify([token, channel, serviceUrl]);
