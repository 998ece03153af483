/** How many features are told apart; a power of two. More cost memory, fewer make words collide. */
export const BUCKETS = 1 << 15;

/** Values that mean the same whatever their letters: an email address, an ESR username, an error code. */
const VALUES: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\w.+-]+@[\w.-]+/g, ' anemailaddress '],
  [/\b\d{3}[a-z][a-z-]{2,}(?:\d\w{0,2})?\b/g, ' anesrusername '],
  [/\b[45]\d\d_\w*|\berr ?\d+/g, ' anerrorcode '],
];
const WORD = /\p{Extended_Pictographic}|[\p{L}\p{N}]+/gu;
/** Apostrophes and accents, which people leave out. */
const LEFT_OUT = /['’‘`\p{M}]/gu;
const LONGEST_PHRASE = 4;

const WORD_WEIGHT = 1;
const PAIR_WEIGHT = 0.7;
const PIECE_WEIGHT = 0.6;
const PIECE_SIZES = [3, 4, 5];

/** A text as words, with known phrases brought to one form ("log on" and "sign in" both become "login"). */
export function wordsOf(text: string, same: ReadonlyMap<string, string>): string[] {
  let plain = text.normalize('NFKD').toLowerCase().replace(LEFT_OUT, '');
  for (const [value, name] of VALUES) plain = plain.replace(value, name);
  const raw = plain.match(WORD) ?? [];
  const words: string[] = [];
  for (let at = 0; at < raw.length; ) {
    let length = LONGEST_PHRASE;
    let word: string | undefined;
    while (word === undefined && --length >= 0) word = same.get(raw.slice(at, at + length + 1).join(' '));
    words.push(word ?? raw[at] ?? '');
    at += Math.max(length, 0) + 1;
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
    for (const size of PIECE_SIZES) {
      for (let at = 0; at + size <= edged.length; at++) add(hashOf(edged, at, at + size, size), PIECE_WEIGHT);
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

/** FNV's low bits alone are poor; this is the last step of Murmur. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
