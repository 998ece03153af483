import type { Logger } from 'pino';
import { errorFields } from '../logging/error-fields.ts';
import type { RefusalReason } from './refusal-reasons.ts';

export interface RefusalsDeps {
  readonly log: Logger;
  /** Counts each of them. */
  readonly count: (reason: RefusalReason) => void;
  /** Keeps how many there were of each reason since it was last asked to, for the audit. */
  readonly keep: (counts: ReadonlyMap<RefusalReason, number>) => Promise<void>;
  /** Milliseconds that only go forward. */
  readonly clock?: () => number;
}

const LOG_EVERY_MS = 60_000;

/**
 * Refused requests: each is counted, each reason has one line in the log a minute, and the counts are stored together, so that
 * a flood fills neither disk nor database.
 */
export class Refusals {
  readonly #deps: RefusalsDeps;
  readonly #last = new Map<RefusalReason, { at: number; since: number }>();
  #unkept = new Map<RefusalReason, number>();

  constructor(deps: RefusalsDeps) {
    this.#deps = deps;
  }

  add(status: number, reason: RefusalReason): void {
    const { log, count, clock = () => performance.now() } = this.#deps;
    count(reason);
    this.#unkept.set(reason, (this.#unkept.get(reason) ?? 0) + 1);
    const last = this.#last.get(reason);
    if (last !== undefined && clock() - last.at < LOG_EVERY_MS) {
      last.since += 1;
      return;
    }
    // `more`: how many with this reason the log did not show.
    const more = last?.since ?? 0;
    log.warn({ status, reason, ...(more > 0 && { more }) }, 'request refused');
    this.#last.set(reason, { at: clock(), since: 0 });
  }

  /** Stores counts since the last time. If that fails, they are stored with the next. */
  async keep(): Promise<void> {
    const counts = this.#unkept;
    if (counts.size === 0) return;
    this.#unkept = new Map();
    try {
      await this.#deps.keep(counts);
    } catch (error) {
      for (const [reason, count] of counts) this.#unkept.set(reason, (this.#unkept.get(reason) ?? 0) + count);
      this.#deps.log.error(errorFields(error), 'refusals could not be written down; trying again');
    }
  }
}
