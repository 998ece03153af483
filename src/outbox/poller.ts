/**
 * Looks for work again and again: when nudged, and by itself after as many milliseconds as the last look said. One look at a
 * time; a nudge during one is a look more after it.
 */
export class Lookout {
  readonly #look: () => Promise<number>;
  readonly #everyMs: number;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #stopped = true;

  /** The look must not throw. Nudges within `everyMs` of the last look share the next one. */
  constructor(look: () => Promise<number>, everyMs = 0) {
    this.#look = look;
    this.#everyMs = everyMs;
  }

  start(): void {
    this.#stopped = false;
    this.nudge();
  }

  /** There may be something to do. */
  nudge(): void {
    if (this.#stopped) return;
    if (this.#looking !== undefined) {
      this.#again = true;
      return;
    }
    const early = this.#lookedAt + this.#everyMs - performance.now();
    if (early > 0) this.#lookIn(early);
    else void this.now();
  }

  /** Looks at once; resolves after this look, or after the one that is under way. */
  now(): Promise<void> {
    this.#looking ??= this.#lookOnce();
    return this.#looking;
  }

  /** Looks no more, once the look that is under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#looking;
    clearTimeout(this.#timer);
  }

  async #lookOnce(): Promise<void> {
    this.#lookedAt = performance.now();
    this.#lookIn(await this.#look());
    this.#looking = undefined;
    if (!this.#again) return;
    this.#again = false;
    this.nudge();
  }

  #lookIn(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => this.nudge(), ms).unref();
  }
}
