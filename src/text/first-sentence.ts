/** The first sentence of a text, cut with an ellipsis where it is longer than this many characters. */
export function firstSentence(text: string, longest: number): string {
  const [first = ''] = text.split(/(?<=[.?!:])\s/);
  return first.length > longest ? `${first.slice(0, longest - 1).trimEnd()}…` : first;
}
