/** What the bot says to Epic trainers, beside its cards' own words. One place, so that the people who own the words can read them. */
export const TRAINER_TEXTS = {
  /** @param example a username that the Trust's own form takes, where its guide says how they begin */
  howTo: (example: string | undefined) =>
    `Mention me with the learner's ESR username and correct email address${example === undefined ? '' : `, for example: ${example} jo.smith@nhs.net`}. For a class, put one learner on each line, or paste a table. For a form, mention me with: escalate`,
  help: [
    'I hand your learners over to the ESR Team. Mention me with:',
    '- an ESR username and the correct email address, or a whole class: one learner on each line, or a table',
    '- **escalate**: a form, for one learner or several',
    '- **my cases**: what you have raised that is not closed',
    '- **status** and a reference: where a case stands',
    '- **add**, a reference and your words: tell the ESR Team more, or answer their question',
    '- **withdraw** and a reference: take a case back',
    '- **reopen**, a reference and what happens: when it is still not working',
    '',
    'On any message here you can also choose **Escalate to ESR Team** from its menu. I show you what I read before anything is sent. Never write a password or date of birth here.',
  ].join('\n'),
  pasteRows:
    "Paste the rows here, one learner on each line, or type each learner's ESR username and correct email address.",
  typeError: 'If your picture shows an error message, type what it says beside them.',
  onlyWords: 'This is what I read in your words.',
  quotedOnly: 'I read this from the message that is quoted there. Please check it.',
  /** Said wherever a secret was found in a message of the chat: others can read it there. */
  secretSaid:
    'That message held what looks like a password, PIN, date of birth or security answer. I have not kept it. Please delete the message. If it was a real password, it needs changing.',
  secretTyped:
    'That looks like a password, PIN or date of birth. I have not kept it, and nothing was sent. Nobody needs it here.',
  cardChanged: 'Somebody changed this card in the meantime. This is how it is now.',
  nobodyRead: 'I found no ESR username and no email address in that. Put one learner on each line.',
  tooMany: 'That is too much for me at once. Check that nobody is missing, and send me the rest after these.',
  notReady: 'Nothing was sent. Please check what is marked below.',
  noneReady: 'Nothing was sent. Please check what is marked below, or tick who is to be sent.',
  held: 'Nothing is sent yet. Please read this first, then press Send again.',
  notHere: 'I do not know that card in this chat any more. Nothing was sent. Please start again.',
  dialogTitle: 'Escalate to ESR Team',

  // Commands about cases
  noCases: 'You have no open cases here.',
  /** Resolved ones wait for the trainer's answer, and are not open. */
  countedCases: (open: number, resolved: number) => {
    const counted = `You have ${open === 0 ? 'no' : open} open case${open === 1 ? '' : 's'} here`;
    if (resolved === 0) return `${counted}:`;
    return `${counted}, and ${resolved} that ${resolved === 1 ? 'is' : 'are'} resolved: tell us if ${resolved === 1 ? 'it works' : 'they work'}.`;
  },
  newest: (shown: number) => ` The newest ${shown}:`,
  referenceMissing: (command: string, withWords: boolean) =>
    `Write the case's reference too, for example: ${command} K7M-4PT${withWords ? ' and then your words' : ''}.`,
  noSuchCase: (reference: string) => `I know no case ${reference} of this chat.`,
  notYours: 'That is not something you can do with this case.',
  done: {
    add: 'Added.',
    answer: 'Answered.',
    reopen: 'It is open again.',
    withdraw: 'Taken back.',
  },
  teamIsTold: " I'm telling the ESR Team.",

  // A case in a line
  theTeam: 'The ESR Team',
  asks: (who: string, question: string) => `${who} asks: ${question}`,
  notClaimed: 'Nobody has claimed it yet.',
  givenBack: 'Nobody has it now.',
  hasIt: (who: string) => `${who} has it.`,
  saidItWorks: (who: string) => `${who} said it's working.`,
  outcomeBefore: (outcome: string) => ` Before: ${outcome}`,
  noUsername: 'No username',
  noUsernameYet: 'No username yet',

  // The learners' card
  learner: 'Learner',
  learners: (count: number) => (count === 1 ? '1 learner' : `${count} learners`),
  hints: {
    otherEmail: (who: string) =>
      `ESR says this when the email address or date of birth typed in is not the one on the ESR record. The record of an external learner may hold another email address. Can they try that one first? If not, send this: the ${who} checks and corrects it.`,
    madeToday: (from: string) =>
      `A new record has its username on the next working day. Was it made today? Then the username is ready from ${from}. You can still send this now.`,
  },
  whichIsTheirs: { email: 'Which email is theirs?', username: 'Which username is theirs now?' },
  opensLater: 'This one needs a look. It opens when the others are done.',
  whatHappens: 'What happens?',
  whatHappensToOthers: 'What happens to the others?',
  learnerIs: 'The learner is',
  learnersAre: 'The learners are',
  leaveOutRest: 'Leave out the rest',
  cancel: 'Cancel',
  handOver: 'Hand over a learner',
  isThisRight: 'Is this right?',
  areTheseRight: (count: number) => `${count} learners: is this right?`,
  checkLearner: 'Check the learner before they go to the ESR Team',
  checkLearners: (count: number) => `Check ${count} learners before they go to the ESR Team`,
  nothingSentYet: 'Nothing is sent yet.',
  readiness: (ready: number, all: number) =>
    ready === all ? `All ${all} are ready.` : `${ready} of ${all} are ready. ${needLook(all - ready)}`,
  restComesAfter: (rest: number) => ` The other ${rest} come after these.`,
  oddNotSent: (odd: number) => `${needLook(odd)} ${odd === 1 ? 'It is' : 'They are'} not sent yet.`,
  notSent: { title: 'Not sent', lead: 'Nothing went to the ESR Team.' },
  partlySent: (sent: number, left: number, kept: boolean) =>
    `${sent} ${kept ? 'kept for the ESR Team' : 'sent'}, ${left} to go`,
  /** Said before anything can have arrived there. */
  onItsWay: 'On its way to the ESR Team',
  keptTitle: 'Kept for the ESR Team',
  followOnCard: 'They are on one card below. I keep it up to date.',

  // A class
  yourClass: (learners: string) => `Your class: ${learners}`,
  resolvedOf: (resolved: number, all: number) => `${resolved} of ${all} resolved`,
  alsoWithdrawn: (count: number) => `, ${count} withdrawn`,
  teamAsks: (references: readonly string[]) =>
    `The ESR Team has a question. Answer on its card in this chat, or mention me with **add**, the reference (${references.join(', ')}) and your answer.`,
  passOn: 'Pass the steps on to your learners. Then tell us who is working.',
  allFinished: 'All of it is finished.',
  notAllDelivered: "I couldn't bring all of this to the ESR Team yet. I've saved it and keep trying.",
  passingOn: "I'm passing these to the ESR Team.",
  teamHasThem: 'The ESR Team has them.',
  classElsewhere: 'This class belongs to another chat. Nothing was changed.',
  chooseLearner: 'Choose a learner first.',
} as const;

const needLook = (odd: number) => (odd === 1 ? '1 needs a look.' : `${odd} need a look.`);

/** What happens to a learner, in few words. */
export const PROBLEM_TITLES: Readonly<Record<string, string>> = {
  'details-dont-match': 'Details do not match',
  'reset-email-missing': 'No reset email',
  'account-locked': 'Locked',
  'new-record': 'No username yet',
};

/** Why nobody can be handed over from a chat, in the dialog. */
export const CANNOT_ESCALATE = {
  'add-me': {
    title: 'Add me to this chat first',
    text: 'I am not in this chat, so I could not tell you how it goes. Add me, and I go on from here.',
  },
  'not-linked': {
    title: 'This chat is not linked',
    text: 'Learners can be handed over only from the chat that a Trust has linked for its Epic trainers. Whoever runs the bot can make a link code. Then mention me here with: link CODE',
  },
  'team-chat': {
    title: 'This is the ESR Team’s chat',
    text: 'Learners are handed over from the Epic trainers’ chat. The cases come here as cards.',
  },
  forgotten: { title: 'Please start again', text: TRAINER_TEXTS.notHere },
} as const;
