import type { Counts, Instruments } from './metrics-instruments.ts';
import type { RefusalReason } from './refusal-reasons.ts';
import type { Watcher } from './watcher.ts';

/** How much may wait for the library: a few hundred kilobytes. */
const MOST_WAITING = 5000;

/**
 * Figures of one running bot in Prometheus' text format. No label is about a person, a chat or a case. The library is
 * loaded when the figures are first read; what happens before is kept, and counted then.
 */
export class Metrics implements Watcher {
  readonly #count: () => Promise<Counts>;
  readonly #waiting: ((it: Instruments) => void)[] = [];
  #loading: Promise<Instruments> | undefined;
  #instruments: Instruments | undefined;

  constructor(count: () => Promise<Counts>) {
    this.#count = count;
  }

  turned(kind: string, result: 'ok' | 'failed', seconds: number): void {
    this.#note(({ turns }) => turns.observe({ kind, result }, seconds));
  }

  delivered(result: string, seconds: number): void {
    this.#note(({ deliveries }) => deliveries.observe({ result }, seconds));
  }

  refused(reason: RefusalReason): void {
    this.#note(({ refusals }) => refusals.inc({ reason }));
  }

  dropped(): void {
    this.#note(({ slowed }) => slowed.inc());
  }

  /** The text, and its content type. Throws what the database throws. */
  async text(): Promise<{ readonly type: string; readonly text: string }> {
    const [instruments, counts] = await Promise.all([this.#load(), this.#count()]);
    return instruments.text(counts);
  }

  #note(how: (it: Instruments) => void): void {
    if (this.#instruments !== undefined) how(this.#instruments);
    else if (this.#waiting.push(how) >= MOST_WAITING) void this.#load();
  }

  #load(): Promise<Instruments> {
    this.#loading ??= import('./metrics-instruments.ts').then((library) => {
      const instruments = new library.Instruments();
      for (const how of this.#waiting.splice(0)) how(instruments);
      this.#instruments = instruments;
      return instruments;
    });
    return this.#loading;
  }
}
