import { OWN_KINDS, type OwnKind } from './mention.ts';
import { behind, type Findings, type OwnDetails, surroundings } from './own-details.ts';
import { isDisowned } from './ownership.ts';
import { closesEarlier, isTakenBack, withdrawsEarlier } from './taken-back.ts';

/** Longer messages cover more than earlier details. */
const SHORT = 300;
const NOUNS: Readonly<Record<OwnKind, RegExp>> = {
  email: /\b(?:e-?mails?|mail|nhs ?mail|address)\b/i,
  username: /\b(?:user ?-?names?|user ?id|log-?in)\b/i,
  smartcard: /\b(?:smart ?card|card)\b/i,
};

/** Earlier details (`held`) that a message calls wrong, old or not theirs. `given`: those that it gives instead. */
export function readTakenBack(
  { found, text }: Findings,
  held: Partial<Record<OwnKind, string | undefined>>,
  given: OwnDetails,
): readonly OwnKind[] {
  const open = OWN_KINDS.filter((kind) => held[kind] !== undefined && given[kind] === undefined);
  const named = open.filter((kind) =>
    found.some((one, at) => {
      if (one.kind !== kind || one.value !== held[kind]) return false;
      if (one.standing !== 'learner' && one.standing !== 'corrected') return true;
      const around = surroundings(text, one, found[at - 1], found[at + 1]);
      return isTakenBack(kind, behind(text, one, found)) || isDisowned(kind, around);
    }),
  );
  const before = text.slice(0, found[0]?.start);
  if (named.length > 0 || Object.keys(given).length > 0 || before.length > SHORT) return named;
  if (closesEarlier(before)) return open.filter((kind) => kind === 'email');
  if (!withdrawsEarlier(before)) return [];
  const called = open.filter((kind) => NOUNS[kind].test(before));
  return called.length > 0 ? called : OWN_KINDS.some((kind) => NOUNS[kind].test(before)) ? [] : open;
}
