/** The learner's problem, as the escalation form lists it. */
export type LearnerProblem = 'details-do-not-match' | 'no-reset-email' | 'locked' | 'no-username-yet';

/** "hasn't", "hasnt", "has not", "has still not" */
const NOT_HAVE = "(?:has|have|had)(?:n'?t| (?:still )?not)(?: yet| still)?";
/** "didn't", "didnt", "did not" */
const NOT_DO = "(?:did|does|do)(?:n'?t| (?:still )?not)(?: yet| still)?";

const PROBLEMS: ReadonlyArray<readonly [LearnerProblem, RegExp]> = [
  [
    'no-username-yet',
    /\b(no|not got a|hasn'?t got a|has not got a|do(es)?(n'?t| not) have a|without a|awaiting|waiting (on|for) a?) ?(esr )?(username|user name|login)( yet)?\b|\b(username|login) not (yet )?(available|made|created)\b/i,
  ],
  [
    'details-do-not-match',
    new RegExp(
      String.raw`\b(details?|info(rmation)?|email|dob|date of birth|record|it)\b.{0,30}\b(${NOT_DO}|${NOT_HAVE}|not|won'?t|will not) (match|matching|matched|(been )?recognised)\b|\b(mis-?match|wrong (e-?mail|details)|no match)\b`,
      'i',
    ),
  ],
  [
    'no-reset-email',
    new RegExp(
      String.raw`\b(no|not? (had|got|received|receiving|getting)|never (got|had|received)|${NOT_HAVE} (had|got|received)|${NOT_DO} (get|got|receive)|cannot get|can'?t get)(?! (?:in|on|access)\b)\b[^.!?]{0,25}\b(e-?mail|link)\b|\b(e-?mail|link)\b[^.!?]{0,25}\b(not (arrived|come|received|coming|appeared|turned up)|never (came|come|arrived|appeared|turned up)|${NOT_HAVE} (come|arrived|appeared|turned up|been received)|${NOT_DO} (come|arrive|appear|turn up))\b|\bnot arrived\b`,
      'i',
    ),
  ],
  ['locked', /\b(locked( out)?|lock(s|ing)? (her|him|them|me) out|account lock)\b/i],
];

/** "no email yet" */
const NO_ADDRESS =
  /\b(no|without( an)?) e-?mail( address)?( yet)?\b(?! (received|arrived|came|come|has|sent|from|link))/gi;

/**
 * The problem a text mentions, if exactly one. `hasAddress` is whether the learner's address is known: "no email" of one
 * without an address means that it is missing, not that a reset email never came.
 */
export function problemIn(text: string, hasAddress = true): LearnerProblem | undefined {
  const short = hasAddress ? text.slice(0, 2000) : text.slice(0, 2000).replace(NO_ADDRESS, ' ');
  const found = PROBLEMS.filter(([, pattern]) => pattern.test(short)).map(([problem]) => problem);
  return found.length === 1 ? found[0] : undefined;
}
