import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { type Effort, type Measured, median, type Slice } from './measure.ts';
import type { Finding } from './scale/finding.ts';
import type { Proof } from './self-test.ts';

/** The machine and software of the measurement. */
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
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
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

/** A figure of ours next to the classic bot's, and its target. */
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

/** A whole run. */
export interface Run {
  readonly measured: readonly Measured[];
  readonly findings: readonly Finding[];
  readonly proofs: readonly Proof[];
  readonly effort: Effort;
  readonly machine: Machine;
}

/** Everything as Markdown. */
export function report(run: Run): string {
  const proofs = run.proofs.map(({ shown, expected, seen }) => row([shown, expected, seen]));
  const lines = [
    '# Results of `npm run bench`',
    '',
    figures(run),
    '',
    ...waysOf(run.findings),
    '',
    row(['the driver was shown', 'should see', 'saw']),
    row(['---', '---', '---:']),
    ...proofs,
  ];
  return `${lines.join('\n')}\n`;
}

/** The page with these figures between its two marks. */
export const intoPage = (page: string, run: Run) =>
  page.replace(
    /(<!-- results[^>]*-->\n)[\s\S]*(<!-- \/results -->)/,
    (_, begin: string, end: string) => `${begin}\n${figures(run)}\n\n${end}`,
  );

/** The tables, and where and how they were measured. */
function figures({ measured, findings, effort, machine: { when, cpu, memoryGb, versions } }: Run): string {
  const ours = measured.find((one) => one.id === 'esr');
  const classic = measured.find((one) => one.id === 'botbuilder');
  const pairs = Object.entries(versions).map((pair) => pair.join(' '));
  const goals = ours === undefined || classic === undefined ? [] : goalRows(ours, classic);
  return [
    `${when} UTC, ${cpu}, ${memoryGb} GB. ${pairs.join(', ')}.`,
    `${effort.rounds} rounds of ${effort.sliceSeconds} s a program, in turn; ${effort.concurrency} turns at once; the middle of the rounds.`,
    '',
    row(['', ...COLUMNS.map(({ title }) => title)]),
    row(['---', ...COLUMNS.map(() => '---:')]),
    ...measured.map((one) => row([one.name, ...COLUMNS.map((column) => column.of(one))])),
    ...goals,
    ...(findings.length === 0 ? [] : ['', ...findingRows(findings)]),
  ].join('\n');
}

function goalRows(ours: Measured, classic: Measured): string[] {
  const rows = GOALS.map(({ what, wanted, seen, met }) => {
    const value = seen(ours, classic);
    return row([what, wanted, value.toFixed(value < 10 ? 2 : 0), verdict(met(value))]);
  });
  return ['', row(['goal', 'wanted', 'seen', '']), row(['---', '---', '---:', '---']), ...rows];
}

/** Findings about scale, and how each was made. */
export const scaleTable = (findings: readonly Finding[]) =>
  [...findingRows(findings), '', ...waysOf(findings)].join('\n');

const findingRows = (findings: readonly Finding[]) => [
  row(['with much of everything', 'wanted', 'seen', '']),
  row(['---', '---', '---', '---']),
  ...findings.map(({ what, wanted, seen, met }) => row([what, wanted, seen, verdict(met)])),
];

const waysOf = (findings: readonly Finding[]) => findings.map(({ what, how }) => `- ${what}: ${how}.`);

const verdict = (met: boolean) => (met ? 'met' : '**missed**');

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
