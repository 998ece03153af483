import type { Logger } from 'pino';
import type { ClockRepair } from '../store/outbox/clock-repair.ts';
import type { WatchedClock } from '../time/watched-clock.ts';

/** Another process's clock may have been ahead, which this process cannot notice. */
const EVERY_MS = 60_000;

/** What a poll needs of the clock. */
export interface MindedClock {
  /** Before each poll: repairs what a clock that was ahead has left behind. */
  mind(): Promise<void>;
  /** How many milliseconds irreversible work should still wait: the clock jumped ahead, and may jump back. */
  settlesInMs(): number;
}

/**
 * Keeps a clock that was ahead from holding up deliveries and timers: at the first poll, each minute, and as soon as this
 * process's own clock was set back.
 */
export class ClockMinder implements MindedClock {
  readonly #clock: WatchedClock;
  readonly #repair: ClockRepair;
  readonly #log: Logger;
  #mindedAt = Number.NEGATIVE_INFINITY;
  #hasLeapt = false;

  constructor(clock: WatchedClock, repair: ClockRepair, log: Logger) {
    this.#clock = clock;
    this.#repair = repair;
    this.#log = log;
  }

  settlesInMs(): number {
    const ms = this.#clock.settlesInMs();
    if (ms > 0 && !this.#hasLeapt)
      this.#log.warn(
        { minutes: Math.ceil(ms / 60_000) },
        'the clock of this machine jumped ahead; timers wait until it has stayed there',
      );
    this.#hasLeapt = ms > 0;
    return ms;
  }

  async mind(): Promise<void> {
    const wentBackMs = this.#clock.takeBack();
    if (wentBackMs === 0 && performance.now() - this.#mindedAt < EVERY_MS) return;
    this.#mindedAt = performance.now();
    if (wentBackMs > 0)
      this.#log.warn({ seconds: Math.round(wentBackMs / 1000) }, 'the clock of this machine was set back');
    const repaired = await this.#repair.run(this.#clock.now(), wentBackMs > 0);
    if (Object.values(repaired).some((count) => count > 0))
      this.#log.warn(repaired, 'rows were due later than possible, because a clock was ahead; repaired');
  }
}
