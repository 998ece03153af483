/** Letters that a reader of pictures takes for each other, brought to one. */
const ALIKE: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '|': 'l', i: 'l', '5': 's', '8': 'b' };

/** Longer than any screen's text; the rest is ignored. */
const LONGEST = 6000;

/** A text for comparison: lower case, single spaces, look-alike letters unified. */
export function comparable(text: string): string {
  return text
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/[\u2018\u2019'`]/g, '')
    .replace(/[^a-z0-9|]+/g, ' ')
    .replace(/[01|i58]/g, (letter) => ALIKE[letter] ?? letter)
    .trim();
}

/** The share of a phrase's groups of three letters that a text must have. With fewer, more than a third of the phrase differs. */
const SHARED = 0.3;

/** A text to search for approximate matches of phrases. Both must be `comparable`. */
export class NearText {
  readonly #text: string;
  readonly #threes: ReadonlySet<string>;

  constructor(text: string) {
    this.#text = text;
    this.#threes = new Set(threesOf(text));
  }

  /** How far the nearest place is from the phrase: 0 for the phrase itself, 1 where nothing is like it. */
  distanceTo(phrase: string): number {
    const threes = threesOf(phrase);
    const shared = threes.filter((three) => this.#threes.has(three)).length;
    return shared < threes.length * SHARED || threes.length === 0 ? 1 : distance(this.#text, phrase);
  }
}

const threesOf = (text: string) =>
  Array.from({ length: Math.max(0, text.length - 2) }, (_, at) => text.slice(at, at + 3));

/** The fewest changed, missing and added letters, for each letter of the phrase: the phrase times the text (Sellers). */
function distance(text: string, phrase: string): number {
  const { length } = phrase;
  const column = Uint16Array.from({ length: length + 1 }, (_, index) => index);
  let best = length;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    let diagonal = 0;
    for (let row = 1; row <= length; row += 1) {
      const above = column[row - 1] ?? 0;
      const left = column[row] ?? 0;
      const changed = diagonal + (phrase.charCodeAt(row - 1) === letter ? 0 : 1);
      diagonal = left;
      column[row] = Math.min(changed, left + 1, above + 1);
    }
    best = Math.min(best, column[length] ?? length);
  }
  return best / length;
}
