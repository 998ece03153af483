import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/** Takes one turn; returns its error, or undefined. */
export interface Taker {
  step(): Promise<string | undefined>;
}

/** What a load came to. Latencies are in milliseconds. */
export interface Load {
  readonly turns: number;
  readonly seconds: number;
  readonly wrong: readonly string[];
  readonly latencies: readonly number[];
}

/** Every taker takes one turn after another, for this long. */
export async function fullSpeed(takers: readonly Taker[], seconds: number): Promise<Load> {
  const seen = new Seen();
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    takers.map(async (taker) => {
      while (performance.now() < end) await seen.time(taker, performance.now());
    }),
  );
  return seen.load();
}

/**
 * So many turns a second come, whether or not the ones before are done. A turn's time counts from when it was due, so
 * that waiting for a program that has fallen behind is not left out.
 */
export async function atRate(takers: readonly Taker[], perSecond: number, seconds: number): Promise<Load> {
  const seen = new Seen();
  const free = [...takers];
  const due: number[] = [];
  const start = performance.now();
  const total = Math.round(perSecond * seconds);
  const underWay = new Set<Promise<void>>();
  const takeDue = () => {
    while (due.length > 0 && free.length > 0) {
      const taker = free.pop();
      const at = due.shift();
      if (taker === undefined || at === undefined) return;
      const turn = seen.time(taker, at).then(() => {
        underWay.delete(turn);
        free.unshift(taker);
        takeDue();
      });
      underWay.add(turn);
    }
  };
  for (let sent = 0; sent < total; ) {
    const now = performance.now();
    while (sent < total && start + (sent * 1000) / perSecond <= now) {
      due.push(start + (sent * 1000) / perSecond);
      sent += 1;
    }
    takeDue();
    await wait(1);
  }
  while (underWay.size > 0) await Promise.race(underWay);
  return seen.load();
}

/** The latency below which this share of the turns stayed. */
export function percentile(latencies: readonly number[], share: number): number {
  const sorted = [...latencies].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

class Seen {
  readonly #latencies: number[] = [];
  readonly #wrong: string[] = [];
  readonly #start = performance.now();

  async time(taker: Taker, from: number): Promise<void> {
    const wrong = await taker.step();
    this.#latencies.push(performance.now() - from);
    if (wrong !== undefined) this.#wrong.push(wrong);
  }

  load(): Load {
    const seconds = (performance.now() - this.#start) / 1000;
    return { turns: this.#latencies.length, seconds, wrong: this.#wrong, latencies: this.#latencies };
  }
}
