import { behind, type Findings, type OwnDetails, surroundings } from './own-details.ts';
import { isDisowned, type OwnKind } from './ownership.ts';
import { closesEarlier, isTakenBack, withdrawsEarlier } from './taken-back.ts';

const KINDS = ['username', 'email', 'smartcard'] as const;
/** Longer messages cover more than earlier details. */
const SHORT = 300;
const NOUNS: Readonly<Record<OwnKind, RegExp>> = {
  email: /\b(?:e-?mails?|mail|nhs ?mail|address)\b/i,
  username: /\b(?:user ?-?names?|user ?id|log-?in)\b/i,
  smartcard: /\b(?:smart ?card|card)\b/i,
};

/**
 * Earlier details that a message calls wrong, old or not theirs. `given`: those it gives as the writer's own.
 */
export function readTakenBack(
  { found, text }: Findings,
  held: Partial<Record<OwnKind, string | undefined>>,
  given: OwnDetails,
): readonly OwnKind[] {
  const open = KINDS.filter((kind) => held[kind] !== undefined && given[kind] === undefined);
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
  return called.length > 0 ? called : KINDS.some((kind) => NOUNS[kind].test(before)) ? [] : open;
}
