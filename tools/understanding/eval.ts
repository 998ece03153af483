/**
 * How well staff's own words are understood: `npm run eval -- [FILE]`.
 * FILE has a JSON record a line: { id, text, expectedBranch, acceptable?, note? }; without it, the held-out sets.
 */
import { join } from 'node:path';
import { GUIDES_FOLDER, MODEL_FILE, TOP } from '../../src/config/content-folder.ts';
import { createMatcher, type Matcher } from '../../src/understanding/matcher.ts';
import { ensureModel } from '../../src/understanding/model-file.ts';
import { evaluate, readUtterances, type Utterance } from '../../tests/shared/evaluate.ts';

const HELD_OUT = ['', '-2', '-3', '-4', '-5'].map((part) =>
  join(TOP, `tests/understanding/heldout-utterances${part}.jsonl`),
);

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

main(process.argv.length > 2 ? process.argv.slice(2) : HELD_OUT);
