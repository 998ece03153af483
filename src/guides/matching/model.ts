import { BUCKETS, featuresOf, wordsOf } from './features.ts';
import type { Wordings } from './wordings.ts';

const OPT = (globalThis as unknown as { OPT?: Record<string, number> }).OPT ?? {};
const PASSES = OPT.passes ?? 10;
const STEP = OPT.step ?? 3;
const GOOD_ENOUGH = OPT.skip ?? 0.05;
const COPIES = OPT.copies ?? 1;

type Example = { readonly at: Int32Array; readonly value: Float32Array; readonly answer: number };

export interface Model {
  readonly weights: Float32Array;
  readonly rarity: Float32Array;
  readonly classes: number;
}

export function train(wordings: Wordings): Model {
  const classes = wordings.meanings.length;
  const random = randomFrom(7);
  const raw = wordings.meanings.flatMap((m, answer) =>
    m.wordings.flatMap((w) =>
      variants(w, wordings.around, random).map((t) => ({ f: featuresOf(wordsOf(t, wordings.same)), answer })),
    ),
  );
  const rarity = new Float32Array(BUCKETS);
  for (const { f } of raw) for (const b of f.keys()) rarity[b] = (rarity[b] ?? 0) + 1;
  for (let b = 0; b < BUCKETS; b++) rarity[b] = 1 + Math.log(raw.length / Math.max(1, rarity[b] ?? 0));
  const examples: Example[] = raw.map(({ f, answer }) => ({ ...vector(f, rarity), answer }));
  const weights = new Float32Array(BUCKETS * classes);
  const model = { weights, rarity, classes };
  for (let pass = 0; pass < PASSES; pass++) {
    shuffle(examples, random);
    const step = STEP / (1 + pass * (OPT.decay ?? 0));
    for (const example of examples) {
      const p = softmax(scores(model, example));
      if (1 - (p[example.answer] ?? 0) < GOOD_ENOUGH) continue;
      p[example.answer] = (p[example.answer] ?? 0) - 1;
      for (let i = 0; i < example.at.length; i++) {
        const row = (example.at[i] ?? 0) * classes;
        const s = step * (example.value[i] ?? 0);
        for (let c = 0; c < classes; c++) weights[row + c] = (weights[row + c] ?? 0) - s * (p[c] ?? 0);
      }
    }
  }
  return model;
}
export function probabilities(model: Model, words: readonly string[]): Float64Array {
  return softmax(scores(model, vector(featuresOf(words), model.rarity)));
}
function variants(w: string, around: readonly string[], random: () => number): string[] {
  const out = [w];
  const pick = () => around[Math.floor(random() * around.length)] ?? '';
  for (let i = 0; i < COPIES; i++)
    out.push(
      random() < 0.5 ? `${pick()} ${w}` : random() < 0.5 ? `${w} ${pick()}` : `${pick()} ${w} ${pick()}`,
    );
  return out;
}
function vector(f: ReadonlyMap<number, number>, rarity: Float32Array) {
  const at = Int32Array.from(f.keys());
  const value = new Float32Array(at.length);
  let sum = 0;
  let i = 0;
  for (const [b, w] of f) {
    const v = w * (rarity[b] ?? 1);
    value[i++] = v;
    sum += v * v;
  }
  const scale = 1 / (Math.sqrt(sum) || 1);
  for (let j = 0; j < value.length; j++) value[j] = (value[j] ?? 0) * scale;
  return { at, value };
}
function scores(m: Model, { at, value }: { at: Int32Array; value: Float32Array }): Float64Array {
  const out = new Float64Array(m.classes);
  for (let i = 0; i < at.length; i++) {
    const row = (at[i] ?? 0) * m.classes;
    const v = value[i] ?? 0;
    for (let c = 0; c < m.classes; c++) out[c] = (out[c] ?? 0) + v * (m.weights[row + c] ?? 0);
  }
  return out;
}
function softmax(s: Float64Array): Float64Array {
  const top = Math.max(...s);
  let sum = 0;
  for (let c = 0; c < s.length; c++) {
    s[c] = Math.exp((s[c] ?? 0) - top);
    sum += s[c] ?? 0;
  }
  for (let c = 0; c < s.length; c++) s[c] = (s[c] ?? 0) / sum;
  return s;
}
function randomFrom(seed: number): () => number {
  let s = seed;
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return s / 2 ** 32;
  };
}
function shuffle<T>(list: T[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const a = list[i] as T;
    list[i] = list[j] as T;
    list[j] = a;
  }
}
