/** How many features the model tells apart; a power of two. More cost memory, fewer make words collide. */
export const BUCKETS = 1 << 15;

/** What stands for a value that says the same whatever its letters: an address, a username, an error code. */
const VALUES: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\w.+-]+@[\w.-]+/g, ' anemailaddress '],
  [/\b\d{3}[a-z][a-z-]{2,}(?:\d\w{0,2})?\b/g, ' anesrusername '],
  [/\b[45]\d\d_\w*|\berr ?\d+/g, ' anerrorcode '],
];
/** A message's meaning is in its first words; the rest only costs time. */
const MAX_CHARACTERS = 1500;
const WORD = /\p{Extended_Pictographic}|[\p{L}\p{M}\p{N}]+/gu;
const GRAMS = [3, 4, 5];
const LONGEST_PHRASE = 4;
const WORD_WEIGHT = 1;
const PAIR_WEIGHT = 1;
const GRAM_WEIGHT = 0.4;

/** A message as words, with known phrases brought to one form ("log on" and "sign in" both become "login"). */
export function wordsOf(text: string, same: ReadonlyMap<string, string>): string[] {
  let plain = text
    .slice(0, MAX_CHARACTERS)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’‘`]/g, '');
  for (const [pattern, name] of VALUES) plain = plain.replace(pattern, name);
  const raw = plain.match(WORD) ?? [];
  const words: string[] = [];
  for (let at = 0; at < raw.length; ) {
    let length = Math.min(LONGEST_PHRASE, raw.length - at);
    while (length > 0 && !same.has(raw.slice(at, at + length).join(' '))) length--;
    words.push(same.get(raw.slice(at, at + length).join(' ')) ?? raw[at] ?? '');
    at += Math.max(length, 1);
  }
  return words;
}

/** Words, neighbouring words and pieces of words (which forgive typing mistakes), hashed: bucket to weight. */
export function featuresOf(words: readonly string[]): Map<number, number> {
  const features = new Map<number, number>();
  const add = (hash: number, weight: number) => {
    const bucket = spread(hash) & (BUCKETS - 1);
    features.set(bucket, (features.get(bucket) ?? 0) + weight);
  };
  let before = 0;
  for (const word of words) {
    const hash = hashOf(word, 0, word.length, 1);
    add(hash, WORD_WEIGHT);
    add(Math.imul(before, 31) ^ hash, PAIR_WEIGHT);
    before = hash;
    const edged = `<${word}>`;
    for (const size of GRAMS) {
      for (let at = 0; at + size <= edged.length; at++) add(hashOf(edged, at, at + size, size), GRAM_WEIGHT);
    }
  }
  add(Math.imul(before, 31), PAIR_WEIGHT);
  return features;
}

/** FNV-1a over part of a text. */
function hashOf(text: string, start: number, end: number, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** Murmur's last step, as FNV's low bits alone are poor. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
