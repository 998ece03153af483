import type { IsoInstant } from './clock.ts';

/** Clocks of two machines may differ by this much, and a clock may be corrected by it, without effect. */
export const CLOCK_TOLERANCE_MS = 5000;

/** More than a clock is corrected by in daily use, and less than any timer waits. */
const LEAP_MS = 5 * 60_000;

/** By then a machine that woke up, or a clock that was briefly wrong, has corrected itself. */
const SETTLE_MS = 10 * 60_000;

/** After a stop longer than this, the clock may be wrong: nothing else tells how long the stop was. */
const STOPPED_MS = 24 * 60 * 60_000;

/**
 * A clock that notices when it is set back (earlier writes are then in the future), and when it leaps ahead of the elapsed
 * time. After a leap it may be wrong until it has kept to the new time for a while.
 */
export class WatchedClock {
  readonly #read: () => IsoInstant;
  readonly #elapsed: () => number;
  #latest: IsoInstant = '';
  #wentBackMs = 0;
  /** Clock minus elapsed time, in milliseconds, when the clock was last believed. */
  #believed: number | undefined;
  /** The leap that is not believed yet: its clock minus elapsed time, and the elapsed time then. */
  #leap: { readonly offset: number; readonly at: number } | undefined;

  /** `elapsed` counts the milliseconds that have really passed. Where only `read` is given, it is taken from that. */
  constructor(read?: () => IsoInstant, elapsed?: () => number) {
    this.#read = read ?? (() => new Date().toISOString());
    this.#elapsed =
      elapsed ?? (read === undefined ? () => performance.now() : () => Date.parse(this.#read()));
  }

  readonly now = (): IsoInstant => {
    const now = this.#read();
    this.#watchLeaps(now);
    if (now < this.#latest) {
      const back = Date.parse(this.#latest) - Date.parse(now);
      // Small steps are ignored, but add up: `#latest` stays.
      if (back <= CLOCK_TOLERANCE_MS) return now;
      this.#wentBackMs = Math.max(this.#wentBackMs, back);
    }
    this.#latest = now;
    return now;
  };

  /** `last`: when something was last stored before this process started. A clock far ahead of that counts as having leapt. */
  startsAfter(last: IsoInstant | undefined): void {
    const stored = Date.parse(last ?? '');
    if (Date.parse(this.#read()) > stored + STOPPED_MS) this.#believe(stored - this.#elapsed());
  }

  /** How many milliseconds irreversible work should still wait: 0 unless the clock has just leapt ahead. */
  settlesInMs(): number {
    this.now();
    return this.#leap === undefined ? 0 : Math.max(1, this.#leap.at + SETTLE_MS - this.#elapsed());
  }

  #watchLeaps(now: IsoInstant): void {
    const elapsed = this.#elapsed();
    const offset = Date.parse(now) - elapsed;
    const hasSettled = this.#leap !== undefined && elapsed - this.#leap.at >= SETTLE_MS;
    if (offset <= (this.#believed ?? offset) + LEAP_MS) this.#believe(offset);
    else if (this.#leap === undefined || Math.abs(offset - this.#leap.offset) > LEAP_MS) {
      this.#leap = { offset, at: elapsed };
    } else if (hasSettled) this.#believe(offset);
  }

  #believe(offset: number): void {
    this.#believed = offset;
    this.#leap = undefined;
  }

  /** How many milliseconds the clock was set back since this was last asked; 0 where it was not. */
  takeBack(): number {
    this.now();
    const back = this.#wentBackMs;
    this.#wentBackMs = 0;
    return back;
  }
}
