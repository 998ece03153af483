import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { type Target, WalkThrough } from '../driver/conversation.ts';
import type { Load } from '../driver/load.ts';

/** Assumptions about a morning on which many cannot get in. */
export interface Rush {
  /** The number of the first of them. */
  readonly first: number;
  readonly people: number;
  readonly minutes: number;
  readonly turns: number;
  /** Seconds between an answer and the person's next turn, from and to. */
  readonly thinking: readonly [number, number];
}

/** People arrive at separate moments, spread evenly, and take their turns with time to think between them. */
export async function rush(target: Target, { first, people, minutes, turns, thinking }: Rush): Promise<Load> {
  const latencies: number[] = [];
  const wrong: string[] = [];
  const from = performance.now();
  const [least, most] = thinking;
  const person = async (number: number) => {
    await wait(random(number) * minutes * 60_000);
    const walker = new WalkThrough(target, forever(first + number));
    for (let turn = 0; turn < turns; turn += 1) {
      if (turn > 0) await wait((least + random(number * 31 + turn) * (most - least)) * 1000);
      const start = performance.now();
      const problem = await walker.step();
      latencies.push(performance.now() - start);
      if (problem !== undefined) wrong.push(problem);
    }
  };
  await Promise.all(Array.from({ length: people }, (_, number) => person(number)));
  return { turns: latencies.length, seconds: (performance.now() - from) / 1000, wrong, latencies };
}

function* forever(number: number): Generator<number, never> {
  for (;;) yield number;
}

/** From 0 to 1, the same for the same number. */
function random(seed: number): number {
  const x = Math.sin(seed * 12.9898 + 78.233) * 43_758.5453;
  return x - Math.floor(x);
}
