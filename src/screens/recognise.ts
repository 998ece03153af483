import type { KnownMessage, KnownScreens, ScreenMessage } from './messages.ts';
import { comparable, NearText } from './near-text.ts';

/** How far from a message a text may be: to be sure of it, and to ask about it. */
const CERTAIN = 0.1;
const LIKELY = 0.22;
/** Fewer letters are in too many other texts. */
const SHORTEST_CERTAIN = 14;
/** How many words may lie between those of an `about`. */
const CLOSE = 14;

/** A screen's words, ready to be compared. */
interface Screen {
  readonly raw: string;
  readonly text: NearText;
  readonly words: readonly string[];
  readonly on: ReadonlySet<string>;
  readonly isOther: boolean;
}

/**
 * Which known message a screen shows, by the words read on it. `certain` only for a known error, nearly word for word, where it
 * belongs; undefined where nothing is known. The most certain comes first, then the longest.
 */
export function recognise(read: string, known: KnownScreens): ScreenMessage | undefined {
  const screen = look(read, known);
  const found = Object.entries(known.messages).flatMap(([name, message]) => {
    const score = message.about === undefined ? byWords(screen, message) : byAbout(screen, message);
    return score === undefined ? [] : [{ name, message, ...score }];
  });
  found.sort((a, b) => a.rank - b.rank || a.distance - b.distance || b.letters - a.letters);
  const [best] = found;
  if (best === undefined) return undefined;
  const { name, message, rank, exact } = best;
  const code = message.code === undefined ? undefined : codeIn(screen.raw, message.code);
  return {
    certainty: rank === 0 ? 'certain' : 'likely',
    message: name,
    says: code === undefined ? message.says : `${message.says} ${code}`,
    verbatim: exact && message.about === undefined,
    branch: message.problem,
  };
}

function look(raw: string, { screens, others }: KnownScreens): Screen {
  const compared = comparable(raw);
  const text = new NearText(compared);
  const words = compared.split(' ');
  const on = Object.entries(screens)
    .filter(([, phrases]) => phrases.some((phrase) => text.distanceTo(comparable(phrase)) <= CERTAIN))
    .map(([name]) => name);
  const kinds = others.filter((phrases) => countOf(words, phrases) >= 2);
  return { raw, text, words, on: new Set(on), isOther: kinds.length > 0 };
}

/** How many of these a text contains as whole words. */
function countOf(words: readonly string[], phrases: readonly string[]): number {
  const spaced = ` ${words.join(' ')} `;
  return phrases.filter((phrase) => spaced.includes(` ${comparable(phrase)} `)).length;
}

interface Score {
  /** 0 certain, 1 likely and an error, 2 likely by its sense, 3 only the page they are on. */
  readonly rank: 0 | 1 | 2 | 3;
  readonly distance: number;
  readonly letters: number;
  /** Whether the words were read, and not only like them. */
  readonly exact: boolean;
}

function byWords(screen: Screen, { says, also, on, where }: KnownMessage): Score | undefined {
  const phrases = [says, ...also].map(comparable);
  const scored = phrases.map((phrase) => ({
    distance: screen.text.distanceTo(phrase),
    letters: phrase.length,
  }));
  scored.sort((a, b) => a.distance - b.distance || b.letters - a.letters);
  const [best] = scored;
  if (best === undefined || best.distance > LIKELY) return undefined;
  const isHere = on === undefined || screen.on.has(on);
  const isNear = best.distance <= CERTAIN && best.letters >= SHORTEST_CERTAIN;
  const { distance, letters } = best;
  if (where) return isNear && isHere ? { rank: 3, distance, letters, exact: true } : undefined;
  if (!isHere && !isNear) return undefined;
  return { rank: isNear && isHere && !screen.isOther ? 0 : 1, distance, letters, exact: isNear };
}

/** One word of each line, close together: the sense of a message whose words are not known. */
function byAbout({ words, on, isOther }: Screen, message: KnownMessage): Score | undefined {
  const groups = (message.about ?? []).map((group) => new Set(group.map(comparable)));
  if (isOther || (message.on !== undefined && !on.has(message.on))) return undefined;
  const last = groups.map(() => Number.NEGATIVE_INFINITY);
  let nearest = Number.POSITIVE_INFINITY;
  for (const [at, word] of words.entries()) {
    for (const [index, group] of groups.entries()) if (group.has(word)) last[index] = at;
    const first = Math.min(...last);
    if (Number.isFinite(first)) nearest = Math.min(nearest, Math.max(...last) - first);
  }
  if (nearest > CLOSE) return undefined;
  return { rank: 2, distance: nearest / CLOSE, letters: groups.length, exact: false };
}

/** A message's number, as it was meant where a letter was read for a figure. */
function codeIn(raw: string, pattern: string): string | undefined {
  const figures = raw
    .slice(0, 6000)
    .replace(/[oO](?=[\d_oO])|(?<=[\d_])[oO]/g, '0')
    .replace(/(?<=\d\d\d)[ \-—.]{1,2}(?=\d\d\d\b)/g, '_');
  return new RegExp(`(?<![0-9A-Za-z])${pattern}(?![0-9])`).exec(figures)?.[0];
}
