import { BRANCH_IDS, type BranchId } from '../ids.ts';
import { wordsOf } from './features.ts';
import { type Model, sharesOf } from './model.ts';
import type { Meaning, TopicId } from './wordings.ts';

/** What a message was understood as. `confidence` is from 0 to 1. */
export type Match =
  | { readonly kind: 'branch'; readonly id: BranchId; readonly confidence: number }
  /** The message means a branch that this Trust's guide does not have. */
  | { readonly kind: 'not-covered'; readonly id: BranchId; readonly confidence: number }
  /** Two to four to ask between, likeliest first. `uncovered`: what else it could be, but the Trust's guide lacks;
   * among the `ids` only where the guide covers no more than one of them. */
  | {
      readonly kind: 'choose';
      readonly ids: readonly (BranchId | TopicId)[];
      readonly uncovered: readonly BranchId[];
    }
  | { readonly kind: 'topic'; readonly id: TopicId; readonly confidence: number }
  | { readonly kind: 'none' };

export interface Ranked {
  readonly meaning: Meaning;
  readonly share: number;
}

export interface Matcher {
  /** Finds what a message is about, among the branches that the Trust has. Never throws. */
  match(text: string, available?: ReadonlySet<BranchId>): Match;
  /** Every meaning, likeliest first; empty for a message without words. */
  rank(text: string): Ranked[];
  /** What a topic's button says, for the topics that a choice may offer. */
  readonly offers: ReadonlyMap<TopicId, { readonly title: string; readonly line: string }>;
}

/** From this share on the bot goes straight into a branch. Below, it would be wrong once in eight times or more. */
const SURE_OF_BRANCH = 0.9;
/** The same for a topic's short answer and for a question, which cost less when wrong. */
const SURE = 0.8;
/** A topic that cannot be put on a button is answered from this share on: a mistake costs one short answer. */
const LIKELY = 0.4;
/** So many times likelier than the likeliest button, chatter is answered even when it is not likely. */
const ALONE = 4;
/** A likeliest meaning below this is a guess, and not worth offering. */
const GUESS = 0.12;
/** A choice leaves out what is less likely than this. */
const FAR_BEHIND = 0.003;
/** From this share on an answer stands beside those that a question has anyway. */
const NEAR_ENOUGH = 0.05;
const MOST_CHOICES = 4;
/** A message says what it is about at its beginning or, after a long story, at its end; the middle only costs time. */
const BEGINNING = 400;
const END = 500;

const CLAUSE_END = /[.,;:!?]+(?=\s|$)|\n/;
/** Parts a clause of more words than this, for those who write without full stops. */
const LONG_CLAUSE = 30;
const JOINT = /\b(?=(?:and|but|so|because|then|anyway|when)\b)/i;
const WHOLE_WEIGHT = 0.5;
/** What a clause counts that names no problem ("thanks", "my manager is chasing me"). */
const ASIDE_WEIGHT = 0.2;

