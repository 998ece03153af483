import { BUCKETS, featuresOf, type WordHashes, wordsOf } from './features.ts';
import type { Meaning, Wordings } from './wordings.ts';

/** A trained classifier: multinomial logistic regression over hashed features, one weight per bucket and meaning. */
export interface Model {
  readonly meanings: readonly Meaning[];
  readonly same: ReadonlyMap<string, string>;
  /** Row by row: bucket * meanings.length + meaning, in units of `scale`. */
  readonly weights: Int8Array;
  readonly scale: number;
  /** How much a bucket says: rare features say more. */
  readonly rarity: Float32Array;
}

const PASSES = 4;
const STEP = 4;
/** An example answered with at most this much doubt teaches nothing more in this pass. */
const SETTLED = 0.05;
/** Each learner sees the wordings in its own order and inside other phrases; the mean of them errs less than either. */
const LEARNERS = [7, 108];

type Vector = { readonly buckets: Int32Array; readonly values: Float32Array };
type Example = Vector & { readonly answer: number };

/** Learns from the wordings; the same wordings always give the same model. Takes about four seconds. */
export function train({ meanings, same, around }: Wordings): Model {
  const wrap = around.map((phrase) => wordsOf(phrase, same));
  const said = meanings.flatMap(({ wordings }, answer) =>
    wordings.map((wording) => ({ words: wordsOf(wording, same), answer })),
  );
  const seen = new Map<string, WordHashes>();
  let rarity: Float32Array | undefined;
  const weights = new Float32Array(BUCKETS * meanings.length);
  for (const seed of LEARNERS) {
    const random = randomFrom(seed);
    const texts = said.flatMap(({ words, answer }) =>
      [words, wrapped(words, wrap, random)].map((text) => ({ features: featuresOf(text, seen), answer })),
    );
    const known = rarity ?? rarityOf(texts.map((text) => text.features));
    rarity = known;
    const examples = texts.map(({ features, answer }) => ({ ...vectorOf(features, known), answer }));
    learned(examples, meanings.length, random).forEach((weight, at) => {
      weights[at] = (weights[at] ?? 0) + weight / LEARNERS.length;
    });
  }
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
  return {
    meanings: meanings.map((m) => m.meaning),
    same,
    weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)),
    scale,
    rarity: rarity ?? new Float32Array(BUCKETS),
  };
}

/** The weights of one learner after all its passes. */
function learned(examples: readonly Example[], width: number, random: () => number): Float32Array {
  const weights = new Float32Array(BUCKETS * width);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const example of shuffled(examples, random)) {
      const share = softmax(scoresOf(example, weights, width, 1));
      if (1 - (share[example.answer] ?? 0) >= SETTLED) learn(weights, example, share);
    }
  }
  return weights;
}

/** How likely each of the model's meanings is for these words; adds up to 1. */
export function sharesOf(
  words: readonly string[],
  { meanings, weights, scale, rarity }: Model,
): Float64Array {
  return softmax(scoresOf(vectorOf(featuresOf(words), rarity), weights, meanings.length, scale));
}

function learn(weights: Float32Array, { buckets, values, answer }: Example, share: Float64Array): void {
  share[answer] = (share[answer] ?? 0) - 1;
  for (let i = 0; i < buckets.length; i++) {
    const row = (buckets[i] ?? 0) * share.length;
    const step = STEP * (values[i] ?? 0);
    for (let m = 0; m < share.length; m++)
      weights[row + m] = (weights[row + m] ?? 0) - step * (share[m] ?? 0);
  }
}

function scoresOf(
  { buckets, values }: Vector,
  weights: Float32Array | Int8Array,
  width: number,
  scale: number,
): Float64Array {
  const scores = new Float64Array(width);
  for (let i = 0; i < buckets.length; i++) {
    const row = (buckets[i] ?? 0) * width;
    const value = (values[i] ?? 0) * scale;
    for (let m = 0; m < width; m++) scores[m] = (scores[m] ?? 0) + value * (weights[row + m] ?? 0);
  }
  return scores;
}

function softmax(scores: Float64Array): Float64Array {
  const top = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - top));
  const sum = odds.reduce((a, b) => a + b, 0);
  return odds.map((odd) => odd / sum);
}

/** TF-IDF weights at length 1, so that long and short messages count alike. */
function vectorOf(features: ReadonlyMap<number, number>, rarity: Float32Array): Vector {
  const buckets = Int32Array.from(features.keys());
  const values = Float32Array.from(features, ([bucket, weight]) => weight * (rarity[bucket] ?? 0));
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return { buckets, values: values.map((value) => value / length) };
}

function rarityOf(texts: readonly ReadonlyMap<number, number>[]): Float32Array {
  const seen = new Float32Array(BUCKETS);
  for (const text of texts) for (const bucket of text.keys()) seen[bucket] = (seen[bucket] ?? 0) + 1;
  return seen.map((count) => 1 + Math.log(texts.length / Math.max(1, count)));
}

/** The words with something unrelated said before, after or both: what a real message does. */
function wrapped(words: readonly string[], around: readonly string[][], random: () => number): string[] {
  const some = () => around[Math.floor(random() * around.length)] ?? [];
  const where = random();
  return [...(where < 0.7 ? some() : []), ...words, ...(where >= 0.4 ? some() : [])];
}

/** A fixed sequence of numbers from 0 to 1, so that training repeats exactly (Numerical Recipes' LCG). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
