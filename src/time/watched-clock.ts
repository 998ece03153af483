import type { IsoInstant } from './clock.ts';

/** Clocks of two machines may differ by this much, and one clock be set right by as little, without anybody noticing. */
export const CLOCK_TOLERANCE_MS = 5000;

/** A clock that notices when it is set back: what was written meanwhile lies in the future then. */
export class WatchedClock {
  readonly #read: () => IsoInstant;
  #latest: IsoInstant = '';
  #wentBackMs = 0;

  constructor(read: () => IsoInstant = () => new Date().toISOString()) {
    this.#read = read;
  }

  readonly now = (): IsoInstant => {
    const now = this.#read();
    if (now < this.#latest) {
      const back = Date.parse(this.#latest) - Date.parse(now);
      // A small step is no news; it stays in sight, so that many small ones are.
      if (back <= CLOCK_TOLERANCE_MS) return now;
      this.#wentBackMs = Math.max(this.#wentBackMs, back);
    }
    this.#latest = now;
    return now;
  };

  /** By how much it was set back since this was last asked; 0 where it was not. */
  takeBack(): number {
    this.now();
    const back = this.#wentBackMs;
    this.#wentBackMs = 0;
    return back;
  }
}
