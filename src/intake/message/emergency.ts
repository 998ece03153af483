import { foldLookAlikes } from '../../text/look-alikes.ts';
import { HAPPENS, NAMED, SELF_HARM } from './emergency-signs.ts';

/** A longer message is a story, and is not read to its end here. */
const LONGEST = 2000;

const ABOUT_WORK =
  /\b(?:training|train(?:er|ers|ed)?|courses?|modules?|e-?learning|learning|bls|als|ils|certificates?|certification|competenc\w+|mandatory|compliance|refresher|workshops?|book(?:ed|ing)?|enrol\w*|polic(?:y|ies)|protocol|pathway|audit|simulations?|awareness|prevention|update|clinic|unit|teams?|department|specialist|role|job|service|page|link|button|screen)\b/;
const PAST =
  /\b(?:last (?:week|month|year)|(?:weeks?|months?|years?) ago|off sick|sick leave|been off|was off|back from|returned from|in (?:19|20)\d\d)\b/;
/** "This nearly gave me a heart attack" */
const SAYING =
  /\b(?:(?:nearly|almost|about to) (?:gave|give|had|have|having|died|die|pass\w* out|faint\w*|collaps\w+|chok\w+)|(?:gave|give|giving) me)\b/;
/** "He collapsed two weeks ago **and now** he is not breathing": what is said of one is not said of the other. */
const CLAUSES = /[.,;!?\n]+|\b(?:and|but|now|so|sorry|then|because|today)\b/;

/** Whether a message tells of somebody in danger of their life. In doubt it does: it costs one sentence. */
export function isEmergency(message: string): boolean {
  const text = foldLookAlikes(message.slice(0, LONGEST))
    .slice(0, LONGEST)
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
  const holds = (signs: readonly RegExp[], said: string) => signs.some((one) => one.test(said));
  if (holds(SELF_HARM, text)) return true;
  const isTold = (said: string) => PAST.test(said) || SAYING.test(said);
  const told = isTold(text);
  const present = told ? text.split(CLAUSES).filter((clause) => !isTold(clause)) : [text];
  if (present.some((said) => holds(HAPPENS, said.trim()))) return true;
  return !told && holds(NAMED, text) && !ABOUT_WORK.test(text);
}
