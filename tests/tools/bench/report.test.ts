import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Measured, Slice } from '../../../tools/bench/measure.ts';
import { intoPage, type Run, report } from '../../../tools/bench/report.ts';

const slice = (cpuMsPerTurn: number, turnsPerSecond: number): Slice => ({
  turns: 1,
  turnsPerSecond,
  cpuMsPerTurn,
  databaseMsPerTurn: Number.NaN,
  p50: 1,
  p95: 1,
  p99: 1,
  rssMb: 200,
  wrong: [],
});
const measured = (id: string, one: Slice): Measured => ({
  id,
  name: `the ${id}`,
  coldMs: [300],
  fullSpeed: [one],
  sameRate: [one],
  busyMorning: [one],
  idleCpuPercent: 0.1,
});
const run: Run = {
  measured: [measured('esr', slice(0.5, 2000)), measured('botbuilder', slice(1, 1000))],
  findings: [{ what: 'live heap', wanted: 'flat', seen: '12 MB', met: false, how: 'looked twice' }],
  proofs: [],
  effort: { coldStarts: 1, rounds: 1, sliceSeconds: 1, warmUpSeconds: 1, idleSeconds: 1, concurrency: 1 },
  machine: { when: 'today', cpu: 'two', memoryGb: 1, versions: {} },
};
const rowOf = (text: string, begin: string) =>
  text.split('\n').find((line) => line.startsWith(`| ${begin}`)) ?? '';

it('a goal is met or missed by what was measured, and a missed one is plain to see', () => {
  const text = report(run);
  expect(rowOf(text, 'CPU a turn on SQLite')).toContain('| 0.50 | met |');
  expect(rowOf(text, 'turns a second on SQLite,')).toContain('| 2.00 | met |');
  expect(rowOf(text, 'p99 on SQLite')).toContain('| 1.00 | **missed** |');
  // Nothing was measured on PostgreSQL.
  expect(rowOf(text, 'CPU a turn on PostgreSQL')).toBe('');
  expect(rowOf(text, 'live heap')).toContain('**missed**');
});

it('the page has a place for the figures, and new ones take the place of old ones', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/performance.md'), 'utf8');
  const written = intoPage(page, run);
  expect(rowOf(written, 'the esr')).not.toBe('');
  const again = intoPage(written, { ...run, measured: [measured('other', slice(1, 1))] });
  expect(rowOf(again, 'the esr')).toBe('');
  expect(rowOf(again, 'the other')).not.toBe('');
  expect(again).toContain('## To repeat it');
});
