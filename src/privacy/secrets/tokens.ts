import type { Span } from './words.ts';

/** Tokens and keys that programs sign in with. Each begins as no word does. */
const TOKENS: readonly RegExp[] = [
  /** A JSON web token: header, payload, and mostly a signature. */
  /(?<![\w.-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /(?<=\bBearer )[\w.~+/-]{20,}=*/g,
  /(?<![\w-])(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z\d]{16}|sk-[\w-]{20,})/g,
  /-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY-----[\w\s+/=]*(?:-----END (?:[A-Z]+ ){0,2}PRIVATE KEY-----)?/g,
  /(?<=[?&](?:access_token|id_token|refresh_token|token|sig)=)[\w.%~+/-]{16,}/g,
  /(?<=\bAccountKey=)[\w+/]{40,}=*/g,
];

/** Finds access tokens and keys. */
export const findTokens = (text: string): Span[] =>
  TOKENS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ index, 0: { length } }) => ({ start: index, end: index + length })),
  );
