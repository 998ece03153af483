/** The number of distinct features; a power of two. More cost memory, fewer make words collide. */
export const BUCKETS = 1 << 15;

/** Values that mean the same whatever their letters: an email address, an ESR username, an error code. */
const VALUES: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\w.+-]+@[\w.-]+/g, ' anemailaddress '],
  [/\b\d{3}[a-z][a-z-]{2,}(?:\d\w{0,2})?\b/g, ' anesrusername '],
  [/\b[45]\d\d_\w*|\berr ?\d+/g, ' anerrorcode '],
];
/** "Epic's locked my account": "is", except in everyday words ("that's"). */
const IS = /(?<!\p{L})(?!that|what|where|there|here|who|how|let|she)(\p{L}{3,})['’]s(?!\p{L})/gu;
const WORD = /\p{Extended_Pictographic}|[\p{L}\p{N}]+/gu;
/** Apostrophes and accents, which people leave out. */
const LEFT_OUT = /['’‘`\p{M}]/gu;
const LONGEST_PHRASE = 4;

const WORD_WEIGHT = 1;
const PAIR_WEIGHT = 0.7;
const PIECE_WEIGHT = 0.6;
const PIECE_SIZES = [3, 4, 5];
const SOUND_WEIGHT = 0.8;
/** Separates sounds from words of the same letters. */
const SOUND_SEED = 77;

/** Spellings of one sound, in the order they are rewritten. */
const SOUNDS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^kn/, 'n'],
  [/^wr/, 'r'],
  [/ph/g, 'f'],
  [/gh/g, ''],
  [/x/g, 'ks'],
  [/qu/g, 'kw'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/z/g, 's'],
  [/dg/g, 'j'],
  [/(?<=.)[aeiouyhw]/g, ''],
  [/(.)\1+/g, '$1'],
  [/d$/, 't'],
];

/** A text as words, with known phrases brought to one form ("log on" and "sign in" both become "login"). */
export function wordsOf(text: string, same: ReadonlyMap<string, string>): string[] {
  let plain = text.normalize('NFKD').toLowerCase().replace(IS, '$1 is').replace(LEFT_OUT, '');
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

/** How a word sounds, near enough: its first letter and the consonants after it ("lockt", "lckd": nearly "locked"). */
function soundOf(word: string): string {
  return SOUNDS.reduce((sound, [spelling, letters]) => sound.replace(spelling, letters), word);
}

/** What one word says apart from its neighbours: its hash, then those of its sound and pieces. */
export type WordHashes = readonly [word: number, sound: number, ...pieces: number[]];

/**
 * Words, neighbouring words, pieces and sounds of words (which forgive mistakes), hashed: bucket to weight. Callers with many
 * texts keep the words `seen`.
 */
export function featuresOf(
  words: readonly string[],
  seen = new Map<string, WordHashes>(),
): Map<number, number> {
  const features = new Map<number, number>();
  const add = (hash: number, weight: number) => {
    const bucket = spread(hash) & (BUCKETS - 1);
    features.set(bucket, (features.get(bucket) ?? 0) + weight);
  };
  let before = 0;
  for (const word of words) {
    const hashes = seen.get(word) ?? hashesOf(word);
    seen.set(word, hashes);
    const [hash, sound, ...pieces] = hashes;
    add(hash, WORD_WEIGHT);
    add(Math.imul(before, 31) ^ hash, PAIR_WEIGHT);
    add(sound, SOUND_WEIGHT);
    for (const piece of pieces) add(piece, PIECE_WEIGHT);
    before = hash;
  }
  add(Math.imul(before, 31), PAIR_WEIGHT);
  return features;
}

function hashesOf(word: string): WordHashes {
  const sound = soundOf(word);
  const edged = `<${word}>`;
  const pieces = PIECE_SIZES.flatMap((size) =>
    Array.from({ length: Math.max(0, edged.length - size + 1) }, (_, at) =>
      hashOf(edged, at, at + size, size),
    ),
  );
  return [hashOf(word, 0, word.length, 1), hashOf(sound, 0, sound.length, SOUND_SEED), ...pieces];
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
