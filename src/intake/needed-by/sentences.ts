/** Longer messages are tables, and their first lines say when. */
const LONGEST = 6000;
const LONGEST_SENTENCE = 400;
const MOST_SENTENCES = 300;
/** What mail programs and chats put above a message: times of other things. */
const HEADER = /^\s*\*?(?:from|sent|to|date|subject|cc|received)\*?\s*:/i;
const CHAT_LINE = /^\s*\[?\d{1,2}[:/][\d:/, ]+\]?\s*-?\s*\p{Lu}[\p{L} ]+:/u;
const CELLS = /\t|\s\|\s/;

/** A message's sentences, in lower case; a row of a table with each cell behind its column's heading. */
export function sentencesOf(text: string): string[] {
  let headings: readonly string[] | undefined;
  return text
    .slice(0, LONGEST)
    .split('\n')
    .filter((line) => !HEADER.test(line) && !CHAT_LINE.test(line))
    .flatMap((line) => {
      if (!CELLS.test(line)) {
        if (line.trim() !== '') headings = undefined;
        return line.split(/(?<=[.!?;])\s+(?!\d?\d?\s*$)/);
      }
      const cells = line.split(CELLS).map((cell) => cell.trim());
      const named = headings;
      headings ??= cells;
      return cells.map((cell, at) => (named?.[at] === undefined ? cell : `${named[at]}: ${cell}`)).join(', ');
    })
    .filter((one) => one.trim().length > 3)
    .slice(0, MOST_SENTENCES)
    .map((one) =>
      one
        .toLowerCase()
        .replace(/[*_|]/g, ' ')
        .replace(/[‘’]/g, "'")
        .replace(/[–—]/g, '-')
        .replace(/\b([ap])\.m\.?/g, '$1m')
        .replace(/\s+/g, ' ')
        .slice(0, LONGEST_SENTENCE),
    );
}
