import { BUCKETS, featuresOf, wordsOf } from './features.ts';
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

const PASSES = 6;
const STEP = 4;
/** An example answered with at most this much doubt teaches nothing more in this pass. */
const SETTLED = 0.05;

type Vector = { readonly buckets: Int32Array; readonly values: Float32Array };

/** Learns from the wordings; the same wordings always give the same model. Takes about two seconds. */
export function train({ meanings, same, around }: Wordings): Model {
  const random = randomFrom(7);
  const wrap = around.map((phrase) => wordsOf(phrase, same));
  const texts = meanings.flatMap(({ wordings }, answer) =>
    wordings.flatMap((wording) => {
      const words = wordsOf(wording, same);
      return [words, wrapped(words, wrap, random)].map((t) => ({ features: featuresOf(t), answer }));
    }),
  );
  const rarity = rarityOf(texts.map((t) => t.features));
  const examples = texts.map(({ features, answer }) => ({ ...vectorOf(features, rarity), answer }));
  const weights = new Float32Array(BUCKETS * meanings.length);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const example of shuffled(examples, random)) {
      const share = softmax(scoresOf(example, weights, meanings.length, 1));
      if (1 - (share[example.answer] ?? 0) >= SETTLED) learn(weights, example, share);
    }
  }
  const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
  return {
    meanings: meanings.map((m) => m.meaning),
    same,
    weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)),
    scale,
    rarity,
  };
}

/** How likely each of the model's meanings is for these words; adds up to 1. */
export function sharesOf(
  words: readonly string[],
  { meanings, weights, scale, rarity }: Model,
): Float64Array {
  return softmax(scoresOf(vectorOf(featuresOf(words), rarity), weights, meanings.length, scale));
}

function learn(weights: Float32Array, example: Vector & { answer: number }, share: Float64Array): void {
  share[example.answer] = (share[example.answer] ?? 0) - 1;
  example.buckets.forEach((bucket, i) => {
    const step = STEP * (example.values[i] ?? 0);
    const row = weights.subarray(bucket * share.length, (bucket + 1) * share.length);
    for (let m = 0; m < row.length; m++) row[m] = (row[m] ?? 0) - step * (share[m] ?? 0);
  });
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
