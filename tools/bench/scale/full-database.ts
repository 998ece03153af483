import { join } from 'node:path';
import { ESR, type Ground, type Started } from '../contenders.ts';
import { fullSpeed } from '../driver/load.ts';
import { median, rightSlice, walkers } from '../measure.ts';
import type { Finding } from './finding.ts';
import { fill, type Size } from './seed.ts';

const SMALL: Size = { states: 1000, cases: 100 };
const LARGE: Size = { states: 1_000_000, cases: 100_000 };
const PEOPLE = 10_000;
const ROUNDS = 5;

/** The cost of a turn on a database full of people and cases, compared with a nearly empty one, in turn. */
export async function fullDatabase(ground: Ground, folder: string): Promise<Finding> {
  const small = await filled(ground, join(folder, 'small.db'), SMALL);
  const large = await filled(ground, join(folder, 'large.db'), LARGE);
  // No multiple of how many conversations the mix has, or it would be another one.
  const spread = 97;
  const runs = [small, large].map((started) => {
    const takers = walkers(started, 16, { count: PEOPLE, spread });
    return {
      load: (seconds: number) => rightSlice(started, (all) => fullSpeed(all, seconds), takers),
      cpu: [] as number[],
    };
  });
  for (const { load } of runs) await load(15);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { load, cpu } of runs) cpu.push((await load(4)).cpuMsPerTurn);
  }
  await Promise.all([small.stop(), large.stop()]);
  const [few = Number.NaN, many = Number.NaN] = runs.map(({ cpu }) => median(cpu));
  return {
    what: 'CPU a turn with 1,000,000 dialog states and 100,000 cases, of that with 1,000 and 100',
    wanted: 'at most 1.10',
    seen: `${(many / few).toFixed(2)} (${many.toFixed(3)} and ${few.toFixed(3)} ms)`,
    met: many / few <= 1.1,
    how: `two bots on SQLite files of their own, filled with copies of real rows; the same ${PEOPLE} people speak to both, spread evenly over the million; ${ROUNDS} rounds in turn, the middle of each`,
  };
}

/** A bot on a database that was filled. */
async function filled(ground: Ground, file: string, size: Size): Promise<Started> {
  const env = { DATABASE_URL: `sqlite:${file}` };
  const first = await ESR.start(ground, env);
  await first.prepare();
  // Enough turns that each kind of conversation has ended, and some waiting deliveries were sent.
  await rightSlice(first, (all) => fullSpeed(all, 8), walkers(first, 16));
  await first.stop();
  fill(file, size);
  return ESR.start(ground, env);
}