/** The problems of those who put a smartcard in. */
const WITH_A_CARD: ReadonlySet<string> = new Set<BranchId>([
  'smartcard-login',
  'smartcard-locked-expired',
  'smartcard-not-linked',
  'smartcard-software-error',
  'care-identity-button-missing',
]);

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
  return {
    rank,
    match: (text, available = new Set(BRANCH_IDS)) =>
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

/** In a long message each clause has its say: the surer, the louder, and those that name a problem or a learner loudest. */
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

function decide(ranked: readonly Ranked[], available: ReadonlySet<BranchId>): Match {
  const first = ranked[0];
  if (first === undefined || first.share < GUESS) return { kind: 'none' };
  const { meaning, share } = first;
  const onButtons = answersOf(meaning).length > 0;
  const confidence = onButtons ? share : shareOfChatter(ranked);
  if (confidence < sureFrom(meaning) && !isAlone(ranked))
    return ask(likeliestAnswers(ranked, FAR_BEHIND), available);
  if (meaning.kind === 'topic') return { kind: 'topic', id: meaning.id, confidence };
  if (meaning.kind === 'branch') return enter(meaning.id, confidence, available);
  const others = likeliestAnswers(ranked, NEAR_ENOUGH).filter((id) => !meaning.between.includes(id));
  return ask([...meaning.between, ...others], available);
}

function sureFrom(meaning: Meaning): number {
  if (meaning.kind === 'branch') return SURE_OF_BRANCH;
  return answersOf(meaning).length > 0 ? SURE : LIKELY;
}

/** Chatter that nothing else comes near: "dsfjkhsdf". */
function isAlone([first, ...others]: readonly Ranked[]): boolean {
  const next = others.find(({ meaning }) => answersOf(meaning).length > 0)?.share ?? 0;
  return first !== undefined && answersOf(first.meaning).length === 0 && next * ALONE < first.share;
}

/** "Hello, hope you are well" is part greeting, part small talk: together they show that it is no problem. */
function shareOfChatter(ranked: readonly Ranked[]): number {
  return ranked.reduce((sum, { meaning, share }) => sum + (answersOf(meaning).length > 0 ? 0 : share), 0);
}

/** What to offer when unsure, likeliest first. A question gives its share to its answers, the first getting most. */
function likeliestAnswers(ranked: readonly Ranked[], least: number): (BranchId | TopicId)[] {
  const shares = new Map<BranchId | TopicId, number>();
  for (const { meaning, share } of ranked) {
    const answers = answersOf(meaning);
    const parts = (answers.length * (answers.length + 1)) / 2;
    answers.forEach((id, at) => {
      shares.set(id, (shares.get(id) ?? 0) + (share * (answers.length - at)) / parts);
    });
  }
  return [...shares]
    .filter(([, share]) => share >= least)
    .sort(([, a], [, b]) => b - a)
    .map(([id]) => id);
}

/** What a meaning puts on the buttons; topics without a title are never offered. */
function answersOf(meaning: Meaning): readonly (BranchId | TopicId)[] {
  if (meaning.kind === 'question') return meaning.between;
  return meaning.kind === 'topic' && meaning.title === undefined ? [] : [meaning.id];
}

function ask(candidates: readonly (BranchId | TopicId)[], available: ReadonlySet<BranchId>): Match {
  const likeliest = candidates.slice(0, MOST_CHOICES);
  const uncovered = likeliest.filter(isBranch).filter((id) => !available.has(id));
  const ids = likeliest.filter((id) => !isBranch(id) || available.has(id));
  if (ids.length > 1) return { kind: 'choose', ids, uncovered };
  const possible = likeliest.filter((id) => ids.includes(id) || isPossible(id, available));
  // Nobody is led into the one problem that the guide has when they may well mean another.
  if (ids.length === 1 && possible.length > 1) return { kind: 'choose', ids: possible, uncovered };
  const only = ids[0] ?? uncovered[0];
  if (only === undefined) return { kind: 'none' };
  const confidence = 1 / likeliest.length;
  return isBranch(only) ? enter(only, confidence, available) : { kind: 'topic', id: only, confidence };
}

/** Where a guide says nothing of smartcards, nobody's smartcard is locked. */
function isPossible(id: BranchId | TopicId, available: ReadonlySet<BranchId>): boolean {
  return !WITH_A_CARD.has(id) || [...available].some((covered) => WITH_A_CARD.has(covered));
}

function enter(id: BranchId, confidence: number, available: ReadonlySet<BranchId>): Match {
  return available.has(id) ? { kind: 'branch', id, confidence } : { kind: 'not-covered', id, confidence };
}

function isBranch(id: BranchId | TopicId): id is BranchId {
  return (BRANCH_IDS as readonly string[]).includes(id);
}

/** Whether most letters belong to no Latin alphabet: no wording can help there. */
function isForeignScript(text: string): boolean {
  const letters = shortened(text).match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => !/\p{Script=Latin}/u.test(letter)).length * 2 > letters.length;
}
