import type { UsernameRules } from '../intake/fields/esr-username.ts';
import type { Guide } from './guide.ts';

/** A made-up username that the Trust's own form takes; none where the guide does not say how usernames begin. */
export function exampleUsername({ username }: Guide): string | undefined {
  const current = username.prefixes.find(({ old }) => old !== true);
  return current && `${current.code}SMITHJ01`;
}

/** The hint in an empty username box. */
export const usernameHint = (example: string | undefined): string =>
  example === undefined ? 'It starts with 3 numbers' : `For example ${example}`;

/** What a Trust's usernames look like, and which prefixes are other Trusts', from the guides alone. */
export function usernameRulesOf(guides: ReadonlyMap<string, Guide>, trust: string): UsernameRules {
  const own = guides.get(trust)?.username ?? { prefixes: [], lastTwoDigits: false };
  const otherTrusts = [...guides.values()]
    .filter((guide) => guide.trust !== trust)
    .flatMap((guide) => guide.username.prefixes.map(({ code }) => ({ code, trust: guide.trust })));
  const prefixes = own.prefixes.map(({ code, old, note }) => ({
    code,
    ...(old === undefined ? {} : { old }),
    ...(note === undefined ? {} : { note }),
  }));
  return { prefixes, otherTrusts, lastTwoDigits: own.lastTwoDigits };
}
