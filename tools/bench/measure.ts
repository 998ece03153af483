import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Contender, Ground, Started } from './contenders.ts';
import { closeConnections } from './driver/client.ts';
import { everyone, WalkThrough } from './driver/conversation.ts';
import { atRate, fullSpeed, type Load, percentile } from './driver/load.ts';

/** How long and how often; see `quick` and `full` in bench.ts. */
export interface Effort {
  readonly coldStarts: number;
  readonly rounds: number;
  readonly sliceSeconds: number;
  readonly warmUpSeconds: number;
  readonly idleSeconds: number;
  /** Concurrent turns at full speed. */
  readonly concurrency: number;
}

/** One slice of load on one program. */
export interface Slice {
  readonly turns: number;
  readonly turnsPerSecond: number;
  readonly cpuMsPerTurn: number;
  /** Of the database server; NaN for a program without one. */
  readonly databaseMsPerTurn: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly rssMb: number;
  readonly wrong: readonly string[];
}

/** Everything measured of one program; each list holds one entry a round. */
export interface Measured {
  readonly id: string;
  readonly name: string;
  readonly coldMs: number[];
  readonly fullSpeed: Slice[];
  readonly sameRate: Slice[];
  /** Of ours alone: at 200 turns a second. */
  readonly busyMorning: Slice[];
  idleCpuPercent: number;
}

/** Turns a second of a morning that is busy for any Trust. */
const BUSY_MORNING = 200;
/** More people than a cache of recent ones holds on a slow day, and the same for every program. */
const PEOPLE = 10_000;
/** Turns at a fixed rate never wait: one must always be free to take the next. */
const WALKERS_AT_RATE = 200;

/** From starting the process to its first answered turn, in milliseconds. */
export async function coldStart(
  contender: Contender,
  ground: Ground,
  env: Record<string, string>,
): Promise<number> {
  const from = performance.now();
  const started = await contender.start(ground, env);
  const [first] = walkers(started, 1);
  const wrong = await first?.step();
  const took = performance.now() - from;
  await started.stop();
  if (wrong !== undefined) throw new Error(`${contender.name} did not answer its first turn: ${wrong}`);
  return took;
}

/** Loads the program as `load` does and reads what that cost it. */
export async function slice(
  started: Started,
  load: (takers: WalkThrough[]) => Promise<Load>,
  takers: WalkThrough[],
): Promise<Slice> {
  const { databaseMs = () => Number.NaN } = started;
  // Connections that were left alone for a while may be closing at the other end.
  closeConnections();
  const before = started.usage();
  const databaseBefore = databaseMs();
  let rssMb = before.rssMb;
  const looking = setInterval(() => {
    rssMb = Math.max(rssMb, started.usage().rssMb);
  }, 250);
  const { turns, seconds, latencies, wrong } = await load(takers);
  clearInterval(looking);
  const after = started.usage();
  return {
    turns,
    turnsPerSecond: turns / seconds,
    cpuMsPerTurn: (after.cpuMs - before.cpuMs) / turns,
    databaseMsPerTurn: (databaseMs() - databaseBefore) / turns,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    rssMb: Math.max(rssMb, after.rssMb),
    wrong,
  };
}

/** A slice in which every turn went as it must; throws where one did not, as its figures would say nothing. */
export async function rightSlice(...of: Parameters<typeof slice>): Promise<Slice> {
  const measured = await slice(...of);
  const [first] = measured.wrong;
  if (first !== undefined) throw new Error(`${measured.wrong.length} turns went wrong, the first: ${first}`);
  return measured;
}

/** The program's use without any messages, in percent of one core. */
export async function idle(started: Started, seconds: number): Promise<number> {
  const before = started.usage().cpuMs;
  await wait(seconds * 1000);
  return (started.usage().cpuMs - before) / (seconds * 10);
}

/** `spread` is the distance between two people's numbers. */
export function walkers(
  started: Started,
  count: number,
  among: { readonly count: number; readonly spread: number } = { count: PEOPLE, spread: 1 },
): WalkThrough[] {
  const people = everyone(among.count, among.spread);
  return Array.from({ length: count }, () => new WalkThrough(started.target, people));
}

/**
 * All of them, in turn and round after round, so that whatever else the machine does in these minutes meets them alike.
 * The rate of the second part is 60 % of what the slowest of them managed in the first.
 */
export async function race(
  contenders: readonly Contender[],
  ground: Ground,
  effort: Effort,
): Promise<Measured[]> {
  const measured = contenders.map(
    ({ id, name }): Measured => ({
      id,
      name,
      coldMs: [],
      fullSpeed: [],
      sameRate: [],
      busyMorning: [],
      idleCpuPercent: Number.NaN,
    }),
  );
  const each = [...contenders.entries()];
  const runs: { started: Started; takers: WalkThrough[] }[] = [];
  for (const contender of contenders) {
    const started = await contender.start(ground);
    await started.prepare();
    runs.push({ started, takers: walkers(started, WALKERS_AT_RATE) });
  }
  const run = (index: number) => runs[index] as (typeof runs)[number];
  const results = (index: number) => measured[index] as Measured;
  const atFullSpeed = (seconds: number) => (takers: WalkThrough[]) =>
    fullSpeed(takers.slice(0, effort.concurrency), seconds);

  for (const [index] of each) {
    const { started, takers } = run(index);
    await slice(started, atFullSpeed(effort.warmUpSeconds), takers);
  }
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const [index] of rotated(each, round)) {
      const { started, takers } = run(index);
      results(index).fullSpeed.push(await slice(started, atFullSpeed(effort.sliceSeconds), takers));
    }
  }
  const slowest = Math.min(
    ...measured.map((one) => median(one.fullSpeed.map((part) => part.turnsPerSecond))),
  );
  const rate = Math.max(1, Math.round(slowest * 0.6));
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const [index] of rotated(each, round)) {
      const { started, takers } = run(index);
      const load = (perSecond: number) => (all: WalkThrough[]) => atRate(all, perSecond, effort.sliceSeconds);
      results(index).sameRate.push(await slice(started, load(rate), takers));
      if (results(index).id.startsWith('esr'))
        results(index).busyMorning.push(await slice(started, load(BUSY_MORNING), takers));
    }
  }
  await Promise.all(runs.map(({ started }) => started.stop()));
  await idleAll(contenders, ground, effort, measured);
  return measured;
}

/** All in parallel, as none of them does anything: restarted, one turn answered, then silence. */
async function idleAll(
  contenders: readonly Contender[],
  ground: Ground,
  { idleSeconds }: Effort,
  measured: readonly Measured[],
): Promise<void> {
  const resting = contenders.filter(({ isVariant }) => !isVariant);
  const quiet = await Promise.all(resting.map((contender) => contender.start(ground)));
  for (const started of quiet) await walkers(started, 1)[0]?.step();
  await wait(5000);
  const used = await Promise.all(quiet.map((started) => idle(started, idleSeconds)));
  for (const one of measured)
    one.idleCpuPercent = used[resting.findIndex(({ id }) => id === one.id)] ?? Number.NaN;
  await Promise.all(quiet.map((started) => started.stop()));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const rotated = <T>(list: readonly T[], by: number): T[] =>
  list.map((_, index) => list[(index + by) % list.length] as T);
