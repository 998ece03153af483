import { foldLookAlikes } from '../../text/look-alikes.ts';
import type { UsernameRules } from '../fields/esr-username.ts';
import { findIn } from './own-details.ts';

/** Words that only name a detail, or say that one is right or wrong. */
const ABOUT_DETAILS =
  /^(?:a|an|the|this|that|these|those|it|i|i'?ve|we'?ve|i'?m|im|am|me|my|mine|me|we|our|is|are|was|were|isn'?t|wasn'?t|aren'?t|be|been|being|do|don'?t|did|didn'?t|have|has|had|will|would|should|can|could|it's|its|that's|thats|there|here|here's|for|to|of|in|on|at|as|by|from|with|and|or|but|so|also|both|all|one|not|no|yes|yep|ok|okay|hi|hello|hey|thanks?|thank|you|please|pls|cheers|regards|sorry|oops|actually|instead|rather|than|now|just|only|longer|again|which|new|old|latest|former|previous|current|correct|corrected|right|proper|real|wrong|incorrect|mistyped|misspelt|misspelled|typo|mistake|meant|mean|put|type|typed|said|gave|given|wrote|know|remember|forgot|forgotten|think|believe|sure|use|used|using|update|updated|change|changed|edit|replace|remove|delete|ignore|send|sent|e-?mails?|mail|address|user|name|username|id|login|log-in|account|esr|nhs|work|personal|home|private|smart|smartcard|card|number|no\.?|details?|info|following|follows|below|above|colleague(?:['’]?s)?|wife(?:['’]?s)?|husband(?:['’]?s)?)$/i;
/** Fewer words say nothing by themselves. */
const FEW = 2;
const PART_ENDS = /(?<=[,.;:!?\n])|(?=\b(?:and|but)\b)/i;

/**
 * What a message says besides its username, address and smartcard number: from the first part that is about more than those to
 * the last. Undefined where it says nothing more. Never throws.
 */
export function moreWords(
  message: string,
  rules: UsernameRules & { readonly name?: string },
): string | undefined {
  const { found, text: rest } = findIn(message, rules);
  const ends = [0, ...found.map(({ end }) => end), rest.length];
  const parts = ends.slice(1).flatMap((end, at) => rest.slice(ends[at], end).split(PART_ENDS));
  const name = (rules.name ?? '').toLowerCase().split(/[^\p{L}\d'-]+/u);
  const says = (part: string) =>
    (foldLookAlikes(part).match(/\p{L}[\p{L}\d'-]*/gu) ?? []).filter(
      (word) => !ABOUT_DETAILS.test(word) && !name.includes(word.toLowerCase()),
    ).length;
  if (parts.reduce((sum, part) => sum + says(part), 0) < FEW) return undefined;
  const kept = parts.slice(
    parts.findIndex((part) => says(part) > 0),
    parts.findLastIndex((part) => says(part) > 0) + 1,
  );
  const text = kept
    .join('')
    // "Ann Lee <ann@nhs.net>" without its address.
    .replace(/<\s*>|\(\s*\)|\[\s*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^(?:\W|\b(?:and|but)\b)+|[\s,;:(<[{–-]+$/gi, '');
  return text === '' ? undefined : text;
}

/** "I don't know my username": then it is not asked for again. */
export const saysUsernameUnknown = (message: string): boolean =>
  /\b(?:(?:don'?t|do not|doesn'?t|can'?t|cannot|not|never) (?:know|remember|recall|have|had|got|sure of|sure what)|forgot(?:ten)?|lost|unsure of|no idea(?: what| of)?)\b(?: what)?(?: is)?(?: my| an?| the| any)?(?: esr)? (?:user ?-?name|user ?id)\b|\bno (?:esr )?user ?-?name\b/i.test(
    foldLookAlikes(message),
  );
