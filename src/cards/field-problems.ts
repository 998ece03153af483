/** What is wrong with a field and how to fix it, by the codes of src/intake. Shown under the field. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'username-missing': 'Type the ESR username.',
  'username-invalid-too-short': 'That looks too short for an ESR username. Type the whole username.',
  'username-invalid-too-long': 'That is too long for an ESR username. Type only the username.',
  'username-invalid-prefix': 'An ESR username starts with 3 numbers. Check the start.',
  'username-invalid-character': 'An ESR username only has letters and numbers.',
  'username-invalid-no-trailing-digits': 'The last 2 characters must be numbers.',
  'username-other-trust-prefix':
    'That username is for another organisation. Type the one for this organisation.',
  'username-unknown-prefix':
    'That does not start like a username of this organisation. Check the first 3 numbers.',
  'username-old-prefix': 'That is an older style of username. Check if there is a newer one.',
  'username-digit-in-name': 'There is a number in the name part. Check that it is correct.',
  'username-more-than-one': 'There are 2 usernames there. Leave only the correct one.',
  'email-missing': 'Type the correct email address.',
  'email-invalid-format': 'Enter the whole email address, like name@nhs.net.',
  'email-invalid-domain-typo': 'Check the end of that address. It may be mistyped.',
  'email-more-than-one': 'There are 2 email addresses there. Leave only the correct one.',
  'email-with-words': 'Leave only the correct email address.',
  'email-repeated': 'Another learner here has this address too.',
  'unsure-which': 'I can read the message in more than one way. Fill in what is missing.',
  'duplicate-learner': "The message names this learner more than once. I'll send them once.",
  'smartcard-missing': 'Type the number printed on your smartcard.',
  'smartcard-invalid-character': 'A smartcard number only has numbers in it.',
  'esr-number-invalid-character':
    'An ESR number only has numbers in it. Leave it empty if you do not know it.',
  'name-missing': 'Type your full name.',
  'learner-name-missing': "Type the learner's name. Without a username, they can only be found by name.",
  'not-a-date': 'Enter a date, like 3 Nov or 03/11/2026.',
  'not-a-time': 'Enter a time, like 9:30am, 2:05pm or 20 minutes ago.',
  'in-the-future': 'That date is in the future. Check the date.',
  'learner-type-missing': 'Choose one.',
  'words-missing': 'Say what happens when you try.',
  secret:
    'That looks like a password, PIN or date of birth. Leave it out. Nobody here needs it, and I have not kept it.',
};

/** The problem in words, with what the person may have meant. */
export function fieldProblem(code: string, suggestion?: string): string {
  // An old prefix is named at the end of its code.
  const problem = PROBLEMS[code] ?? PROBLEMS[code.replace(/-\d+$/, '')] ?? 'Check this.';
  return suggestion === undefined ? problem : `${problem} Did you mean ${suggestion}?`;
}
