import type { IsoInstant } from './clock.ts';

/** Clocks of two machines may differ by this much, and one clock be corrected by as little, without any effect. */
export const CLOCK_TOLERANCE_MS = 5000;

/** More than a machine sets its clock right by in daily use, and less than anything that a timer waits for. */
const LEAP_MS = 5 * 60_000;

/** A machine that has woken up, or a clock that is wrong for a moment, has set itself right by then. */
const SETTLE_MS = 10 * 60_000;

/** A bot that was stopped for longer than this starts with a clock that may be wrong: nothing says how long it was. */
const STOPPED_MS = 24 * 60 * 60_000;

/**
 * A clock that notices when it is set back (earlier writes are then in the future), and when it leaps ahead of the elapsed
 * time: until it has stayed there for a while, it may be wrong.
 */
export class WatchedClock {
  readonly #read: () => IsoInstant;
  readonly #elapsed: () => number;
  #latest: IsoInstant = '';
  #wentBackMs = 0;
  /** By how much it was ahead of the time that has passed, when it was last believed. */
  #believed: number | undefined;
  /** It leapt: where to, and when. */
  #leap: { readonly offset: number; readonly at: number } | undefined;

  /** `elapsed` counts milliseconds that have really passed; where only `read` is given, its time is the only one there is. */
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
      // A small step is no news; it stays in sight, so that many small ones are.
      if (back <= CLOCK_TOLERANCE_MS) return now;
      this.#wentBackMs = Math.max(this.#wentBackMs, back);
    }
    this.#latest = now;
    return now;
  };

  /** `last`: when something was stored last, before this process. A clock that starts far later has to stay there first, too. */
  startsAfter(last: IsoInstant | undefined): void {
    const stored = Date.parse(last ?? '');
    if (Date.parse(this.#read()) > stored + STOPPED_MS) this.#believe(stored - this.#elapsed());
  }

  /** For how long, in milliseconds, what cannot be taken back should still wait: 0 unless it has just leapt ahead. */
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

  /** By how much it was set back since this was last asked; 0 where it was not. */
  takeBack(): number {
    this.now();
    const back = this.#wentBackMs;
    this.#wentBackMs = 0;
    return back;
  }
}
