import type { BranchId } from '../guides/ids.ts';
import { decide, type Match, type Ranked } from './decide.ts';
import { wordsOf } from './features.ts';
import { type Model, sharesOf } from './model.ts';
import type { TopicId } from './wordings.ts';

export interface Matcher {
  /** Finds what a message is about, among the branches that the Trust has. Never throws. */
  match(text: string, available?: ReadonlySet<BranchId>): Match;
  /** Every meaning, likeliest first; empty for a message without words. */
  rank(text: string): Ranked[];
  /** What a topic's button says, for the topics that a choice may offer. */
  readonly offers: ReadonlyMap<TopicId, { readonly title: string; readonly line: string }>;
}

/** A message states its subject at its beginning or, after a long story, at its end; the middle only costs time. */
const BEGINNING = 400;
const END = 500;

const CLAUSE_END = /[.,;:!?]+(?=\s|$)|\n/;
/** Parts a clause of more words than this, for those who write without full stops. */
const LONG_CLAUSE = 30;
const JOINT = /\b(?=(?:and|but|so|because|then|anyway|when)\b)/i;
const WHOLE_WEIGHT = 0.5;
/** What a clause counts that names no problem ("thanks", "my manager is chasing me"). */
const ASIDE_WEIGHT = 0.2;

/** Makes a matcher of a trained model. */
export function createMatcher(model: Model): Matcher {
  const rank = (text: string): Ranked[] => {
    const short = shortened(text);
    const words = wordsOf(short, model.same);
    if (words.length === 0) return [];
    const clauses = clausesOf(short).map((clause) => wordsOf(clause, model.same));
    const shares = weigh(
      model,
      words,
      clauses.filter((clause) => clause.length > 0),
    );
    return model.meanings
      .map((meaning, at) => ({ meaning, share: shares[at] ?? 0 }))
      .sort((a, b) => b.share - a.share);
  };
  const branches = new Set(model.meanings.flatMap(({ kind, id }) => (kind === 'branch' ? [id] : [])));
  return {
    rank,
    match: (text, available = branches) =>
      isForeignScript(text)
        ? { kind: 'topic', id: 'other-language', confidence: 1 }
        : decide(rank(text), available),
    offers: new Map(
      model.meanings.flatMap((m) =>
        m.kind === 'topic' && m.title && m.line ? [[m.id, { title: m.title, line: m.line }]] : [],
      ),
    ),
  };
}

function shortened(text: string): string {
  return text.length <= BEGINNING + END ? text : `${text.slice(0, BEGINNING)}\n${text.slice(-END)}`;
}

function clausesOf(text: string): string[] {
  return text.split(CLAUSE_END).flatMap((clause) => {
    const long = clause.trim().split(/\s+/).length > LONG_CLAUSE;
    return long ? clause.split(JOINT) : [clause];
  });
}

/** In a message of several clauses each counts too: more the surer it is, and most where it names a problem or a learner. */
function weigh(model: Model, words: readonly string[], clauses: readonly string[][]): Float64Array {
  const whole = sharesOf(words, model);
  if (clauses.length < 2) return whole;
  const sum = whole.map((share) => share * WHOLE_WEIGHT);
  for (const clause of clauses) {
    sharesOf(clause, model).forEach((share, at) => {
      const meaning = model.meanings[at];
      const names = meaning?.kind === 'branch' || meaning?.id === 'epic-trainer';
      sum[at] = (sum[at] ?? 0) + (names ? 1 : ASIDE_WEIGHT) * share * share;
    });
  }
  const total = sum.reduce((a, b) => a + b, 0);
  return sum.map((share) => share / total);
}

/** Whether most letters belong to no Latin alphabet: no wording can help there. */
function isForeignScript(text: string): boolean {
  const letters = shortened(text).match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => !/\p{Script=Latin}/u.test(letter)).length * 2 > letters.length;
}
