import type { Word } from './words.ts';

/** "4 8 2 1" */
export function spacedDigitsEnd(words: readonly Word[], at: number): number | undefined {
  let end = at;
  while (/^\d{1,2}$/.test(words[end]?.bare ?? '') && !words[end]?.endsClause && end < at + 8) end += 1;
  if (/^\d{1,2}$/.test(words[end]?.bare ?? '')) end += 1;
  const digits = words.slice(at, end).map((word) => word.bare);
  return digits.length > 1 && digits.join('').length >= 4 ? end - 1 : undefined;
}

/** "'correct horse'": words in quotation marks. */
export function quoteEnd(words: readonly Word[], at: number): number | undefined {
  if (!/^["'“‘]\S/.test(words[at]?.raw ?? '')) return undefined;
  for (let end = at; end < at + 6 && end < words.length; end += 1) {
    if (/\S["'”’][.,;!?)]*$/.test(words[end]?.raw ?? '')) return end;
  }
  return undefined;
}
