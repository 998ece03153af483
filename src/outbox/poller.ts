/**
 * Polls when asked to, and by itself after as many milliseconds as the last poll returned. One poll at a time: a request during
 * a poll leads to another one after it.
 */
export class Poller {
  readonly #poll: () => Promise<number>;
  readonly #everyMs: number;
  readonly #restMs: number;
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> | undefined;
  #again = false;
  #nextFrom = Number.NEGATIVE_INFINITY;
  #stopped = true;

  /**
   * `poll` must not throw. Requests within `everyMs` of the last poll share the next one. After a poll that took long, so do
   * those within four times what it took, or within `restMs` if that is less.
   */
  constructor(poll: () => Promise<number>, everyMs = 0, restMs = 0) {
    this.#poll = poll;
    this.#everyMs = everyMs;
    this.#restMs = restMs;
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
    const ended = performance.now();
    this.#nextFrom = Math.max(began + this.#everyMs, ended + Math.min(this.#restMs, 4 * (ended - began)));
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
