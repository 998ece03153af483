import { z } from 'zod';
import { BRANCH_IDS } from '../../dialogs/flow/branches.ts';
import { findSecrets } from '../../src/privacy/secrets/secrets.ts';
import type { Match } from '../../src/understanding/decide.ts';
import type { Matcher } from '../../src/understanding/matcher.ts';
import type { TopicId } from '../../src/understanding/wordings.ts';
import { readRecords } from './records.ts';

const Utterances = z.array(
  z.looseObject({
    id: z.string(),
    text: z.string(),
    expectedBranch: z.string(),
    acceptable: z.array(z.string()).default([]),
    note: z.string().default(''),
  }),
);
export type Utterance = z.output<typeof Utterances>[number];

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
  return Utterances.parse(readRecords(file));
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
