import type { Mention } from '../finding/mention.ts';

/** One learner's username and address, as far as the message says which belong together. */
export type Pair = {
  readonly username: string | undefined;
  readonly email: string | undefined;
  /** More than one reading is possible; the doubtful field is left out. */
  readonly unsure: boolean;
  /** What the empty field could be. */
  readonly choices: readonly string[];
  readonly name?: string;
  /** A row of a table with one column for addresses says that they belong together. */
  readonly isRow?: boolean;
  /** Where the learner's first mention starts. */
  readonly start: number;
};

/** A row of one mention, with the other field empty. */
export function lone(mention: Mention): Pair {
  const value =
    mention.kind === 'username'
      ? { username: mention.value, email: undefined }
      : { username: undefined, email: mention.value };
  return { ...value, unsure: false, choices: [], start: mention.start };
}

/** The mentions of one kind, each value once. */
export function distinct(mentions: readonly Mention[], kind: Mention['kind']): Mention[] {
  const seen = new Set<string>();
  return mentions.filter((one) => one.kind === kind && !seen.has(one.value) && seen.add(one.value));
}
