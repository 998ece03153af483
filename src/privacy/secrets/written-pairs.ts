import { isSaidOfPasswords } from './plain-values.ts';
import type { Span } from './words.ts';

/** A secret among names and values as programs write them. No space stands before its name, so it is part of a longer word. */
const PAIR =
  /(?<=[;&?|{<,"'](?:password|passwd|pass|pwd|pw|pin)["']?[=:>]["']?)(?!\[removed])[^\s;&|"'<>{},]{2,60}/gi;

/** Finds "user=432DAYL01;pass=…", "?password=…", '{"pin":"…"}' and "<pass>…</pass>". */
export const findWrittenPairs = (text: string): Span[] =>
  [...text.matchAll(PAIR)]
    .filter(([value]) => !isSaidOfPasswords(value.toLowerCase()))
    .map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
