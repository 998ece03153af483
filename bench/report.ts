import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { type Effort, type Measured, median, type Slice } from './measure.ts';
import type { Proof } from './self-test.ts';

/** Where and with what it was measured. */
export interface Machine {
  readonly when: string;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly versions: Readonly<Record<string, string>>;
}

const PACKAGES = [
  'botbuilder',
  'botbuilder-dialogs',
  '@microsoft/agents-hosting-dialogs',
  'restify',
  'kysely',
];

export function machine(): Machine {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as Record<string, Record<string, string>>;
  const pinned = { ...dependencies, ...devDependencies };
  const [first] = cpus();
  return {
    when: new Date().toISOString().slice(0, 16).replace('T', ' '),
    cpu: `${cpus().length} cores, ${first?.model.trim() ?? 'unknown'}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    versions: {
      node: process.version,
      ...Object.fromEntries(PACKAGES.map((name) => [name, pinned[name] ?? 'unknown'])),
    },
  };
}

/** The middle of the rounds, for each figure. */
export const middle = (slices: readonly Slice[], figure: keyof Omit<Slice, 'wrong'>) =>
  median(slices.map((one) => one[figure]));

interface Column {
  readonly title: string;
  readonly of: (one: Measured) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'CPU ms a turn', of: (one) => middle(one.fullSpeed, 'cpuMsPerTurn').toFixed(3) },
  { title: 'turns a second', of: (one) => middle(one.fullSpeed, 'turnsPerSecond').toFixed(0) },
  { title: 'p50 / p95 / p99 ms, full speed', of: (one) => latencies(one.fullSpeed) },
  { title: 'p50 / p95 / p99 ms, same rate', of: (one) => latencies(one.sameRate) },
  { title: 'RSS MB', of: (one) => Math.max(...one.fullSpeed.map((part) => part.rssMb)).toFixed(0) },
  {
    title: 'start to first answer ms',
    of: (one) => (one.coldMs.length === 0 ? '–' : median(one.coldMs).toFixed(0)),
  },
  { title: 'idle CPU %', of: (one) => one.idleCpuPercent.toFixed(2) },
  {
    title: 'wrong turns',
    of: (one) => String([...one.fullSpeed, ...one.sameRate].flatMap((part) => part.wrong).length),
  },
];

const latencies = (slices: readonly Slice[]) =>
  (['p50', 'p95', 'p99'] as const).map((figure) => middle(slices, figure).toFixed(1)).join(' / ');

/** A figure of ours beside the classic bot's, and what it should be. */
interface Goal {
  readonly what: string;
  readonly wanted: string;
  readonly seen: (ours: Measured, classic: Measured) => number;
  readonly met: (seen: number) => boolean;
}

const GOALS: readonly Goal[] = [
  {
    what: "CPU a turn, of the classic bot's",
    wanted: 'at most 0.55',
    seen: (ours, classic) =>
      middle(ours.fullSpeed, 'cpuMsPerTurn') / middle(classic.fullSpeed, 'cpuMsPerTurn'),
    met: (ratio) => ratio <= 0.55,
  },
  {
    what: "turns a second, of the classic bot's",
    wanted: 'at least 1.8',
    seen: (ours, classic) =>
      middle(ours.fullSpeed, 'turnsPerSecond') / middle(classic.fullSpeed, 'turnsPerSecond'),
    met: (ratio) => ratio >= 1.8,
  },
  {
    what: "p99 at the same rate, of the classic bot's",
    wanted: 'below 1',
    seen: (ours, classic) => middle(ours.sameRate, 'p99') / middle(classic.sameRate, 'p99'),
    met: (ratio) => ratio < 1,
  },
  {
    what: 'start to first answer, ms',
    wanted: 'at most 350',
    seen: (ours) => median(ours.coldMs),
    met: (ms) => ms <= 350,
  },
  {
    what: 'RSS under load, MB',
    wanted: 'at most 220',
    seen: (ours) => Math.max(...ours.fullSpeed.map((part) => part.rssMb)),
    met: (mb) => mb <= 220,
  },
  {
    what: 'idle CPU, % of a core',
    wanted: 'below 0.3',
    seen: (ours) => ours.idleCpuPercent,
    met: (share) => share < 0.3,
  },
];

/** Everything as Markdown. */
export function report(run: {
  measured: readonly Measured[];
  proofs: readonly Proof[];
  effort: Effort;
  machine: Machine;
}): string {
  const { measured, proofs, effort } = run;
  const { when, cpu, memoryGb, versions } = run.machine;
  const ours = measured.find((one) => one.id === 'esr');
  const classic = measured.find((one) => one.id === 'botbuilder');
  const lines = [
    '# Results of `npm run bench`',
    '',
    `${when} UTC, ${cpu}, ${memoryGb} GB. ${Object.entries(versions)
      .map((pair) => pair.join(' '))
      .join(', ')}.`,
    `${effort.rounds} rounds of ${effort.sliceSeconds} s a program, in turn; ${effort.concurrency} turns at once; the middle of the rounds.`,
    '',
    row(['', ...COLUMNS.map(({ title }) => title)]),
    row(['---', ...COLUMNS.map(() => '---:')]),
    ...measured.map((one) => row([one.name, ...COLUMNS.map((column) => column.of(one))])),
    '',
  ];
  if (ours !== undefined && classic !== undefined) {
    lines.push(row(['goal', 'wanted', 'seen', '']), row(['---', '---', '---:', '---']));
    for (const { what, wanted, seen, met } of GOALS) {
      const value = seen(ours, classic);
      lines.push(row([what, wanted, value.toFixed(value < 10 ? 2 : 0), met(value) ? 'met' : '**missed**']));
    }
    lines.push('');
  }
  lines.push(row(['the driver was shown', 'should see', 'saw']), row(['---', '---', '---:']));
  for (const { shown, expected, seen } of proofs) lines.push(row([shown, expected, seen]));
  return `${lines.join('\n')}\n`;
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
