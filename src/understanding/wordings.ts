import { parse } from 'yaml';
import { z } from 'zod';
import type { BranchId } from '../guides/ids.ts';

/** What a message can be about that is no branch. Each has its own short answer. */
export const TOPIC_IDS = [
  'greeting',
  'thanks',
  'escalate',
  'epic-trainer',
  'annual-leave',
  'payslip-content',
  'payroll',
  'training-content',
  'epic-login',
  'nhsmail-password',
  'smartcard-issue',
  'it',
  'something-else',
  'small-talk',
  'orders-to-the-bot',
  'abuse',
  'other-language',
  'bare-answer',
  'gibberish',
] as const;
export type TopicId = (typeof TOPIC_IDS)[number];

/** A branch, a topic, or a question: one thing people say that means any of several (its `between`, likeliest first). */
export type Meaning =
  | { readonly kind: 'branch'; readonly id: BranchId }
  | {
      readonly kind: 'topic';
      readonly id: TopicId;
      readonly title?: string | undefined;
      readonly line?: string | undefined;
    }
  | { readonly kind: 'question'; readonly id: string; readonly between: readonly (BranchId | TopicId)[] };

export interface Wordings {
  /** Every meaning with the ways people say it. */
  readonly meanings: readonly { readonly meaning: Meaning; readonly wordings: readonly string[] }[];
  /** Each phrase to its replacement ("log on" to "login"). */
  readonly same: ReadonlyMap<string, string>;
  /** Words people put around any problem. */
  readonly around: readonly string[];
}

/** `branches.yaml` cannot be used as it is; the message lists the fixes. */
export class WordingsError extends Error {
  readonly code = 'WORDINGS_INVALID';
  constructor(problems: string) {
    super(`branches.yaml needs mending:\n${problems}`);
  }
}

const split = (by: RegExp) => (text: string) => text.split(by).flatMap((part) => part.trim() || []);
const Lines = z.string().transform(split(/\n/));
const Alternatives = Lines.transform((lines) => lines.flatMap(alternatives));
const File = z.object({
  branches: z.record(z.string(), z.object({ wordings: Alternatives })),
  questions: z.record(
    z.string(),
    z.object({
      between: z.array(z.string()).min(2).max(4),
      wordings: Alternatives,
    }),
  ),
  topics: z.record(
    z.enum(TOPIC_IDS),
    z
      .object({ title: z.string().min(1), line: z.string().min(1) })
      .partial()
      .extend({ wordings: Alternatives }),
  ),
  // A word may be a number ("two: 2"), which YAML reads as one.
  same: z.record(z.string(), z.coerce.string().transform(split(/,/))),
  around: Lines,
});

/** Reads the wordings in the text of `branches.yaml`. Throws one WordingsError with every problem found. */
export function readWordings(yaml: string): Wordings {
  const file = File.safeParse(parse(yaml));
  if (!file.success) throw new WordingsError(z.prettifyError(file.error));
  const { branches, questions, topics, same, around } = file.data;
  const meanings: Wordings['meanings'] = [
    ...entries(branches).map(([id, { wordings }]) => ({
      meaning: { kind: 'branch', id } as const,
      wordings,
    })),
    ...entries(questions).map(([id, { wordings, between }]) => ({
      meaning: { kind: 'question', id, between } as const,
      wordings,
    })),
    ...entries(topics).map(([id, { wordings, title, line }]) => ({
      meaning: { kind: 'topic', id, title, line } as const,
      wordings,
    })),
  ];
  const answers = [...Object.keys(branches), ...TOPIC_IDS];
  const problems = [
    ...repeats(meanings, yaml),
    ...entries(questions).flatMap(([id, { between }]) =>
      between
        .filter((answer) => !answers.includes(answer))
        .map((answer) => `branches.yaml: ${id}.between: there is no problem or topic "${answer}"`),
    ),
  ];
  if (problems.length > 0) throw new WordingsError(problems.join('\n'));
  return {
    meanings,
    same: new Map(entries(same).flatMap(([word, all]) => all.map((p) => [p, word]))),
    around,
  };
}

const CHOICE = /[\p{L}\p{N}]{2,}(?:\/[\p{L}\p{N}]{2,})+/gu;

/** "no email has come/arrived" as one line for each word between the slashes; several groups advance in parallel. */
function alternatives(line: string): string[] {
  const widths = [...line.matchAll(CHOICE)].map(([choice]) => choice.split('/').length);
  return Array.from({ length: Math.max(1, ...widths) }, (_, at) =>
    line.replace(CHOICE, (choice) => choice.split('/').at(at % choice.split('/').length) ?? choice),
  );
}

/** Each duplicate wording, with both its lines. */
function repeats(meanings: Wordings['meanings'], yaml: string): string[] {
  const seen = new Set<string>();
  const repeated = meanings.flatMap(({ wordings }) =>
    wordings.filter((wording) => seen.size === seen.add(wording.toLowerCase()).size),
  );
  const lines =
    repeated.length === 0 ? [] : yaml.split('\n').map((line) => alternatives(line.trim().toLowerCase()));
  return repeated.map((wording) => {
    const at = lines.flatMap((said, index) => (said.includes(wording.toLowerCase()) ? [index + 1] : []));
    return `branches.yaml:${at.at(-1)}: "${wording}" is also on line ${at[0]}; keep it in one place`;
  });
}

/** Object.entries that keeps the keys' type: sound here, as zod has dropped every other key. */
function entries<K extends string, V>(record: Record<K, V>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
