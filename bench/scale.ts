import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Contender, ESR, type Ground, type Started } from './contenders.ts';
import { startAuthority } from './driver/authority.ts';
import { closeConnections } from './driver/client.ts';
import { Connector } from './driver/connector.ts';
import { fullSpeed, percentile } from './driver/load.ts';
import { median, slice, walkers } from './measure.ts';
import { rush } from './scale/rush.ts';
import { fill, type Size } from './scale/seed.ts';

// `node bench/scale.ts [fill] [heap] [rush]`: how the bot is with many people, many turns, and a morning rush. Names the
// parts to run, all when none is named. Takes about a quarter of an hour, and 4 GB of disk for a while.

const SMALL: Size = { states: 1000, cases: 100 };
const LARGE: Size = { states: 1_000_000, cases: 100_000 };
const RUSH = { people: 5000, minutes: 10, turns: 6, thinking: [5, 30] } as const;

const parts = process.argv.slice(2);
const wanted = (part: string) => parts.length === 0 || parts.includes(part);
const folder = mkdtempSync(join(tmpdir(), 'esr-scale-'));
const connector = new Connector();
const authority = await startAuthority();
const ground: Ground = { connector, serviceUrl: await connector.listen(), authority };
const lines: string[] = [];
const say = (line: string) => {
  console.log(line);
  lines.push(line);
};

try {
  if (wanted('fill')) await comparedFull();
  if (wanted('heap')) await heapOverTurns();
  if (wanted('rush')) await morning();
  if (parts.length === 0)
    writeFileSync(
      join(import.meta.dirname, 'scale.md'),
      `# Results of \`node bench/scale.ts\`\n\n${lines.join('\n')}\n`,
    );
} finally {
  closeConnections();
  await connector.close();
  await authority.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The same load on a nearly empty and on a very full database, in turn. */
async function comparedFull(): Promise<void> {
  const small = await filled('small', SMALL);
  const large = await filled('large', LARGE);
  const figures = new Map<Started, number[]>([
    [small, []],
    [large, []],
  ]);
  const takers = new Map([...figures.keys()].map((one) => [one, walkers(one, 16)]));
  const load = (one: Started, seconds: number) =>
    slice(one, (all) => fullSpeed(all, seconds), takers.get(one) ?? []);
  for (const one of figures.keys()) await load(one, 20);
  for (let round = 0; round < 7; round += 1) {
    for (const [one, cpu] of figures) cpu.push((await load(one, 5)).cpuMsPerTurn);
  }
  await Promise.all([...figures.keys()].map((one) => one.stop()));
  const [few, many] = [...figures.values()].map(median);
  say(
    `- ${LARGE.states} dialog states and ${LARGE.cases} cases: ${many?.toFixed(3)} ms of CPU a turn; ${SMALL.states} and ${SMALL.cases}: ${few?.toFixed(3)} ms. ${((many ?? 0) / (few ?? 1)).toFixed(2)} times.`,
  );
}

/** A bot on a database of its own that was filled. */
async function filled(name: string, size: Size): Promise<Started> {
  const file = join(folder, `${name}.db`);
  const env = { DATABASE_URL: `sqlite:${file}` };
  const first = await ESR.start(ground, env);
  await first.prepare();
  // Enough turns that each kind of conversation has come to its end.
  await slice(first, (all) => fullSpeed(all, 4), walkers(first, 16));
  await first.stop();
  fill(file, size);
  return ESR.start(ground, env);
}

/** What is left on the heap after each part of 100,000 turns. */
async function heapOverTurns(): Promise<void> {
  const heapFile = join(folder, 'heap');
  const started = await withHeap(ESR).start(ground, { HEAP_FILE: heapFile });
  await started.prepare();
  const takers = walkers(started, 16);
  const left: string[] = [];
  let turns = 0;
  for (const goal of [10_000, 25_000, 50_000, 75_000, 100_000]) {
    while (turns < goal) turns += (await slice(started, (all) => fullSpeed(all, 2), takers)).turns;
    await wait(2000);
    process.kill(started.program.pid, 'SIGUSR2');
    await wait(2000);
    left.push(`${(Number(readFileSync(heapFile, 'utf8')) / 1e6).toFixed(1)} MB after ${turns}`);
  }
  await started.stop();
  say(`- Live heap: ${left.join(', ')} turns.`);
}

function withHeap(contender: Contender): Contender {
  const more = { NODE_OPTIONS: '--expose-gc --import ./bench/scale/heap-on-signal.ts' };
  return { ...contender, start: (on, env) => contender.start(on, { ...env, ...more }) };
}

async function morning(): Promise<void> {
  const started = await ESR.start(ground);
  await started.prepare();
  const before = started.program.usage().cpuMs;
  const { turns, seconds, wrong, latencies } = await rush(started.target, RUSH);
  const cpu = (started.program.usage().cpuMs - before) / (seconds * 10);
  await started.stop();
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(latencies, share).toFixed(1));
  say(
    `- Morning rush, a simulation: ${RUSH.people} people come within ${RUSH.minutes} minutes, evenly; each takes ${RUSH.turns} turns with ${RUSH.thinking.join(' to ')} s between them. ${turns} turns in ${(seconds / 60).toFixed(1)} minutes: p50 ${p50}, p95 ${p95}, p99 ${p99} ms; ${cpu.toFixed(1)} % of a core; ${wrong.length} wrong.`,
  );
  if (wrong.length > 0) say(`  - ${wrong.slice(0, 3).join('; ')}`);
}
