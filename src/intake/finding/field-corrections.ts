import { readTakenBack } from './later-words.ts';
import { OWN_KINDS, type OwnKind } from './mention.ts';
import {
  behind,
  findIn,
  type OwnDetails,
  type OwnDetailsRules,
  ownDetailsIn,
  surroundings,
} from './own-details.ts';
import { speaksOfOthers } from './ownership.ts';
import { repeatsAnother } from './repeated-words.ts';
import { isTakenBack } from './taken-back.ts';

/** What a message says about details that its writer can see. */
export interface FieldCorrections {
  /** The values they want there instead. */
  readonly given: OwnDetails;
  /** The fields that they call wrong without giving another value. */
  readonly wrong: readonly OwnKind[];
  /** It asks for a change without saying which, or leaves a value in doubt. */
  readonly unclear: boolean;
}

const NOUNS: Readonly<Record<OwnKind, RegExp>> = {
  email: /\b(?:e-?mails?|mail|address)\b/i,
  username: /\b(?:user ?-?names?|user ?id|log-?in)\b/i,
  smartcard: /\b(?:smart ?card|card)(?: number)?\b/i,
};
const ALL = /\b(?:both|all of (?:it|them|that)|everything|they are all)\b/i;
const WRONG =
  /\b(?:wrong|incorrect|mistyped|misspelt|typo|mistake|out of date|not (?:my|mine|right|correct|the right)|(?:isn|wasn|aren)'?t (?:my|mine|right|correct)|(?:no|not) longer mine)\b/i;
/** Right before a value: not the one that is wanted. */
const LEFT_OUT =
  /\b(?:not|isn'?t|wasn'?t|never|don'?t use|old|previous|former|instead of|rather than|from|remove|delete)\b(?: (?:it|my|the|email|address|username|is|was))*\W*$/i;
/** Longer messages are about more than the details. */
const LONGEST = 300;

/**
 * Reads a message typed while a form or read-back shows `shown`. A value is taken more readily than elsewhere: the writer sees
 * it before it goes anywhere. Never throws.
 */
export function readFieldCorrections(
  message: string,
  shown: Partial<Record<OwnKind, string | undefined>>,
  rules: OwnDetailsRules,
): FieldCorrections {
  const findings = findIn(message, rules);
  const { found, text } = findings;
  const own = ownDetailsIn(findings, rules);
  const given: Partial<Record<OwnKind, string>> = { ...own };
  let unclear = false;
  for (const kind of OWN_KINDS) {
    const others = found.filter((one) => one.kind === kind && one.value !== shown[kind]);
    if (given[kind] !== undefined || others.length === 0) continue;
    const meant = others.filter(
      (one) =>
        !one.cut &&
        (one.standing === 'learner' || one.standing === 'corrected') &&
        !isTakenBack(kind, behind(text, one, found)) &&
        !LEFT_OUT.test(surroundings(text, one).before) &&
        !surroundings(text, one).asked,
    );
    const [only] = new Set(meant.map(({ value }) => value));
    const isOne = meant.length > 0 && meant.every(({ value }) => value === only);
    const name = rules.name ?? '';
    const isOthers = repeatsAnother(text, name) || speaksOfOthers(text, name);
    if (isOne && only !== undefined && !isOthers) given[kind] = only;
    else unclear = true;
  }
  const open = OWN_KINDS.filter((kind) => shown[kind] !== undefined && given[kind] === undefined);
  const back = readTakenBack(findings, shown, given);
  const isShort = text.length <= LONGEST;
  const wrong = open.filter((kind) => {
    if (found.some((one) => one.kind === kind && one.value === shown[kind])) return back.includes(kind);
    const isCalledWrong = WRONG.test(text) || back.includes(kind);
    return isShort && isCalledWrong && (NOUNS[kind].test(text) || ALL.test(text));
  });
  // "Is that right?" takes nothing back.
  const isVague = back.length > 0 && !/\?\s*$/.test(text);
  return {
    given,
    wrong,
    unclear: unclear || (isVague && wrong.length === 0 && Object.keys(given).length === 0),
  };
}
