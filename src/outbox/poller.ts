/**
 * Polls when asked to, and by itself after as many milliseconds as the last poll returned. One poll at a time: a request during
 * a poll leads to another one after it.
 */
export class Poller {
  readonly #poll: () => Promise<number>;
  readonly #everyMs: number;
  readonly #slowMs: number;
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> | undefined;
  #again = false;
  #nextFrom = Number.NEGATIVE_INFINITY;
  #stopped = true;

  /**
   * `poll` must not throw. Requests within `everyMs` of the last poll share the next one. A poll that took long is followed by
   * a rest of up to four times that: as much as lets the next one begin within `slowMs`, but no less than it took itself.
   */
  constructor(poll: () => Promise<number>, everyMs = 0, slowMs = 0) {
    this.#poll = poll;
    this.#everyMs = everyMs;
    this.#slowMs = slowMs;
  }

  start(): void {
    this.#stopped = false;
    this.pollSoon();
  }

  /** There may be something to do. */
  pollSoon(): void {
    if (this.#stopped) return;
    if (this.#polling !== undefined) {
      this.#again = true;
      return;
    }
    const early = this.#nextFrom - performance.now();
    if (early > 0) this.#pollIn(early);
    else void this.now();
  }

  /** A poll is under way: rows it locks are not handled yet. */
  get isPolling(): boolean {
    return this.#polling !== undefined;
  }

  /** Polls now; resolves after this poll, or after the one that is under way. */
  now(): Promise<void> {
    this.#polling ??= this.#pollOnce();
    return this.#polling;
  }

  /** Ends polling, once the poll that is under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#polling;
    clearTimeout(this.#timer);
  }

  async #pollOnce(): Promise<void> {
    const began = performance.now();
    const waitMs = await this.#poll();
    const took = performance.now() - began;
    const rest = this.#slowMs === 0 ? 0 : Math.max(took, Math.min(4 * took, this.#slowMs - took));
    this.#nextFrom = began + Math.max(this.#everyMs, took + rest);
    this.#pollIn(waitMs);
    this.#polling = undefined;
    if (!this.#again) return;
    this.#again = false;
    this.pollSoon();
  }

  #pollIn(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => this.pollSoon(), ms).unref();
  }
}
