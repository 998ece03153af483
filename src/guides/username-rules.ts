import type { UsernameRules } from '../intake/esr-username.ts';
import type { Guide } from './guide.ts';

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
