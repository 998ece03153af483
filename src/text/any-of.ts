/** The source of a regular expression for any one of these. */
export const anyOf = (...patterns: readonly string[]): string => `(?:${patterns.join('|')})`;
