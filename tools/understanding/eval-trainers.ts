/**
 * How well trainers' messages are read: `node tools/understanding/eval-trainers.ts [FILE]`.
 * FILE has a JSON record a line: { id, text, expected: [{ username, email }], complete, issues }. Exits with 1 on a wrong pairing.
 */
import { z } from 'zod';
import { type LearnersReading, readLearners } from '../../src/intake/learners/learners.ts';
import { readRecords } from '../../tests/shared/records.ts';

const DEFAULT_FILES = ['given-', '', 'more-', 'held-out-'].map(
  (kind) => `tests/intake/learners/${kind}trainer-messages.jsonl`,
);
const RULES = {
  prefixes: [{ code: '432' }, { code: '178', old: true }],
  otherTrusts: [
    { code: '427', trust: 'trust-427' },
    { code: '382', trust: 'trust-382' },
  ],
  lastTwoDigits: true,
};

const Side = z.string().nullish();
const Messages = z.array(
  z.looseObject({
    id: z.string(),
    text: z.string(),
    channel: z.string().optional(),
    expected: z.array(z.looseObject({ username: Side, email: Side })).optional(),
    complete: z.boolean().optional(),
    issues: z.array(z.string()).optional(),
  }),
);
type Message = z.infer<typeof Messages>[number];

type Score = {
  readonly expected: number;
  readonly read: number;
  readonly right: number;
  readonly wrong: readonly string[];
  readonly rowsAgree: boolean;
  readonly completeAgrees: boolean;
  readonly issuesAgree: boolean;
  readonly milliseconds: number;
  readonly reading: LearnersReading;
};

function main(files: readonly string[]): void {
  let wrongPairings = 0;
  for (const file of files) {
    const messages = Messages.parse(readRecords(file)).filter((one) => one.expected !== undefined);
    for (const message of messages) readLearners(message.text, RULES); // warm up, so that times are of reading
    const scores = messages.map((message) => [message, score(message)] as const);
    for (const [message, one] of scores) showDifferences(message, one);
    wrongPairings += showTotals(file, scores);
  }
  if (wrongPairings > 0) process.exitCode = 1;
}

function score(message: Message): Score {
  const started = performance.now();
  const reading = readLearners(message.text, RULES);
  const milliseconds = performance.now() - started;
  const wanted = (message.expected ?? []).map(pairKey);
  const got = reading.rows.map(pairKey);
  const full = (keys: readonly string[]) => keys.filter((key) => !key.includes('?'));
  const wrong = full(got).filter((key) => !wanted.includes(key));
  return {
    expected: full(wanted).length,
    read: full(got).length,
    right: full(wanted).filter((key) => got.includes(key)).length,
    wrong,
    rowsAgree: sameList(wanted, got),
    completeAgrees: message.complete === undefined || message.complete === reading.complete,
    issuesAgree: message.issues === undefined || sameList([...new Set(message.issues)], issuesOf(reading)),
    milliseconds,
    reading,
  };
}

function pairKey(pair: { username?: string | null | undefined; email?: string | null | undefined }): string {
  return `${pair.username?.toUpperCase() ?? '?'} ${pair.email?.toLowerCase() ?? '?'}`;
}

function issuesOf(reading: LearnersReading): string[] {
  const rows = reading.rows.flatMap((row) => row.issues.map((issue): string => issue.code));
  const secret = reading.findings.some((finding) => finding.code === 'sensitive-data');
  return [...new Set(secret ? [...rows, 'sensitive-data'] : rows)];
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.toSorted().join('\n') === other.toSorted().join('\n');
}

function showDifferences(message: Message, one: Score): void {
  if (one.wrong.length === 0 && one.rowsAgree && one.completeAgrees && one.issuesAgree) return;
  console.log(`${message.id}${one.wrong.length > 0 ? '  WRONG PAIRING' : ''}`);
  const wanted = message.issues === undefined ? '' : `  [${message.issues.join(', ')}]`;
  console.log(`  expected ${(message.expected ?? []).map(pairKey).join(' | ')}${wanted}`);
  console.log(
    `  read     ${one.reading.rows.map(pairKey).join(' | ')}  [${issuesOf(one.reading).join(', ')}]`,
  );
  for (const pair of one.wrong) console.log(`  wrong    ${pair}`);
  if (!one.completeAgrees)
    console.log(`  complete: expected ${message.complete}, read ${one.reading.complete}`);
}

function showTotals(file: string, scores: ReadonlyArray<readonly [Message, Score]>): number {
  const all = scores.map(([, one]) => one);
  const sum = (count: (one: Score) => number) => all.reduce((total, one) => total + count(one), 0);
  const right = sum((one) => one.right);
  const wrong = sum((one) => one.wrong.length);
  const slowest = scores.toSorted(([, a], [, b]) => b.milliseconds - a.milliseconds)[0];
  console.log(`${file}: ${all.length} messages`);
  const agreed = (agrees: (one: Score) => boolean) => percent(all.filter(agrees).length, all.length);
  const precision = percent(
    right,
    sum((one) => one.read),
  );
  const recall = percent(
    right,
    sum((one) => one.expected),
  );
  console.log(`  pairs       precision ${precision}  recall ${recall}`);
  console.log(`  wrong pairings ${wrong}`);
  console.log(`  same rows      ${agreed((one) => one.rowsAgree)}`);
  console.log(`  same complete  ${agreed((one) => one.completeAgrees)}`);
  console.log(`  same issues    ${agreed((one) => one.issuesAgree)}`);
  if (slowest) console.log(`  slowest        ${slowest[1].milliseconds.toFixed(2)} ms (${slowest[0].id})`);
  return wrong;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} % (${part}/${whole})`;
}

main(process.argv.length > 2 ? process.argv.slice(2) : DEFAULT_FILES);
