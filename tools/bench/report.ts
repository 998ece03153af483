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
  {
    title: 'CPU ms of the database',
    of: (one) => {
      const ms = middle(one.fullSpeed, 'databaseMsPerTurn');
      return Number.isNaN(ms) ? '–' : ms.toFixed(3);
    },
  },
  { title: 'turns a second', of: (one) => middle(one.fullSpeed, 'turnsPerSecond').toFixed(0) },
  { title: 'p50 / p95 / p99 ms, full speed', of: (one) => latencies(one.fullSpeed) },
  { title: 'p50 / p95 / p99 ms, same rate', of: (one) => latencies(one.sameRate) },
  {
    title: 'p50 / p95 / p99 ms, 200 a second',
    of: (one) => (one.busyMorning.length === 0 ? '–' : latencies(one.busyMorning)),
  },
  { title: 'RSS MB', of: (one) => Math.max(...one.fullSpeed.map((part) => part.rssMb)).toFixed(0) },
  {
    title: 'start to first answer ms',
    of: (one) => (one.coldMs.length === 0 ? '–' : median(one.coldMs).toFixed(0)),
  },
  {
    title: 'idle CPU %',
    of: (one) => (Number.isNaN(one.idleCpuPercent) ? '–' : one.idleCpuPercent.toFixed(2)),
  },
  {
    title: 'wrong turns',
    of: (one) =>
      String([...one.fullSpeed, ...one.sameRate, ...one.busyMorning].flatMap((part) => part.wrong).length),
  },
];

const latencies = (slices: readonly Slice[]) =>
  (['p50', 'p95', 'p99'] as const).map((figure) => middle(slices, figure).toFixed(1)).join(' / ');

/** A figure of ours, often next to the classic bot's, and its target. */
interface Goal {
  readonly what: string;
  readonly wanted: string;
  /** Which of the measured programs it is about, in this order. */
  readonly of: readonly string[];
  readonly seen: (ours: Measured, other: Measured) => number;
  readonly met: (seen: number) => boolean;
}

const ON_SQLITE = ['esr', 'botbuilder'];
const ON_POSTGRES = ['esr-postgres', 'botbuilder'];

const cpu = (one: Measured) => middle(one.fullSpeed, 'cpuMsPerTurn');

const GOALS: readonly Goal[] = [
  {
    what: "CPU a turn on PostgreSQL, of the classic bot's",
    wanted: 'at most 0.90',
    of: ON_POSTGRES,
    seen: (ours, classic) => cpu(ours) / cpu(classic),
    met: (ratio) => ratio <= 0.9,
  },
  {
    what: "CPU a turn on SQLite, of the classic bot's",
    wanted: 'at most 0.50',
    of: ON_SQLITE,
    seen: (ours, classic) => cpu(ours) / cpu(classic),
    met: (ratio) => ratio <= 0.5,
  },
  {
    what: 'p99 on PostgreSQL at 200 turns a second, ms',
    wanted: 'below 25',
    of: ON_POSTGRES,
    seen: (ours) => middle(ours.busyMorning, 'p99'),
    met: (ms) => ms < 25,
  },
  {
    what: 'turns that two processes can do on one PostgreSQL, of what one can: by the CPU of a turn',
    wanted: 'at least 1.7',
    of: ['esr-postgres', 'esr-postgres-two'],
    seen: (one, two) => (2 * cpu(one)) / cpu(two),
    met: (worth) => worth >= 1.7,
  },
  {
    what: "turns a second on SQLite, of the classic bot's",
    wanted: 'at least 1.8',
    of: ON_SQLITE,
    seen: (ours, classic) =>
      middle(ours.fullSpeed, 'turnsPerSecond') / middle(classic.fullSpeed, 'turnsPerSecond'),
    met: (ratio) => ratio >= 1.8,
  },
  {
    what: "p99 on SQLite at the same rate, of the classic bot's",
    wanted: 'below 1',
    of: ON_SQLITE,
    seen: (ours, classic) => middle(ours.sameRate, 'p99') / middle(classic.sameRate, 'p99'),
    met: (ratio) => ratio < 1,
  },
  {
    what: 'start to first answer on SQLite, ms',
    wanted: 'at most 350',
    of: ON_SQLITE,
    seen: (ours) => median(ours.coldMs),
    met: (ms) => ms <= 350,
  },
  {
    what: 'RSS under load on SQLite, MB',
    wanted: 'at most 220',
    of: ON_SQLITE,
    seen: (ours) => Math.max(...ours.fullSpeed.map((part) => part.rssMb)),
    met: (mb) => mb <= 220,
  },
  {
    what: 'idle CPU on SQLite, % of a core',
    wanted: 'below 0.3',
    of: ON_SQLITE,
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
  const pairs = Object.entries(versions).map((pair) => pair.join(' '));
  return [
    `${when} UTC, ${cpu}, ${memoryGb} GB. ${pairs.join(', ')}.`,
    `${effort.rounds} rounds of ${effort.sliceSeconds} s a program, in turn; ${effort.concurrency} turns at once; the middle of the rounds.`,
    '',
    row(['', ...COLUMNS.map(({ title }) => title)]),
    row(['---', ...COLUMNS.map(() => '---:')]),
    ...measured.map((one) => row([one.name, ...COLUMNS.map((column) => column.of(one))])),
    ...goalRows(measured),
    ...(findings.length === 0 ? [] : ['', ...findingRows(findings)]),
  ].join('\n');
}

function goalRows(measured: readonly Measured[]): string[] {
  const rows = GOALS.flatMap(({ what, wanted, of, seen, met }) => {
    const [ours, other] = of.map((id) => measured.find((one) => one.id === id));
    if (ours === undefined || other === undefined) return [];
    const value = seen(ours, other);
    return [row([what, wanted, value.toFixed(value < 10 ? 2 : 0), verdict(met(value))])];
  });
  if (rows.length === 0) return [];
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
