/** What happens to the learner, as the escalation form lists it. */
export type LearnerProblem = 'details-do-not-match' | 'no-reset-email' | 'locked' | 'no-username-yet';

const PROBLEMS: ReadonlyArray<readonly [LearnerProblem, RegExp]> = [
  [
    'no-username-yet',
    /\b(no|not got a|hasn'?t got a|doesn'?t have a|without a|awaiting|waiting (on|for) a?) ?(esr )?(username|user name|login)( yet)?\b|\b(username|login) not (yet )?(available|made|created)\b/i,
  ],
  [
    'details-do-not-match',
    /\b(details?|info(rmation)?|email|dob|date of birth|record|it)\b.{0,30}\b(do(es)?n'?t|do(es)? not|not|won'?t) (match|matching|recognised)\b|\b(mis-?match|wrong (e-?mail|details)|no match)\b/i,
  ],
  [
    'no-reset-email',
    /\b(no|not? (had|got|received|receiving|getting)|never (got|had|received)|hasn'?t (had|got|received)|didn'?t (get|receive)|cannot get|can'?t get|not getting)\b.{0,25}\b(e-?mail|link)\b|\b(e-?mail|link)\b.{0,25}\b(not (arrived|come|received|coming)|never (came|arrived)|hasn'?t (come|arrived))\b|\bnot arrived\b/i,
  ],
  ['locked', /\b(locked( out)?|lock(s|ing)? (her|him|them|me) out|account lock)\b/i],
];

/** The problem a text speaks of, when it speaks of exactly one. */
export function problemIn(text: string): LearnerProblem | undefined {
  const short = text.slice(0, 2000);
  const found = PROBLEMS.filter(([, pattern]) => pattern.test(short)).map(([problem]) => problem);
  return found.length === 1 ? found[0] : undefined;
}
