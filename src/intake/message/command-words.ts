/** Other people who are mentioned before a command, and what links it to them: "@Dev – my cases". */
const BEFORE = /^(?:<at\b[^<>]{0,200}>[^<>]{0,200}<\/at>|[\s\p{Pd}:,;.])+/u;
const POLITE = /[\s,]+(?:please|pls|thanks|thank you|ta)[\s.!]*$/i;
/** Longer than any command without words of its own. */
const LONGEST_POLITE = 200;

/** What was said, from where a command would begin. */
export const fromCommand = (said: string): string => said.replace(BEFORE, '');

/** A command that has no words of its own, without "please" and "thanks". */
export const withoutPoliteness = (said: string): string =>
  said.length > LONGEST_POLITE ? said : said.replace(POLITE, '');
