import { parse } from 'yaml';
import { z } from 'zod';

/** One thing a message can be about: a branch, a question between several, or a topic with its own short answer. */
export interface Meaning {
  readonly id: string;
  readonly kind: 'branch' | 'question' | 'topic';
  /** Questions only: what it could mean, likeliest first. */
  readonly between: readonly string[];
  /** Whether a choice may offer it as a button: it has a title. */
  readonly offered: boolean;
  readonly wordings: readonly string[];
}

export interface Wordings {
  readonly meanings: readonly Meaning[];
  /** Phrases with one sense, each to the word that stands for all of them. */
  readonly same: ReadonlyMap<string, string>;
  /** What people wrap around a problem, whichever it is. */
  readonly around: readonly string[];
}

/** `branches.yaml` cannot be used; the message lists what to mend. */
export class WordingsError extends Error {
  readonly code = 'WORDINGS_INVALID';
}

const split = (by: RegExp) => (text: string) =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const lines = z.string().transform(split(/\n/));
const offer = { title: z.string().optional(), line: z.string().optional() };
const File = z.object({
  branches: z.record(z.string(), z.object({ title: z.string(), line: z.string(), wordings: lines })),
  questions: z.record(z.string(), z.object({ between: z.array(z.string()).min(2).max(4), wordings: lines })),
  topics: z.record(z.string(), z.object({ ...offer, wordings: lines })),
  same: z.record(z.string(), z.coerce.string().transform(split(/,/))),
  around: lines,
});

/** Reads the wordings of `branches.yaml`. Throws {@link WordingsError} with every problem found. */
export function readWordings(yaml: string): Wordings {
  const file = File.safeParse(parse(yaml));
  if (!file.success) throw new WordingsError(`branches.yaml needs mending:\n${z.prettifyError(file.error)}`);
  const { branches, questions, topics, same, around } = file.data;
  const meanings: Meaning[] = [
    ...Object.entries(branches).map(([id, { wordings }]) => meaning('branch', id, wordings)),
    ...Object.entries(questions).map(([id, q]) => ({
      ...meaning('question', id, q.wordings),
      between: q.between,
    })),
    ...Object.entries(topics).map(([id, t]) => ({
      ...meaning('topic', id, t.wordings),
      offered: t.title !== undefined,
    })),
  ];
  const problems = [...unknownAnswers(meanings), ...repeats(meanings)];
  if (problems.length > 0) throw new WordingsError(`branches.yaml needs mending:\n${problems.join('\n')}`);
  return {
    meanings,
    same: new Map(Object.entries(same).flatMap(([word, all]) => all.map((p) => [p, word]))),
    around,
  };
}

function meaning(kind: Meaning['kind'], id: string, wordings: readonly string[]): Meaning {
  return { id, kind, between: [], offered: kind === 'branch', wordings };
}

function unknownAnswers(meanings: readonly Meaning[]): string[] {
  const offered = new Set(meanings.filter((m) => m.offered).map((m) => m.id));
  return meanings.flatMap(({ id, between }) =>
    between
      .filter((b) => !offered.has(b))
      .map((b) => `question "${id}": "${b}" is no branch, nor a topic with a title`),
  );
}

function repeats(meanings: readonly Meaning[]): string[] {
  const seen = new Map<string, string>();
  return meanings.flatMap(({ id, wordings }) =>
    wordings.flatMap((wording) => {
      const before = seen.get(wording.toLowerCase());
      seen.set(wording.toLowerCase(), id);
      return before === undefined
        ? []
        : [`"${wording}" is under "${before}" and "${id}": keep it in one place`];
    }),
  );
}
