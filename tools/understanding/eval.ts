/**
 * How well staff's own words are understood: `npm run eval -- [FILE]`.
 * FILE is a list of { id, text, expectedBranch, acceptable?, note? }; without it, the held-out sets.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BRANCH_IDS } from '../../dialogs/flow/branches.ts';
import { GUIDES_FOLDER, MODEL_FILE } from '../../src/config/content-folder.ts';
import { findSecrets } from '../../src/privacy/secrets/secrets.ts';
import type { Match } from '../../src/understanding/decide.ts';
import { createMatcher, type Matcher } from '../../src/understanding/matcher.ts';
import { ensureModel } from '../../src/understanding/model-file.ts';
import type { TopicId } from '../../src/understanding/wordings.ts';

const ROOT = join(import.meta.dirname, '../..');
const HELD_OUT = ['', '-2', '-3', '-4', '-5'].map(
  (part) => `tests/understanding/heldout-utterances${part}.json`,
);

const Utterances = z.array(
  z.looseObject({
    id: z.string(),
    text: z.string(),
    expectedBranch: z.string(),
    acceptable: z.array(z.string()).default([]),
    note: z.string().default(''),
  }),
);
type Utterance = z.output<typeof Utterances>[number];

const NOT_SERVED = ['out-of-scope'];
const ELSEWHERE = ['it-service-desk', 'out-of-scope'];
/** The labels that each topic answers. A branch answers its own id. */
const LABELS: Readonly<Record<TopicId, readonly string[]>> = {
  greeting: ['greeting'],
  thanks: ['greeting'],
  escalate: ['escalate'],
  'epic-trainer': ['epic-trainer-escalation'],
  'annual-leave': NOT_SERVED,
  'payslip-content': NOT_SERVED,
  payroll: NOT_SERVED,
  'training-content': NOT_SERVED,
  'something-else': NOT_SERVED,
  'small-talk': ['greeting', 'out-of-scope'],
  'orders-to-the-bot': NOT_SERVED,
  abuse: NOT_SERVED,
  'other-language': NOT_SERVED,
  'bare-answer': NOT_SERVED,
  gibberish: NOT_SERVED,
  'epic-login': ELSEWHERE,
  'nhsmail-password': ELSEWHERE,
  'smartcard-issue': ELSEWHERE,
  it: ELSEWHERE,
};

export interface Evaluation {
  readonly rows: number;
  /** Shares from 0 to 1. */
  readonly top1: number;
  readonly offered: number;
  /** Straight into something, rather than asking which. */
  readonly straight: number;
  readonly forced: number;
  readonly secretsCaught: number;
  readonly falseAlarms: readonly string[];
  readonly misses: readonly { readonly row: Utterance; readonly got: readonly string[] }[];
}

export function readUtterances(file: string): Utterance[] {
  return Utterances.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Scores the matcher: `expectedBranch` and any of `acceptable` are right; messages with a secret never reach it. */
export function evaluate(utterances: readonly Utterance[], matcher: Matcher): Evaluation {
  const secrets = utterances.filter((row) => row.expectedBranch === 'sensitive-data');
  const rows = utterances.filter((row) => row.expectedBranch !== 'sensitive-data');
  const scored = rows.map((row) => {
    const match = matcher.match(row.text);
    const got = answers(match);
    const right = got.map((answer) => labelsOf(answer).some((label) => wanted(row).includes(label)));
    return { row, match, got, first: right[0] === true, offered: right.includes(true) };
  });
  const unserved = scored.filter(({ row }) => ELSEWHERE.includes(row.expectedBranch));
  return {
    rows: rows.length,
    top1: share(scored, (s) => s.first),
    offered: share(scored, (s) => s.offered),
    straight: share(scored, (s) => s.match.kind !== 'choose'),
    forced: share(unserved, (s) => s.match.kind === 'branch' && !s.first),
    secretsCaught: share(secrets, (row) => findSecrets(row.text).length > 0),
    falseAlarms: rows
      .filter((row) => findSecrets(row.text).length > 0 && !/redact/.test(row.note))
      .map((row) => row.text),
    misses: scored.filter((s) => !s.first).map(({ row, got }) => ({ row, got })),
  };
}

function wanted(row: Utterance): readonly string[] {
  return [row.expectedBranch, ...row.acceptable];
}

function answers(match: Match): readonly string[] {
  if (match.kind === 'none') return ['none'];
  return match.kind === 'choose' ? match.ids : [match.id];
}

function labelsOf(answer: string): readonly string[] {
  if (answer === 'none') return NOT_SERVED;
  return (BRANCH_IDS as readonly string[]).includes(answer) ? [answer] : LABELS[answer as TopicId];
}

function share<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return all.length === 0 ? Number.NaN : all.filter(holds).length / all.length;
}

function main(files: readonly string[]): void {
  const before = process.memoryUsage();
  const started = performance.now();
  const matcher = createMatcher(ensureModel(GUIDES_FOLDER, MODEL_FILE));
  console.log(
    `matcher ready in ${(performance.now() - started).toFixed(0)} ms, ${megabytesSince(before)} MB`,
  );
  for (const file of files) show(file, readUtterances(file), matcher);
}

function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function megabytesSince(before: NodeJS.MemoryUsage): string {
  const now = process.memoryUsage();
  return ((now.heapUsed + now.external - before.heapUsed - before.external) / 1e6).toFixed(1);
}

function show(file: string, utterances: readonly Utterance[], matcher: Matcher): void {
  const result = evaluate(utterances, matcher); // also warms up, so that the time below is of matching
  const times = utterances.map(({ text }) => timeOf(() => matcher.match(text))).sort((a, b) => a - b);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const slow = times[Math.floor(times.length * 0.99)] ?? 0;
  const percent = (part: number) =>
    Number.isNaN(part) ? 'none in the file' : `${(part * 100).toFixed(1)} %`;
  console.log(`
${file}: ${result.rows} messages and ${utterances.length - result.rows} with a secret
  first answer right           ${percent(result.top1)}
  right one first or offered   ${percent(result.offered)}
  answered without asking      ${percent(result.straight)}
  not ours, forced in a branch ${percent(result.forced)}
  secrets caught               ${percent(result.secretsCaught)}
  false alarms                 ${percent(result.falseAlarms.length / result.rows)}
  a message                    ${mean.toFixed(2)} ms, 99 in 100 under ${slow.toFixed(2)} ms`);
  for (const text of result.falseAlarms) console.log(`  no secret in: ${text}`);
  const confusions = Map.groupBy(
    result.misses,
    ({ row, got }) => `${row.expectedBranch} taken for ${got[0]}`,
  );
  const worst = [...confusions].sort(([, a], [, b]) => b.length - a.length).slice(0, 15);
  if (worst.length > 0) console.log('  worst confusions:');
  for (const [confusion, misses] of worst) {
    console.log(`    ${misses.length} x ${confusion}`);
    for (const { row, got } of misses.slice(0, 3)) console.log(`        ${row.text}  ->  ${got.join(', ')}`);
  }
}

if (import.meta.main)
  main(process.argv.length > 2 ? process.argv.slice(2) : HELD_OUT.map((file) => join(ROOT, file)));
