import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawChart } from './chart.ts';
import {
  AGENTS,
  BOTBUILDER,
  type Contender,
  ESR,
  ESR_NEW_TOKENS,
  ESR_POSTGRES,
  ESR_POSTGRES_TWO,
  FLOOR,
  type Ground,
} from './contenders.ts';
import { startAuthority } from './driver/authority.ts';
import { closeConnections } from './driver/client.ts';
import { Connector } from './driver/connector.ts';
import { startDatabaseServer } from './driver/database.ts';
import { coldStart, type Effort, race } from './measure.ts';
import { intoPage, machine, report, scaleTable } from './report.ts';
import { SCALE_PARTS, scale, USUAL_PARTS } from './scale.ts';
import { selfTest } from './self-test.ts';

// `npm run bench`: this project's bot beside others, then under heavy load, on this machine alone: half an hour.
// Writes tools/bench/results.md, docs/performance.svg and the tables in docs/performance.md. `--real-time` runs the
// nation's morning in its real half hour, which makes it an hour. These only print: `--quick` (the race, in a minute), `--only esr,botbuilder`
// (the race, without the others), `--scale heap,fill` (these parts of scale.ts). `--without nation` leaves that part out.

const ROOT = join(import.meta.dirname, '../..');
const DOCS = join(ROOT, 'docs');
const BIOME = 'node_modules/@biomejs/biome/bin/biome';

const FULL: Effort = {
  coldStarts: 5,
  rounds: 4,
  sliceSeconds: 3,
  warmUpSeconds: 10,
  idleSeconds: 20,
  concurrency: 16,
};
const QUICK: Effort = {
  coldStarts: 1,
  rounds: 1,
  sliceSeconds: 2,
  warmUpSeconds: 3,
  idleSeconds: 3,
  concurrency: 16,
};

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    scale: { type: 'string' },
    without: { type: 'string' },
    'real-time': { type: 'boolean', default: false },
  },
});
const effort = values.quick ? QUICK : FULL;
const wanted = values.only?.split(',');
const everyone: readonly Contender[] = [
  ESR,
  ESR_POSTGRES,
  ESR_POSTGRES_TWO,
  BOTBUILDER,
  AGENTS,
  FLOOR,
  ...(values.quick ? [] : [ESR_NEW_TOKENS]),
];
const contenders = everyone.filter(({ id }) => wanted === undefined || wanted.includes(id));

const without = values.without?.split(',') ?? [];
const parts: readonly string[] = values.scale?.split(',') ?? USUAL_PARTS;
const deps = SCALE_PARTS.filter((part) => parts.includes(part) && !without.includes(part));
const realTime = values['real-time'];

// Measures the production build.
execFileSync(process.execPath, ['tools/build/build.ts'], { cwd: ROOT });
const connector = new Connector();
const authority = await startAuthority();
const databases = await startDatabaseServer();
const ground: Ground = { connector, serviceUrl: await connector.listen(), authority, databases };
try {
  if (values.scale === undefined) await everything();
  else console.log(scaleTable(await scale(ground, deps, { realTime })));
} finally {
  closeConnections();
  await connector.close();
  await authority.close();
  await databases.stop();
}

async function everything(): Promise<void> {
  say('Does the driver tell the truth?');
  const proofs = await selfTest(ground, values.quick ? 1 : 3);
  for (const proof of proofs)
    say(`  ${proof.holds ? 'yes' : 'NO '}  ${proof.shown}: ${proof.expected}; saw ${proof.seen}`);
  if (!proofs.every((proof) => proof.holds)) {
    say(
      'It does not, on this machine, now. Is something else keeping both cores busy? Nothing was measured.',
    );
    process.exitCode = 1;
    return;
  }
  say('From nothing to the first answer ...');
  const cold = await coldStarts();
  say('Under load, in turn ...');
  const measured = await race(contenders, ground, effort);
  for (const one of measured) one.coldMs.push(...(cold.get(one.id) ?? []));
  const all = wanted === undefined && !values.quick;
  if (all) say('With much of everything ...');
  const findings = all ? await scale(ground, deps, { realTime }) : [];
  const run = { measured, findings, proofs, effort, machine: machine() };
  const text = report(run);
  console.log(`\n${text}`);
  if (!all) return;
  writeFileSync(join(import.meta.dirname, 'results.md'), text);
  writeFileSync(join(DOCS, 'performance.svg'), drawChart(measured));
  const page = join(DOCS, 'performance.md');
  writeFileSync(page, intoPage(readFileSync(page, 'utf8'), run));
  // As `npm run lint` wants them.
  const written = ['tools/bench/results.md', 'docs/performance.md'];
  execFileSync(process.execPath, [BIOME, 'format', '--write', ...written], { cwd: ROOT });
}

/** Each program several times, in turn; every one with a compile cache that an earlier start has filled. */
async function coldStarts(): Promise<Map<string, number[]>> {
  const cache = mkdtempSync(join(tmpdir(), 'esr-bench-cache-'));
  const env = { NODE_COMPILE_CACHE: cache };
  const took = new Map<string, number[]>();
  const starting = contenders.filter(({ isVariant }) => !isVariant);
  for (const contender of starting) await coldStart(contender, ground, env);
  for (let round = 0; round < effort.coldStarts; round += 1) {
    for (const contender of starting) {
      const before = took.get(contender.id) ?? [];
      took.set(contender.id, [...before, await coldStart(contender, ground, env)]);
    }
  }
  rmSync(cache, { recursive: true, force: true });
  return took;
}

function say(line: string): void {
  console.error(line);
}
