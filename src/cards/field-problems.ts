/** What is wrong with a field and how to put it right, by the codes of src/intake. Shown under the field. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'username-missing': 'Type the ESR username.',
  'username-invalid-too-short': 'That looks too short for an ESR username. Type all of it.',
  'username-invalid-too-long': 'That is too long for an ESR username. Type only the username.',
  'username-invalid-prefix': 'An ESR username starts with 3 numbers. Check the start.',
  'username-invalid-character': 'An ESR username has only letters and numbers.',
  'username-invalid-no-trailing-digits': 'The last 2 characters must be numbers.',
  'username-other-trust-prefix':
    'That username is for another organisation. Type the one for this organisation.',
  'username-unknown-prefix':
    'That does not start like a username of this organisation. Check the first 3 numbers.',
  'username-old-prefix': 'That is an old kind of username. Check that there is no newer one.',
  'username-digit-in-name': 'There is a number in the name part. Check that it is right.',
  'username-more-than-one': 'There are 2 usernames there. Leave only the right one.',
  'email-missing': 'Type the correct email address.',
  'email-invalid-format': 'That is not a whole email address. It needs a name, an @ and an ending.',
  'email-invalid-domain-typo': 'The ending of that address looks mistyped.',
  'email-more-than-one': 'There are 2 email addresses there. Leave only the right one.',
  'unsure-which': 'The message can be read in more than one way. Fill in what is missing.',
  'duplicate-learner': 'The message names this learner more than once. It is sent once.',
  'smartcard-missing': 'Type the number printed on your smartcard.',
  'smartcard-invalid-character': 'A smartcard number has only numbers in it.',
  'esr-number-invalid-character':
    'An ESR number has only numbers in it. Leave it empty if you do not know it.',
  'name-missing': 'Type your full name.',
  'learner-name-missing': "Type the learner's name. Without a username, they can only be found by name.",
  'learner-type-missing': 'Choose one.',
  secret:
    'That looks like a password, PIN or date of birth. Please take it out: nobody here needs it, and we do not keep it.',
};

/** The problem in words, with what the person may have meant. */
export function fieldProblem(code: string, suggestion?: string): string {
  // An old prefix is named at the end of its code.
  const problem = PROBLEMS[code] ?? PROBLEMS[code.replace(/-\d+$/, '')] ?? 'Please check this.';
  return suggestion === undefined ? problem : `${problem} Did you mean ${suggestion}?`;
}
