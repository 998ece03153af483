import type { BranchId } from '../guides/ids.ts';
import { type Meaning, TOPIC_IDS, type TopicId } from './wordings.ts';

/** What a message was understood as. `confidence` is from 0 to 1. */
export type Match =
  | { readonly kind: 'branch'; readonly id: BranchId; readonly confidence: number }
  /** The message means a branch that this Trust's guide does not have. */
  | { readonly kind: 'not-covered'; readonly id: BranchId; readonly confidence: number }
  /** Two to four to ask between, likeliest first. `uncovered`: what it could be, but the Trust's guide lacks;
   * one of them is among the `ids` when it is the likeliest, or when only one other is left to ask for. */
  | {
      readonly kind: 'choose';
      readonly ids: readonly (BranchId | TopicId)[];
      readonly uncovered: readonly BranchId[];
    }
  | { readonly kind: 'topic'; readonly id: TopicId; readonly confidence: number }
  | { readonly kind: 'none' };

/** A meaning and how likely it is, from 0 to 1. */
export interface Ranked {
  readonly meaning: Meaning;
  readonly share: number;
}

/** From this share on the bot starts the problem; below, it asks. The decision on the classifier has the costs. */
const SURE = 0.85;
/** A topic that cannot be put on a button is answered from this share on: a mistake costs one short answer. */
const LIKELY = 0.4;
/** So many times likelier than the likeliest button, chatter is answered even when it is not likely. */
const ALONE = 4;
/** A likeliest meaning below this is a guess, and not worth offering. */
const GUESS = 0.12;
/** A choice leaves out anything less likely than this. */
const FAR_BEHIND = 0.003;
/** From this share on an answer joins those that a question has anyway. */
const NEAR_ENOUGH = 0.05;
const MOST_CHOICES = 4;
/** The problems of those who put a smartcard in. */
const WITH_A_CARD: ReadonlySet<string> = new Set<BranchId>([
  'smartcard-login',
  'smartcard-locked-expired',
  'smartcard-not-linked',
  'smartcard-software-error',
  'care-identity-button-missing',
]);

/** What to do about a message with these ranked meanings, at a Trust whose guide has these branches. */
export function decide(ranked: readonly Ranked[], available: ReadonlySet<BranchId>): Match {
  const first = ranked[0];
  if (first === undefined || first.share < GUESS) return { kind: 'none' };
  const { meaning, share } = first;
  const onButtons = answersOf(meaning).length > 0;
  const confidence = onButtons ? share : shareOfChatter(ranked);
  if (confidence < (onButtons ? SURE : LIKELY) && !isAlone(ranked))
    return ask(likeliestAnswers(ranked, FAR_BEHIND), available);
  if (meaning.kind === 'topic') return { kind: 'topic', id: meaning.id, confidence };
  if (meaning.kind === 'branch') return enter(meaning.id, confidence, available);
  const others = likeliestAnswers(ranked, NEAR_ENOUGH).filter((id) => !meaning.between.includes(id));
  return ask([...meaning.between, ...others], available);
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

/** What to offer when unsure, likeliest first. A question gives its share to its answers: of three, 3/6, 2/6 and 1/6. */
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
  const uncovered = likeliest.filter((id) => !isTopic(id) && !available.has(id));
  const covered = likeliest.filter((id) => isTopic(id) || available.has(id));
  // Never skip the likeliest problem, or pick the only one in the guide, when another may well be meant.
  const ids = likeliest.filter(
    (id, at) => covered.includes(id) || (isPossible(id, available) && (at === 0 || covered.length === 1)),
  );
  if (covered.length > 0 && ids.length > 1) return { kind: 'choose', ids, uncovered };
  const only = covered[0] ?? uncovered[0];
  if (only === undefined) return { kind: 'none' };
  const confidence = 1 / likeliest.length;
  return isTopic(only) ? { kind: 'topic', id: only, confidence } : enter(only, confidence, available);
}

/** If a guide does not mention smartcards, no smartcard is locked. */
function isPossible(id: BranchId | TopicId, available: ReadonlySet<BranchId>): boolean {
  return !WITH_A_CARD.has(id) || [...available].some((covered) => WITH_A_CARD.has(covered));
}

function enter(id: BranchId, confidence: number, available: ReadonlySet<BranchId>): Match {
  return available.has(id) ? { kind: 'branch', id, confidence } : { kind: 'not-covered', id, confidence };
}

function isTopic(id: string): id is TopicId {
  return (TOPIC_IDS as readonly string[]).includes(id);
}
