import type { Logger } from 'pino';

export interface RefusalsParts {
  readonly log: Logger;
  /** Counts each of them. */
  readonly count: (reason: string) => void;
  /** Milliseconds that only go forward. */
  readonly clock?: () => number;
}

const LOG_EVERY_MS = 60_000;

/** Requests turned away: each is counted, and each reason has one line in the log a minute, so that a flood fills no disk. */
export class Refusals {
  readonly #parts: RefusalsParts;
  /** By reason. The reasons are the code's own, and few. */
  readonly #last = new Map<string, { at: number; since: number }>();

  constructor(parts: RefusalsParts) {
    this.#parts = parts;
  }

  add(status: number, reason: string): void {
    const { log, count, clock = () => performance.now() } = this.#parts;
    count(reason);
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
}
