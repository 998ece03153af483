/** A place in a text: `text.slice(start, end)`. */
export type Span = { readonly start: number; readonly end: number };

/** One word of a message with its position, so that a span can be cut out of the original text. */
export type Word = Span & {
  /** As typed, punctuation included. */
  readonly raw: string;
  /** Lower case, without the punctuation around it: "Winter2025!," is "winter2025". */
  readonly bare: string;
  /** The word begins a new line. */
  readonly startsLine: boolean;
  /** The word closes a clause: punctuation follows it, or the line ends. */
  readonly endsClause: boolean;
};

/**
 * ':' and '=' are separate words; a cue or a username attached to a value ("pin-4821", "432DAYL01/…") is split off. "Error
 * PWD-1023" is one word.
 */
const WORD =
  /https?:\/\/\S+|(?<=\b(?:err|errors?|fault|exception)(?: (?:code|message|number|no\.?))?(?: (?:is|was|says))?:? )(?-i:PASSWORD|PASS|PWD|PW)-\d{3,6}(?![\p{L}\p{N}-])|[:=]|(?:password|passwd|passcode|pass|pword|pwd|pw|pin|dob)(?=[-–>]+[^\s:=])|(?:dob|pin)(?=\d{4})|\d{3}[a-z][a-z'-]{1,30}\d{2}(?=[/|\\])|[^\s:=]+/giu;
const AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** Splits a text into words, at most `most`. Linear in its length. */
export function splitWords(text: string, most = Number.POSITIVE_INFINITY): Word[] {
  const found: { raw: string; start: number; end: number }[] = [];
  for (const match of text.matchAll(WORD)) {
    if (found.length === most) break;
    found.push({ raw: match[0], start: match.index, end: match.index + match[0].length });
  }
  return found.map((word, at) => {
    const next = found[at + 1];
    const previous = found[at - 1];
    const gapAfter = next ? text.slice(word.end, next.start) : '\n';
    const gapBefore = previous ? text.slice(previous.end, word.start) : '\n';
    return {
      ...word,
      bare: word.raw.length > 100 ? word.raw.toLowerCase() : bareOf(word.raw),
      startsLine: /[\n\r\t]/.test(gapBefore),
      endsClause: /[\n\r\t]/.test(gapAfter) || /[.,;!?)\]]["']?$/.test(word.raw),
    };
  });
}

/** "Snowball's" is "snowball". "It's" and "that's" stay: a value may follow them, as it may "is". */
function bareOf(raw: string): string {
  const bare = raw.toLowerCase().replace(AROUND, '');
  return bare.endsWith("'s") && !/^(?:it|that)'s$/.test(bare) ? bare.slice(0, -2) : bare;
}

/** "4 8 2 1": the index of the last digit. */
export function spacedDigitsEnd(words: readonly Word[], at: number): number | undefined {
  let end = at;
  while (/^\d{1,2}$/.test(words[end]?.bare ?? '') && !words[end]?.endsClause && end < at + 8) end += 1;
  if (/^\d{1,2}$/.test(words[end]?.bare ?? '')) end += 1;
  const digits = words.slice(at, end).map((word) => word.bare);
  return digits.length > 1 && digits.join('').length >= 4 ? end - 1 : undefined;
}

/** "'correct horse'": the index of the last word in the quotation marks. */
export function quoteEnd(words: readonly Word[], at: number): number | undefined {
  if (!/^["'“‘]\S/.test(words[at]?.raw ?? '')) return undefined;
  for (let end = at; end < at + 6 && end < words.length; end += 1) {
    if (/\S["'”’][.,;!?)]*$/.test(words[end]?.raw ?? '')) return end;
  }
  return undefined;
}
