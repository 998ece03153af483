import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ESR, type Ground, type Started } from '../contenders.ts';
import { fullSpeed } from '../driver/load.ts';
import { rightSlice, walkers } from '../measure.ts';
import type { Finding } from './finding.ts';

/** Each part of the turns, after which the heap is measured. */
const LOOKS = [20_000, 40_000, 60_000, 80_000];
/** So few that whatever is kept of the last people is full long before the first look. */
const PEOPLE = 2000;
const FLAT_MB = 3;

/** The remaining heap as turns go by. */
export async function liveHeap(ground: Ground, folder: string): Promise<Finding> {
  const started = await startWithHeap(ground, folder);
  await started.prepare();
  const takers = walkers(started, 16, { count: PEOPLE, spread: 1 });
  const left: number[] = [];
  let turns = 0;
  for (const goal of LOOKS) {
    while (turns < goal) turns += (await rightSlice(started, (all) => fullSpeed(all, 1), takers)).turns;
    left.push(await heapOf(started, folder));
  }
  await started.stop();
  const grown = (left.at(-1) ?? Number.NaN) - (left[0] ?? Number.NaN);
  return {
    what: 'live heap after 80,000 turns, less that after 20,000, MB',
    wanted: `at most ${FLAT_MB}`,
    seen: `${grown.toFixed(1)} (${left.map((mb) => mb.toFixed(1)).join(', ')})`,
    met: grown <= FLAT_MB,
    how: `garbage collected twice, then measured, after ${LOOKS.join(', ')} turns`,
  };
}

/** A bot that says on request how large its live heap is. */
export function startWithHeap(ground: Ground, folder: string): Promise<Started> {
  const options = '--expose-gc --import ./tools/bench/scale/heap-on-signal.ts';
  return ESR.start(ground, { HEAP_FILE: heapFile(folder), NODE_OPTIONS: options });
}

/** Its live heap, in megabytes. */
export async function heapOf({ program }: Started, folder: string): Promise<number> {
  rmSync(heapFile(folder), { force: true });
  // Pending work is done by then.
  await wait(1000);
  process.kill(program.pid, 'SIGUSR2');
  for (let look = 0; look < 100; look += 1) {
    await wait(100);
    const bytes = Number(read(heapFile(folder)));
    if (bytes > 0) return bytes / 1e6;
  }
  throw new Error('The bot did not say how large its heap is');
}

const heapFile = (folder: string) => join(folder, 'heap');

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
